import { addressDate, addressMonth } from './address-date.ts';
import { elementDate } from './element-date.ts';
import { type HeadlineArea, isElsewhere } from './headline-area.ts';
import { text } from './json-ld.ts';
import type { PageSources } from './page-metadata.ts';
import { dateLineDays, firstDays, labelledDays, printedDays } from './printed-days.ts';
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
/** Names of other meta elements that can only mean the day of publication, and of those that may. */
const PUBLICATION = [/publi(?:sh|cation)|pub_?-?date|posted|issued|release_?-?date/, /date$/];
const NO_PUBLICATION =
  /modif|updat|revis|expir|unpublish|publisher|event|birth|until|valid|crawl|start|end|creat|upload|total|prep|cook|read/;
/** Elements that say themselves that they hold the day of publication. */
const SURE = [
  '[itemprop~="datePublished"]',
  'time[pubdate]',
  'time.published, time.entry-date, abbr.published, .published[title], .dt-published',
];
/** Elements that may state it in an attribute or as their text, the surest first. */
const MARKUP = [
  'article time[datetime], main time[datetime]',
  'header time[datetime]',
  'time[datetime]',
  'article time, main time, header time, time',
  '.published, .post-date, .entry-date, .pubdate, .publish-date, .published-date, .article-date, .date-published, .dateline, .timestamp, .posted-on, .date',
];
/** Elements that hold one when they stand beside the headline. */
const BESIDE_HEADLINE = [
  '[class*="publish" i], [class*="posted" i], [data-testid*="publish" i]',
  '[class*="date" i], [data-testid*="date" i], [id*="date" i]',
  '[class*="time" i], [data-timestamp], [data-time], [data-datetime]',
];
/**
 * When the page was published, in the words of its metadata or mark-up; never a day that it calls
 * one of an update. Metadata in UTC can name another day than the page prints: then the printed one
 * counts. So does the one day that stands beside the headline where its metadata states two.
 */
export function pageDate(
  sources: PageSources,
  area: HeadlineArea,
  url: string | undefined,
): string | undefined {
  const filed = addressDate(url);
  const stated = statedDate(sources);
  if (stated !== undefined) {
    const date = shownDate(stated, sources, area) ?? localDate(stated, sources);
    return filed !== undefined && isFirstDay(filed, date) ? filed : date;
  }
  const { document } = sources;
  const found = (selector: string) => document.querySelectorAll(selector);
  const ofArticle = (selector: string) => found(selector).filter((each) => !isElsewhere(each));
  const near = (selector: string) => area.near(found(selector));
  const lines = sources.blocks().flatMap((block) => (block.text.length <= 400 ? block.text : []));
  return (
    otherMeta(sources) ??
    elementDate(SURE, ofArticle) ??
    elementDate(MARKUP, near) ??
    filed ??
    onlyDay(area.lines.flatMap(dateLineDays)) ??
    elementDate(BESIDE_HEADLINE, near) ??
    onlyDay(lines.flatMap(labelledDays)) ??
    elementDate(MARKUP, ofArticle) ??
    addressMonth(url)
  );
}

function otherMeta({ meta, metaKeys }: PageSources): string | undefined {
  for (const pattern of PUBLICATION) {
    for (const key of metaKeys) {
      if (!pattern.test(key) || NO_PUBLICATION.test(key)) continue;
      const date = publishedDate(meta(key) ?? '');
      if (date !== undefined && date.length >= 10) return date;
    }
  }
  return undefined;
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

function statedDate({ meta, article, nodes }: PageSources): string | undefined {
  for (const value of [text(article?.datePublished), ...META.map((name) => meta(name))]) {
    const date = value === undefined ? undefined : publishedDate(value);
    if (date !== undefined && date.length >= 10) return date;
  }
  return onlyDay(nodes.flatMap((node) => publishedDate(text(node.datePublished) ?? '') ?? []));
}

/** Characters of the page that are searched for a printed date: headline and dateline. */
const DATELINE = 20_000;

/** With a label a date says itself what it is; metadata then has the one of publication. */
const LABEL = /updat|modif|edited|revis|correct|review|publish|posted|created|originally/i;

/**
 * The one day printed without a label beside the headline, where metadata states it as well as
 * the stated one and the stated one is printed nowhere near.
 */
function shownDate(
  date: string,
  { meta, article }: PageSources,
  area: HeadlineArea,
): string | undefined {
  const day = date.slice(0, 10);
  const others = new Set(
    [meta('date'), meta('article:modified_time', 'og:updated_time'), text(article?.dateModified)]
      .map((value) => publishedDate(value ?? '')?.slice(0, 10))
      .filter((other) => other !== undefined && other > day),
  );
  if (others.size === 0) return undefined;
  if (area.lines.some((line) => LABEL.test(line))) return undefined;
  const printed = new Set(area.lines.flatMap(printedDays));
  const [only] = printed;
  return printed.size === 1 && only !== undefined && others.has(only) ? only : undefined;
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
  const printed = firstDays(sources.pageText().slice(0, DATELINE));
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
