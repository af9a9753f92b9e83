import type { PageDocument } from './dom/page-document.ts';
import type { PageElement } from './dom/page-element.ts';
import type { PageParent } from './dom/page-parent.ts';

/** Elements that never hold an article's words. */
const NEVER =
  'script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, button, input, select, textarea, link, meta';
/** Elements and roles beside the article. Some pages wrap or hide all they have in one of these. */
const ASIDE =
  'nav, dialog, aside, figure, figcaption, form, [hidden], [aria-hidden="true"], [aria-modal="true"], [style*="display"], [style*="visibility"], [role="navigation"], [role="complementary"], [role="banner"], [role="contentinfo"], [role="search"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="menubar"], [role="toolbar"]';
const STYLED_AWAY = /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** What a class name or id says plainly enough to be believed before the article is found. */
const SURELY_JUNK =
  /(?:^|[\s_-])(?:comments?(?:-?(?:list|area|section|thread|wrapper))?|commentlist|disqus(?:_thread)?|respond|related(?:-?(?:posts?|articles?|stories|content|news|links))?|jp-relatedposts|recirc\w*|newsletter\w*|breadcrumbs?|outbrain|taboola|sharedaddy|share-?(?:bar|buttons?|links|tools)|social-?(?:share|links|icons|media|buttons?)|cookie-?(?:banner|consent|notice|bar)|gdpr|adsbygoogle|advert\w*|sponsored|sr-only|screen-reader(?:-text)?|visually-hidden|skip-?link|most-?(?:read|popular|viewed)|more-?(?:stories|articles|news)|mw-editsection|print-?only)(?:$|[\s_-])/i;
/** A block with such a name that holds more of the page's words than this is more than that. */
const MOST_TEXT = 0.3;

/**
 * Takes out of the page what is plainly not the article: scripts, hidden parts, navigation, boxes
 * beside the text. Decides by element, role and the words of class names; never by site.
 */
export function cleanPage(document: PageDocument): void {
  const { body } = document;
  if (body === null) return;
  openNoscript(body);
  removeAll(body, NEVER);
  const most = (body.textContent?.length ?? 0) * MOST_TEXT;
  const small = (element: PageElement) => (element.textContent?.length ?? 0) < most;
  for (const element of [...body.querySelectorAll(ASIDE)]) {
    if (small(element) && !onlyStyled(element) && !isSlide(element)) element.remove();
  }
  for (const element of [...body.querySelectorAll('[class], [id]')]) {
    if (/^(?:html|body|article|main|h1)$/i.test(element.tagName)) continue;
    if (SURELY_JUNK.test(nameOf(element)) && small(element)) element.remove();
  }
}

/** One of several alike that each hold a paragraph: slides and tabs show one and hide the rest. */
function isSlide(element: PageElement): boolean {
  if (/^(?:nav|dialog|form|aside)$/.test(element.localName)) return false;
  const kind = firstClass(element);
  if (kind === '' || !holdsParagraph(element)) return false;
  const alike = (element.parentElement?.children ?? []).filter(
    (other) => other.localName === element.localName && firstClass(other) === kind,
  );
  return alike.length >= 3 && alike.slice(0, 3).every(holdsParagraph);
}

function firstClass(element: PageElement): string {
  return element.className.trim().split(/\s+/)[0] ?? '';
}

function holdsParagraph(element: PageElement): boolean {
  return element.querySelectorAll('p').some(({ textContent }) => textContent.trim().length >= 60);
}

/** Whether an element was found for its style alone, and that does not hide it. */
function onlyStyled(element: PageElement): boolean {
  const style = element.getAttribute('style');
  if (style === null || STYLED_AWAY.test(style)) return false;
  if (/^(?:nav|dialog|aside|figure|figcaption|form)$/i.test(element.tagName)) return false;
  return !['hidden', 'aria-hidden', 'aria-modal', 'role'].some(
    (name) => element.getAttribute(name) !== null,
  );
}

/** Class names and id as words. */
export function nameOf(element: PageElement): string {
  return `${element.getAttribute('class') ?? ''} ${element.id ?? ''}`.replace(
    /([a-z])([A-Z])/g,
    '$1-$2',
  );
}

/** Some pages keep their whole text for browsers without scripts. */
function openNoscript(body: PageElement): void {
  for (const element of [...body.querySelectorAll('noscript')]) {
    if ([...element.querySelectorAll('p')].length < 3) continue;
    while (element.firstChild !== null)
      element.parentNode?.insertBefore(element.firstChild, element);
  }
}

function removeAll(root: PageParent, selector: string): void {
  for (const element of [...root.querySelectorAll(selector)]) element.remove();
}
