import { areNames, isLabel, joinedNames, namesAfterBy } from './byline-names.ts';
import type { PageElement } from './dom/page-element.ts';
import { type HeadlineArea, isElsewhere } from './headline-area.ts';
import { names, plain, text, types } from './json-ld.ts';
import { lettersOf } from './letters-of.ts';
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
/** Names of other meta elements that can only hold a writer's name. */
const WRITER = /author|byline|creator|writer/;
const NO_NAME =
  /url|link|id$|image|img|photo|avatar|email|bio|twitter|facebook|count|type|slug|title|follow|institution|affiliation|org/;
/** Elements that hold a writer's name, the surest first. */
const MARKUP = [
  '[itemprop~="author"] [itemprop~="name"]',
  '[itemprop~="author"]',
  '[rel~="author"]',
  '.byline .author, .byline-name, .author-name, .authorname, .article-author, .entry-author, .post-author, .byline__name, .vcard .fn:not(.org)',
  '.byline, .by-line, .c-byline, .p-author',
  '[class*="author-name" i], [class*="authorname" i], [class*="author_name" i]',
  '[class*="byline" i] a, [data-testid*="byline" i] a',
  '[class*="author" i] a[href*="author" i], a[class*="author" i]',
  'header a[href*="/author/" i], article a[href*="/author/" i], main a[href*="/author/" i]',
];
/** Elements that hold one when they stand beside the headline. */
const BESIDE_HEADLINE = [
  '[class*="byline" i] [class*="name" i], [class*="author" i] [class*="name" i]',
  '[class*="byline" i], [class*="author" i], [class*="writer" i], [data-testid*="byline" i], [data-testid*="author" i]',
  'a[href*="/author" i], a[href*="/staff/" i], a[href*="/profile" i], a[href*="/contributor" i], a[href*="/people/" i], a[href*="/writer" i]',
  'cite, address',
];
/** Printed names are looked for in no longer words. */
const LONGEST_PRINTED = 80;
const AUTHOR_LABEL = /^(?:written by|author|by$)/i;
const STAFF =
  /\b(?:staff|newsroom|editors?|editorial|desk|team|admin|reporters?|correspondents?)\b/i;

/**
 * Who wrote it, as the page states it, names joined by commas; "By" and what follows the names left
 * out. JSON-LD comes first, unless another statement holds its names and more, or the page prints
 * the other's names and not JSON-LD's (a content system often names who uploaded the page). Where
 * only an outlet, its staff or an account is stated, the person printed at the headline counts.
 */
export function pageByline(sources: PageSources, area: HeadlineArea): string | undefined {
  const stated = statedBylines(sources);
  const people = stated.filter((byline) => !isOutlet(byline, sources));
  const [first, ...others] = people.length > 0 ? people : stated;
  if (first === undefined) {
    return printedByline(sources, area) ?? joinedNames(sources.metas('twitter:creator'));
  }
  if (people.length === 0) return printedByline(sources, area) ?? first;
  if (STAFF.test(first) || !/\s/.test(first)) {
    const printed = printedByline(sources, area);
    if (printed !== undefined && areNames(printed) && !STAFF.test(printed)) return printed;
  }
  const fuller = others.find((other) => holds(other, first) && other.length > first.length + 3);
  if (fuller !== undefined) return fuller;
  if (others.length === 0) return first;
  const page = sources.pageText().toLowerCase();
  const isPrinted = (byline: string) =>
    byline.split(', ').some((one) => page.includes(one.toLowerCase()));
  return isPrinted(first) ? first : (others.find(isPrinted) ?? first);
}

function statedBylines(sources: PageSources): readonly string[] {
  const { meta, metas, metaKeys, nodes, article } = sources;
  const others = metaKeys.filter(
    (key) => WRITER.test(key) && !NO_NAME.test(key) && !META.includes(key),
  );
  return [
    names(article?.author ?? article?.creator, nodes),
    metas('citation_author'),
    ...META.filter(
      (name) => name !== 'twitter:data1' || AUTHOR_LABEL.test(meta('twitter:label1') ?? ''),
    ).map(metas),
    metas('article:author'),
    // An account's name is one word, a person's is not.
    metas('twitter:creator').filter((value) => /\s/.test(value)),
    ...others.map(metas),
  ]
    .map(joinedNames)
    .filter((byline) => byline !== undefined)
    .map((byline) => inOrder(byline, sources));
}

