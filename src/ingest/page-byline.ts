import type { PageDocument } from './dom/page-document.ts';
import { names, plain } from './json-ld.ts';
import type { PageSources } from './page-metadata.ts';

const META = [
  'author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'article:author_name',
  'byl',
  'byline',
  'twitter:data1',
];
const MARKUP = [
  '[itemprop~="author"] [itemprop~="name"]',
  '[itemprop~="author"]',
  '[rel~="author"]',
  '.byline .author, .byline-name, .author-name, .authorname, .article-author, .entry-author, .post-author, .byline__name, .vcard .fn',
  '.byline, .by-line, .c-byline, .p-author',
  '[class*="author-name" i], [class*="authorname" i], [class*="author_name" i]',
  '[class*="byline" i] a, [data-testid*="byline" i] a',
  '[class*="author" i] a[href*="author" i], a[class*="author" i]',
  'header a[href*="/author/" i], article a[href*="/author/" i], main a[href*="/author/" i]',
];
/** Printed names are looked for in no longer words. */
const LONGEST_PRINTED = 80;
const AUTHOR_LABEL = /^(?:written by|author|by$)/i;
const LONGEST = 200;

/**
 * Who wrote it, as the page states it, names joined by commas; "By" and what follows the names left
 * out. JSON-LD comes first, unless another statement holds its names and more, or the page prints
 * the other's names and not JSON-LD's (a content system often names who uploaded the page).
 */
export function pageByline(sources: PageSources): string | undefined {
  const { document, meta, metas, nodes, article } = sources;
  const stated = [
    names(article?.author ?? article?.creator, nodes),
    metas('citation_author'),
    ...META.filter(
      (name) => name !== 'twitter:data1' || AUTHOR_LABEL.test(meta('twitter:label1') ?? ''),
    ).map(metas),
    metas('article:author'),
    metas('twitter:creator'),
  ]
    .map(joined)
    .filter((byline) => byline !== undefined);
  const [first, ...others] = stated;
  if (first === undefined) return printedByline(document);
  // The outlet stands for a person whom the page names.
  if (stated.every((byline) => isOutlet(byline, sources))) return printedByline(document) ?? first;
  const fuller = others.find((other) => holds(other, first) && other.length > first.length + 3);
  if (fuller !== undefined) return fuller;
  if (others.length === 0) return first;
  const page = sources.pageText().toLowerCase();
  const printed = (byline: string) =>
    byline.split(', ').some((one) => page.includes(one.toLowerCase()));
  return printed(first) ? first : (others.find(printed) ?? first);
}

function printedByline(document: PageDocument): string | undefined {
  for (const selector of MARKUP) {
    const found = [...document.querySelectorAll(selector)].slice(0, 5);
    const texts = found.map((element) => plain(element.textContent ?? ''));
    // With digits it is a date, a count or an account.
    const people = texts.filter((words) => words.length <= LONGEST_PRINTED && !/\d/.test(words));
    const stated = joined(people);
    if (stated !== undefined) return stated;
  }
  return undefined;
}

function isOutlet(byline: string, { siteName }: PageSources): boolean {
  const words = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return siteName !== undefined && words(byline) === words(siteName);
}

function holds(longer: string, shorter: string): boolean {
  return shorter.split(', ').every((one) => longer.toLowerCase().includes(one.toLowerCase()));
}

function joined(stated: readonly string[]): string | undefined {
  const kept = stated.map(name).filter((value) => value !== undefined);
  const unique = kept.filter(
    (value, index) =>
      kept.findIndex((other) => other.toLowerCase() === value.toLowerCase()) === index,
  );
  const text = unique.join(', ');
  return text === '' || text.length > LONGEST ? undefined : text;
}

/** One stated name; undefined when it is an address, an account or nobody's. */
function name(stated: string): string | undefined {
  const value = stated
    .replace(/^\s*(?:(?:written|posted|published|reported|words|story|text)\s+)?by[:\s]+/i, '')
    .replace(/^\s*(?:author|von|par|por|di)\s*:\s*/i, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;|•·–-]+$/, '')
    .trim();
  if (value === '' || value.length > LONGEST) return undefined;
  if (/^https?:|^www\.|^@|\.(?:com|org|net|html?)\b|^\S+@\S+$/i.test(value)) return undefined;
  if (
    /^(?:admin|administrator|author|no author|unknown|none|null|undefined|editor|user|root|name|by)$/i.test(
      value,
    )
  ) {
    return undefined;
  }
  if (!/\p{L}{2}/u.test(value)) return undefined;
  return value;
}
