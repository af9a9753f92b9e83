import { nameOf } from './clean-page.ts';
import type { PageElement } from './dom/page-element.ts';

/** Words of class names and ids that, inside an article, mark what stands beside its text. */
const JUNK = new RegExp(
  `(?:^|[\\s_-])(?:${[
    'related\\w*',
    'recirc\\w*',
    'recommend\\w*',
    'newsletter\\w*',
    'subscri\\w*',
    'sign-?up',
    'promo\\w*',
    'shar(?:e|es|ing|ebar|edaddy)',
    'social\\w*',
    'comments?',
    'commentlist',
    'disqus\\w*',
    'respond',
    'cookies?',
    'consent',
    'breadcrumbs?',
    'sidebar\\w*',
    'footer',
    'menu',
    'nav(?:bar|igation)?',
    'pagination',
    'pager',
    'sponsor\\w*',
    'advert\\w*',
    'ads?',
    'pop-?up',
    'modal',
    'overlay',
    'tags?',
    'author\\w*',
    'vcard',
    'bio',
    'copyright\\w*',
    'disclosure',
    'about-?author',
    'captions?',
    'credits?',
    'teasers?',
    'trending',
    'more-?(?:stories|from|on|news|articles)',
    'read-?(?:more|next|also)',
    'also-?(?:read|like)',
    'up-?next',
    'next-?(?:story|post|article)',
    'toolbar',
    'donat\\w*',
    'ratings?',
    'login',
    'cta',
    'post-?meta',
    'entry-?meta',
    'byline',
    'disclaimer',
    'reflist',
  ].join('|')})(?:$|[\\s_-])`,
  'i',
);
const NEVER_JUNK =
  /^(?:html|body|article|main|li|blockquote|h[1-6]|td|tr|tbody|table|ul|ol|a|b|i|em|strong)$/i;
/** A block that holds more of the article's text than this is the article. */
const MOST_TEXT = 0.3;

/** A test for blocks inside an article that are not its text, by the words of their names. */
export function junkBlocks(article: PageElement): (element: PageElement) => boolean {
  const most = (article.textContent?.length ?? 0) * MOST_TEXT;
  return (element) =>
    !NEVER_JUNK.test(element.tagName) &&
    JUNK.test(nameOf(element)) &&
    (element.textContent?.length ?? 0) < most;
}