/** "Roe, Jane" as the page prints it, where it prints "Jane Roe". */
function inOrder(byline: string, sources: PageSources): string {
  const [, last, first] = /^([^\s,]+), ([^\s,]+(?: \S+)?)$/.exec(byline) ?? [];
  if (last === undefined || first === undefined) return byline;
  const usual = `${first} ${last}`;
  return sources.pageText().toLowerCase().includes(usual.toLowerCase()) ? usual : byline;
}

/** The writer whom the page prints: beside the headline, or as the only one of the page. */
function printedByline(sources: PageSources, area: HeadlineArea): string | undefined {
  for (const [index, line] of area.linesAfter.entries()) {
    const split = /^(?:written )?by:?$/i.test(line);
    const found = namesAfterBy(split ? `By ${area.linesAfter[index + 1] ?? ''}` : line);
    if (found !== undefined) return found;
  }
  const { document } = sources;
  for (const selector of MARKUP) {
    const people = joinedTexts(area.near(document.querySelectorAll(selector)), isStatedName);
    if (people !== undefined) return people;
  }
  for (const selector of BESIDE_HEADLINE) {
    const people = joinedTexts(area.near(document.querySelectorAll(selector)), isPrintedName);
    if (people !== undefined) return people;
  }
  for (const selector of MARKUP) {
    const found = document.querySelectorAll(selector).filter((element) => !isElsewhere(element));
    const people = joinedTexts(inOneBox(found), isStatedName);
    if (people !== undefined) return people;
  }
  for (const line of area.lines) {
    const found = namesAfterBy(line);
    if (found !== undefined) return found;
  }
  return undefined;
}

function joinedTexts(
  elements: readonly PageElement[],
  isName: (words: string) => boolean,
): string | undefined {
  const texts = elements.slice(0, 5).map((element) => plain(element.textContent));
  return joinedNames(texts.filter(isName));
}

/** All, when they stand in one box with the first: others are those of other articles or of comments. */
function inOneBox(elements: readonly PageElement[]): readonly PageElement[] {
  const [first] = elements;
  const box = first?.parentElement?.parentElement ?? first;
  const one = new Set(elements.map((element) => lettersOf(element.textContent))).size === 1;
  const inside = (element: PageElement): boolean => {
    for (let up: PageElement | null = element; up !== null; up = up.parentElement) {
      if (up === box) return true;
    }
    return false;
  };
  return one || elements.every(inside) ? elements : [];
}

/** With digits it is a date, a count or an account. */
function isStatedName(words: string): boolean {
  return words.length <= LONGEST_PRINTED && !/\d/.test(words) && !isLabel(words);
}

function isPrintedName(words: string): boolean {
  const names = isStatedName(words) ? joinedNames([words]) : undefined;
  return names !== undefined && areNames(names);
}

/** Whether a byline is the name of who publishes the page, by what it states anywhere. */
function isOutlet(byline: string, { siteName, host, meta, nodes, article }: PageSources): boolean {
  const one = lettersOf(byline);
  if (one.length >= 4 && host.includes(one)) return true;
  const outlets = [
    siteName,
    ...names(article?.publisher, nodes),
    ...nodes
      .filter((node) => types(node).some((type) => /Organization$|^WebSite$/.test(type)))
      .map((node) => text(node.name)),
    meta('publisher', 'dc.publisher', 'article:publisher'),
    meta('application-name'),
    meta('copyright', 'dc.rights', 'dcterms.rights', 'rights'),
  ].map((outlet) => lettersOf(outlet ?? ''));
  return outlets.some((outlet) => outlet === one || (one.length >= 6 && outlet.includes(one)));
}

function holds(longer: string, shorter: string): boolean {
  return shorter.split(', ').every((one) => longer.toLowerCase().includes(one.toLowerCase()));
}
