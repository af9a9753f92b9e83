import type { PageElement } from './dom/page-element.ts';
import { plain, text } from './json-ld.ts';
import type { PageSources } from './page-metadata.ts';
import { publishedDate } from './published-date.ts';

const META = [
  'article:published_time',
  'og:article:published_time',
  'article:published',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'pubdate',
  'publishdate',
  'publish-date',
  'publish_date',
  'publication_date',
  'published_date',
  'published-date',
  'citation_publication_date',
  'citation_online_date',
  'citation_date',
  'dcterms.created',
  'dcterms.issued',
  'dcterms.date',
  'dc.date.issued',
  'dc.date.created',
  'dc.date',
  'date.created',
  'cxenseparse:recs:publishtime',
  'originalpublicationdate',
  'article.published',
  'article_date_original',
  'article.created',
  'rnews:datepublished',
  'og:published_time',
  'og:pubdate',
  'ptime',
  'timestamp',
  'date',
];
/** Names of other meta elements that can only mean the day of publication. */
const PUBLICATION = /publi(?:sh|cation)|pub_?-?date|posted|issued|release_?-?date/;
const NO_PUBLICATION = /modif|updat|revis|expir|unpublish|publisher|event|birth/;
/** Elements that state a date in an attribute or as their text, the surest first. */
const MARKUP = [
  '[itemprop~="datePublished"]',
  'time[pubdate]',
  'time.published, time.entry-date, abbr.published, .published[title], .dt-published',
  'article time[datetime], main time[datetime]',
  'header time[datetime]',
  'time[datetime]',
  'article time, main time, header time, time',
  '.published, .post-date, .entry-date, .pubdate, .publish-date, .published-date, .article-date, .date-published, .dateline, .timestamp, .posted-on, .date',
];

/**
 * When the page was published, in the words of its metadata or mark-up; never a day that it calls
 * one of an update. Metadata in UTC can name another day than the page prints: then the printed one
 * counts. So does the one day that stands beside the headline where its metadata states two.
 */
export function pageDate(sources: PageSources, url: string | undefined): string | undefined {
  const filed = addressDate(url);
  const stated = statedDate(sources);
  if (stated !== undefined) {
    const date = shownDate(stated, sources) ?? localDate(stated, sources);
    return filed !== undefined && isFirstDay(filed, date) ? filed : date;
  }
  const others = sources.metaKeys
    .filter((key) => PUBLICATION.test(key) && !NO_PUBLICATION.test(key))
    .map((key) => publishedDate(sources.meta(key) ?? ''));
  const other = others.find((date) => date !== undefined && date.length >= 10);
  if (other !== undefined) return other;
  for (const selector of MARKUP) {
    for (const element of [...sources.document.querySelectorAll(selector)].slice(0, 3)) {
      const date = elementDate(element);
      if (date !== undefined) return date;
    }
  }
  return filed ?? headlineDate(sources);
}

/** Whether the day that a page is filed under is its first: a later one was stated when it was moved or in another zone. */
function isFirstDay(filed: string, stated: string): boolean {
  const days = (Date.parse(filed) - Date.parse(stated.slice(0, 10))) / 86_400_000;
  return filed.length >= 10 && days <= 1 && days !== 0;
}

/** The one date, where all are of one day. */
function onlyDay(dates: readonly string[]): string | undefined {
  return new Set(dates.map((date) => date.slice(0, 10))).size === 1 ? dates[0] : undefined;
}

/** The one day printed beside the headline that is not one of an update. */
function headlineDate(sources: PageSources): string | undefined {
  const near = besideHeadline(sources).filter(
    (block) => !/updat|modif|edited|revis|correct/i.test(block),
  );
  return onlyDay(near.flatMap(printedDays));
}

function statedDate({ meta, article, nodes }: PageSources): string | undefined {
  for (const value of [text(article?.datePublished), ...META.map((name) => meta(name))]) {
    const date = value === undefined ? undefined : publishedDate(value);
    if (date !== undefined && date.length >= 10) return date;
  }
  return onlyDay(nodes.flatMap((node) => publishedDate(text(node.datePublished) ?? '') ?? []));
}

/** Characters of the page that are searched for a printed date: headline and dateline. */
const DATELINE = 20_000;

/** Blocks around the headline that can hold the date line: as many before and after, none longer than so many characters. */
const BESIDE = { before: 2, after: 4, longest: 400 };
/** With a label a date says itself what it is; metadata then has the one of publication. */
const LABEL = /updat|modif|edited|revis|correct|review|publish|posted|created|originally/i;

