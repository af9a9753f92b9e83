import type { Span } from '../article/span.ts';

const QUALIFIER =
  '(?:(?:more|fewer|less) than|at least|at most|up to|as many as|about|around|almost|nearly|roughly|over|under|some|an estimated|approximately)\\s+';
const CURRENCY = '(?:US\\$|[$€£₹]|Rs\\.?\\s?|USD\\s?|AFN\\s?)';
const NUMERAL = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const WORDS =
  '(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|tens of thousands|hundreds of thousands|dozens|hundreds|thousands|millions)';
const MAGNITUDE =
  '(?:\\s?(?:%|per ?cent(?:age points)?|hundred|thousand|million|billion|trillion|bn|m)(?![\\p{L}]))';
const FIGURE = new RegExp(
  `(?<![\\p{L}\\p{N}.,/-])(${QUALIFIER})?(?:(${CURRENCY})?(${NUMERAL})|(${WORDS})\\b)(${MAGNITUDE})?`,
  'giu',
);
/** Two numbers that are one figure: "2,500 to 6,000 men", "nine in ten". */
const ONE_FIGURE = /^\s?(?:to|in|out of|or|–|-)\s?$/;
/** A word of what is counted. */
const UNIT_WORD = /^(?:\s|-|–)(\p{L}[\p{L}’'-]*)/u;
/** "Thirty-eight Pakistani Taliban militants": words up to the noun, at most. */
const UNIT_WORDS = 5;
const MONTH =
  /^(?:(?:,|\s(?:and|or|to)|\s?[–-])\s?\d{1,2})*\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/;
const MONTH_BEFORE =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\.?\s$/;
const NOT_UNIT = new Set(
  'and or but in of on at to for from by with as is are was were be been had has have that which who when while after before since until during including between among per a an the this its their our than it they he she will would could may said says against over under into about across within via'.split(
    ' ',
  ),
);

/**
 * Figures of a sentence with their qualifier and unit as written ("almost 300 terror attacks",
 * "$3.5 billion", "56%"). Years and days of a month are no figures.
 */
export function figureSpans(body: string, sentence: Span): readonly Span[] {
  const text = body.slice(sentence.start, sentence.end);
  const found: { start: number; end: number }[] = [];
  FIGURE.lastIndex = 0;
  for (const match of text.matchAll(FIGURE)) {
    const [whole, qualifier, currency, numeral, , magnitude] = match;
    const numberEnd =
      match.index + (qualifier?.length ?? 0) + (currency?.length ?? 0) + (numeral?.length ?? 0);
    if (numeral && !currency && !magnitude) {
      const year = /^(?:1[789]\d\d|20\d\d|21\d\d)$/.test(numeral) && !qualifier;
      const day =
        Number(numeral) <= 31 &&
        (MONTH.test(text.slice(numberEnd)) || MONTH_BEFORE.test(text.slice(0, match.index)));
      const code =
        /^[-–]?\p{L}?\d/u.test(text.slice(numberEnd)) ||
        /^(?:st|nd|rd|th)\b/.test(text.slice(numberEnd)) ||
        /^[-/]\d/.test(text.slice(numberEnd));
      if (year || day || code) continue;
    }
    const after = text.slice(match.index + whole.length);
    const measure = numeral?.includes('.') === true && !currency && !magnitude;
    const start = sentence.start + match.index;
    const end = start + whole.length + unitLength(after, measure);
    const before = found.at(-1);
    if (before && ONE_FIGURE.test(body.slice(before.end, start))) before.end = end;
    else found.push({ start, end });
  }
  return found;
}

const PLURAL = /(?:[^s]s|ies|people|men|women|children|percent|cent)$/;

/**
 * How much of what follows a number belongs to it: the words up to the first plural noun, else one word.
 * What a decimal counts stands right after it, or it is a measure (a magnitude, a rate).
 */
function unitLength(after: string, measure: boolean): number {
  let at = 0;
  let first = 0;
  for (let i = 0; i < (measure ? 1 : UNIT_WORDS); i++) {
    const match = UNIT_WORD.exec(after.slice(at));
    const word = match?.[1];
    if (!match || word === undefined || NOT_UNIT.has(word.toLowerCase())) break;
    at += match[0].length;
    if (i === 0) first = at;
    if (PLURAL.test(word)) return at;
  }
  return measure ? 0 : first;
}
