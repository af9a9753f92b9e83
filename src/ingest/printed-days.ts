import { publishedDate } from './published-date.ts';

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}';
/** Days as pages print them in English; of those in digits only the ones that can be read one way. */
const PRINTED = `\\b${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}\\b|\\b\\d{1,2}(?:st|nd|rd|th)?[ -](?:of )?${MONTH}\\.?,?[ -]\\d{4}\\b|\\b\\d{4}-\\d\\d-\\d\\d\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{4}\\b`;
const ANY = new RegExp(PRINTED, 'gi');
const LABELLED = new RegExp(
  `\\b(?:published|posted|publication date|date posted|issued|released)\\b(?: (?:on|date|at))?[\\s:,|–—-]{1,6}(?:[a-z]{3,9}day,? )?(${PRINTED})`,
  'gi',
);
/** With one of these a day says that it is another than the first. */
export const CHANGE = /updat|modif|edited|revis|correct/i;

/** The days that a line prints, in order. */
export function printedDays(line: string): readonly string[] {
  return [...line.matchAll(ANY)].flatMap(([words]) => publishedDate(words) ?? []);
}

/** The days that a line calls those of publication. */
export function labelledDays(line: string): readonly string[] {
  return [...line.matchAll(LABELLED)].flatMap(([, words = '']) => publishedDate(words) ?? []);
}

/** A line with more words beside its days is a caption or a sentence. Characters. */
const MOST_BESIDE = 80;

/** The days of a line that tells when the page was made, those of a change left out. */
export function dateLineDays(line: string): readonly string[] {
  const rest = line.replace(ANY, '').replace(/\d{1,2}:\d{2}(?::\d{2})?/g, '');
  return rest.length > MOST_BESIDE ? [] : [...firstDays(line)];
}

/** The days of a text that it does not call those of a change. */
export function firstDays(text: string): ReadonlySet<string> {
  const days = new Set<string>();
  let last = 0;
  for (const match of text.matchAll(ANY)) {
    const before = text.slice(Math.max(last, match.index - 40), match.index);
    last = match.index + match[0].length;
    const day = publishedDate(match[0]);
    if (day !== undefined && !CHANGE.test(before)) days.add(day);
  }
  return days;
}
