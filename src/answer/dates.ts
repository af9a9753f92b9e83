import type { Span } from '../article/span.ts';

/** A date that a text states: `day` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export interface StatedDate extends Span {
  readonly day: string;
}

const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December';
const NUMBER = new Map(
  MONTHS.split('|').map((name, i) => [
    name.slice(0, 3).toLowerCase(),
    String(i + 1).padStart(2, '0'),
  ]),
);
const MONTH = `(${MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?`;
const DATE = new RegExp(
  `\\b(?:(\\d{4})-(\\d{2})-(\\d{2})|(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH},? (\\d{4})|${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})|${MONTH} (\\d{4}))\\b`,
  'g',
);

/** A day or month that goes without its year ("On March 5, …", "in June"). */
const YEARLESS = new RegExp(
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${MONTHS})|(?:${MONTHS}) \\d{1,2}(?:st|nd|rd|th)?|(?:[Ii]n|[Ll]ast|[Ee]arly|[Ll]ate|[Ss]ince) (?:${MONTHS}))\\b`,
);
/** What joins two ends of one spell of time, which share the year ("19 April to 25 May 2022"). */
const ONE_SPELL = /^\s*(?:,|–|-|to|and|or|until|till|through)\s*$/;

/**
 * The first date with a year that a span of the body states. `null` where another date, without its year,
 * goes before it: what happened on that day is not known to have been in the later one's year.
 */
export function statedDate(body: string, span: Span): StatedDate | null {
  const text = body.slice(span.start, span.end);
  const other = yearlessIn(text);
  for (const match of text.matchAll(DATE)) {
    const day = dayOf(match);
    if (day === null) continue;
    if (other && other.end < match.index && !ONE_SPELL.test(text.slice(other.end, match.index)))
      return null;
    const start = span.start + match.index;
    return { day, start, end: start + match[0].length };
  }
  return null;
}

/** A year alone ("in 2007"). */
const YEAR =
  /\b(?:[Ii]n|[Ss]ince|[Bb]y|[Ff]rom|[Dd]uring|[Uu]ntil|[Oo]f|[Ee]arly|[Ll]ate|[Mm]id-?)\s?(1[789]\d\d|20\d\d|21\d\d)\b(?![-–/]\d)/g;

/** The first year that a span states; for spans that state no date. */
export function statedYear(body: string, span: Span): StatedDate | null {
  const [match] = [...body.slice(span.start, span.end).matchAll(YEAR)];
  if (!match?.[1]) return null;
  const start = span.start + match.index;
  return { day: match[1], start, end: start + match[0].length };
}

/** The date that a paragraph opens with ("2025-10-09. …"), which dates all of it. */
export function dateline(body: string, paragraph: Span): StatedDate | null {
  const opening = { start: paragraph.start, end: Math.min(paragraph.end, paragraph.start + 40) };
  const stated = statedDate(body, opening);
  if (!stated || /\p{L}/u.test(body.slice(paragraph.start, stated.start))) return null;
  return /^\s*[.:—–]/.test(body.slice(stated.end, stated.end + 3)) ? stated : null;
}

/** Whether a span names a day or a month without its year. */
export function namesDay(body: string, span: Span): boolean {
  return yearlessIn(body.slice(span.start, span.end)) !== null;
}

/** The first date without a year. */
function yearlessIn(text: string): Span | null {
  const dated = [...text.matchAll(DATE)].filter((match) => dayOf(match) !== null);
  const blank = dated.reduce(
    (rest, { index, 0: { length } }) =>
      rest.slice(0, index) + '.'.repeat(length) + rest.slice(index + length),
    text,
  );
  const match = YEARLESS.exec(blank);
  return match ? { start: match.index, end: match.index + match[0].length } : null;
}

function dayOf(match: RegExpMatchArray): string | null {
  const [, isoYear, isoMonth, isoDay, d1, m1, y1, m2, d2, y2, m3, y3] = match;
  if (isoYear) return real(isoYear, isoMonth ?? '', isoDay ?? '');
  if (y1) return real(y1, month(m1), d1 ?? '');
  if (y2) return real(y2, month(m2), d2 ?? '');
  return y3 ? real(y3, month(m3)) : null;
}

function month(name: string | undefined): string {
  return NUMBER.get((name ?? '').slice(0, 3).toLowerCase()) ?? '';
}

function real(year: string, monthNumber: string, day?: string): string | null {
  const y = Number(year);
  if (y < 1700 || y > 2200 || Number(monthNumber) < 1 || Number(monthNumber) > 12) return null;
  if (day === undefined) return `${year}-${monthNumber}`;
  return Number(day) >= 1 && Number(day) <= 31
    ? `${year}-${monthNumber}-${day.padStart(2, '0')}`
    : null;
}
