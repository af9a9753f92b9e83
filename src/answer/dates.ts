import type { Span } from '../article/span.ts';

/** A date that a text states: `day` is `YYYY-MM-DD` or `YYYY-MM`. */
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

/** The first date with a year that a span of the body states, if it states one. */
export function statedDate(body: string, span: Span): StatedDate | null {
  const text = body.slice(span.start, span.end);
  for (const match of text.matchAll(DATE)) {
    const day = dayOf(match);
    if (day === null) continue;
    const start = span.start + match.index;
    return { day, start, end: start + match[0].length };
  }
  return null;
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