/**
 * The one day printed without a label beside the headline, where metadata states it as well as
 * the stated one and the stated one is printed nowhere near.
 */
function shownDate(date: string, sources: PageSources): string | undefined {
  const { meta, article } = sources;
  const day = date.slice(0, 10);
  const others = new Set(
    [meta('date'), meta('article:modified_time', 'og:updated_time'), text(article?.dateModified)]
      .map((value) => publishedDate(value ?? '')?.slice(0, 10))
      .filter((other) => other !== undefined && other > day),
  );
  if (others.size === 0) return undefined;
  const near = besideHeadline(sources);
  if (near.some((block) => LABEL.test(block))) return undefined;
  const printed = new Set(near.flatMap(printedDays));
  const [only] = printed;
  return printed.size === 1 && only !== undefined && others.has(only) ? only : undefined;
}

/** Short blocks around the main heading. */
function besideHeadline({ document, pageText }: PageSources): readonly string[] {
  const headline = plain(document.querySelector('h1')?.textContent ?? '');
  if (headline === '') return [];
  const blocks = pageText().slice(0, DATELINE).split('\n').filter(Boolean);
  const at = blocks.findIndex((block) => plain(block) === headline);
  if (at === -1) return [];
  return blocks
    .slice(Math.max(0, at - BESIDE.before), at + 1 + BESIDE.after)
    .filter((block) => block.length <= BESIDE.longest);
}

function printedDays(block: string): readonly string[] {
  return [...block.matchAll(PRINTED)].flatMap(([words]) => publishedDate(words) ?? []);
}

function localDate(date: string, sources: PageSources): string {
  if (!/T.*(?:Z|[+]00:00)$/.test(date)) return date;
  const instant = Date.parse(date);
  for (const element of [...sources.document.querySelectorAll('time[datetime]')].slice(0, 10)) {
    const clock = element.getAttribute('datetime') ?? '';
    const sameMoment = wallClock(clock, instant);
    if (sameMoment !== undefined) return sameMoment;
    const other = publishedDate(clock);
    if (other !== undefined && /T.*[+-]\d\d:\d\d$/.test(other) && Date.parse(other) === instant) {
      return other;
    }
  }
  const printed = new Set<string>();
  const page = sources.pageText().slice(0, DATELINE);
  for (const match of page.matchAll(PRINTED)) {
    const before = page.slice(Math.max(0, match.index - 40), match.index);
    const day = publishedDate(match[0]);
    if (day !== undefined && !/updated|modified|edited/i.test(before)) printed.add(day);
  }
  const day = (shift: number) => new Date(instant + shift * 86_400_000).toISOString().slice(0, 10);
  if (printed.has(day(0))) return date;
  // Only backwards: west of Greenwich the evening is the next day in UTC. No zone is more than 12 hours behind.
  const dayBefore = day(-1);
  return new Date(instant).getUTCHours() < 12 && printed.has(dayBefore) ? dayBefore : date;
}

/** The day of a clock time without offset that can be the instant somewhere: zones differ by quarter hours. */
function wallClock(text: string, instant: number): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text.trim());
  if (match === null) return undefined;
  const difference = Date.parse(`${match[1]}T${match[2]}Z`) - Math.floor(instant / 1000) * 1000;
  const possible =
    difference % 900_000 === 0 && difference >= -43_200_000 && difference <= 50_400_000;
  return possible ? match[1] : undefined;
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}';
const PRINTED = new RegExp(
  `\\b${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}\\b|\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH}\\.?,? \\d{4}\\b`,
  'gi',
);

function elementDate(element: PageElement): string | undefined {
  for (const value of [
    element.getAttribute('datetime'),
    element.getAttribute('content'),
    element.getAttribute('title'),
    element.textContent,
  ]) {
    if (!value || value.length > 200) continue;
    const date = publishedDate(value) ?? publishedDate(/\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? '');
    if (date !== undefined && date.length >= 10) return date;
  }
  return undefined;
}

/** `/2022/04/22/` in the path: publishers that file by day mean the day of publication. */
function addressDate(url: string | undefined): string | undefined {
  const match = /\/(20\d{2}|19\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)/.exec(
    url ?? '',
  );
  if (match === null) return undefined;
  return publishedDate(`${match[1]}/${match[2]}/${match[3]}`);
}
