import type { PageDocument } from './dom/page-document.ts';
import type { PageElement } from './dom/page-element.ts';
import { plain, text } from './json-ld.ts';
import { lettersOf } from './letters-of.ts';
import type { PageSources } from './page-metadata.ts';

const SEPARATOR = /\s+(?:[|–—·•»«‹›:/~<>-]|::|--)\s+|\s*[|»]\s*/g;
/** Share of the shorter one's words that a heading and a stated title have in common when both name the article. */
const SAME_TITLE = 0.6;

/**
 * The headline that the page shows, as far as its metadata bears it out: the main heading that
 * shares the words of a stated title (JSON-LD, OpenGraph, meta, `title`), else the stated title
 * without the site's name.
 */
export function pageTitle(sources: PageSources, url: string | undefined): string | undefined {
  const { document, meta, article } = sources;
  const headings = mainHeadings(document);
  const lesser = lesserHeadings(document);
  const parts = [...headings, ...lesser];
  const whole = [
    text(article?.headline),
    meta('og:title'),
    meta('citation_title', 'dc.title', 'dcterms.title', 'parsely-title', 'sailthru.title'),
    meta('twitter:title'),
    text(article?.name),
    meta('title', 'headline'),
    plain(document.querySelector('head title, title')?.textContent ?? ''),
  ]
    .filter((title) => title !== undefined && title !== '')
    .map((title) => title!);
  const titles = whole.map((title) => withoutSite(title, siteNames(sources, url), parts));

  const stated = mostStated(headings, titles);
  if (stated !== undefined) return stated;
  let best: { readonly heading: string; readonly shared: number } | undefined;
  for (const heading of headings) {
    if (lettersOf(heading) === lettersOf(sources.siteName ?? '')) continue;
    const shared = Math.max(0, ...titles.map((title) => overlap(title, heading)));
    if (shared >= SAME_TITLE && shared > (best?.shared ?? 0)) best = { heading, shared };
  }
  const [only] = headings;
  const isPart = (heading: string) => whole.some((title) => overlap(title, heading) >= SAME_TITLE);
  if (best === undefined && !headings.some(isPart)) {
    const below = mostStated(lesser, titles);
    if (below !== undefined) return below;
  }
  if (best === undefined && headings.length === 1 && only !== undefined && words(only).length > 3) {
    return only;
  }
  if (headings.length > 0) return best?.heading ?? titles[0] ?? only;
  return describedHeading(sources, lesser, titles) ?? titles[0];
}

/** The title of the heading that most of the stated titles name; the first of equals. */
function mostStated(headings: readonly string[], titles: readonly string[]): string | undefined {
  let best: { readonly title: string; readonly votes: number } | undefined;
  for (const heading of headings) {
    const named = titles.filter((title) => names(heading, title));
    const [title] = named;
    if (title !== undefined && named.length > (best?.votes ?? 0)) {
      best = { title, votes: named.length };
    }
  }
  return best?.title;
}

/**
 * Some pages keep titles for search engines that they show nowhere, and state their headline as the
 * description: the heading with just these words, where no heading shows a stated title.
 */
function describedHeading(
  { meta }: PageSources,
  headings: readonly string[],
  titles: readonly string[],
): string | undefined {
  if (headings.some((heading) => titles.some((title) => names(heading, title)))) return undefined;
  const description = lettersOf(meta('description') ?? '');
  return headings.find((heading) => lettersOf(heading) === description);
}

/**
 * Whether a stated title is the heading, or all of it but a section name before ("Politics | …") or
 * a standfirst after it.
 */
function names(heading: string, title: string): boolean {
  const [whole, part] = [lettersOf(heading), lettersOf(title)];
  if (whole === part) return true;
  if (words(title).length < 3) return false;
  // A long title may be one that was cut off, and one with dots at its end is.
  const cut = title.length >= 100 || /(?:…|\.{3})$/.test(title);
  return whole.endsWith(part) || (whole.startsWith(part) && !cut);
}

/** Top headings, those of the article element first. */
function mainHeadings(document: PageDocument): readonly string[] {
  const found: string[] = [];
  for (const selector of ['article h1', 'main h1', '#page-title, [itemprop~="headline"]', 'h1']) {
    for (const element of document.querySelectorAll(selector)) {
      if (isSiteHeader(element)) continue;
      const heading = plain(element.textContent);
      if (heading.length > 2 && heading.length < 400 && !found.includes(heading))
        found.push(heading);
      if (found.length >= 10) return found;
    }
  }
  return found;
}

/** A heading that leads to the front page names the site. */
function isSiteHeader(element: PageElement): boolean {
  const href = element.querySelector('a[href]')?.getAttribute('href') ?? '';
  return /^(?:https?:)?(?:\/\/[^/?#]+)?\/?$/.test(href) && href !== '';
}

/** Headings that can show which part of a title is the headline, where no top heading does. */
function lesserHeadings(document: PageDocument): readonly string[] {
  return [...document.querySelectorAll('h2, h3')]
    .slice(0, 30)
    .map((element) => plain(element.textContent ?? ''))
    .filter((heading) => words(heading).length > 2);
}

interface SiteNames {
  /** As a key; '' when the page states none. */
  readonly stated: string;
  /** The host without its top-level domain, as a key: `theexamplepost`. */
  readonly host: string;
}

function siteNames({ siteName }: PageSources, url: string | undefined): SiteNames {
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
  const labels = host.split('.').filter((label) => label !== 'www');
  return { stated: lettersOf(siteName ?? ''), host: lettersOf(labels.slice(0, -1).join('')) };
}

/** Takes off "| The Site" or "The Site: " when it is the site's name, or all that a heading lacks. */
function withoutSite(title: string, site: SiteNames, headings: readonly string[]): string {
  // "The Example Post" on example-post.org, "Example Post" on theexamplepost.com.
  const isHost = (part: string) =>
    part.length >= 4 && (site.host.includes(part) || site.host === part.replace(/^the/, ''));
  const isSite = (part: string) => lettersOf(part) === site.stated || isHost(lettersOf(part));
  const isHeading = (part: string) =>
    headings.some((heading) => lettersOf(part) === lettersOf(heading));
  for (const match of title.matchAll(SEPARATOR)) {
    const before = title.slice(0, match.index).trim();
    const after = title.slice(match.index + match[0].length).trim();
    if (lettersOf(before) === '' || lettersOf(after) === '') continue;
    if (isSite(after) || (isHeading(before) && !isHeading(after))) return before;
    if (isSite(before) || (isHeading(after) && !isHeading(before))) return after;
  }
  return title;
}

function overlap(a: string, b: string): number {
  const one = new Set(words(a));
  const other = new Set(words(b));
  const smaller = Math.min(one.size, other.size);
  if (smaller < 2) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return shared / smaller;
}

function words(title: string): readonly string[] {
  return (
    title
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
