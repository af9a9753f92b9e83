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
  `(?<![\\p{L}\\p{N}.,/-])(${QUALIFIER})?(?:(${CURRENCY})?(${NUMERAL})(?:-|–)?|(${WORDS})\\b)(${MAGNITUDE})?(?:[\\s-](?:\\p{Ll}[\\p{Ll}’'-]*)(?:\\s\\p{Ll}[\\p{Ll}’'-]*)?)?`,
  'giu',
);
const MONTH =
  /^\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/;
const MONTH_BEFORE =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\.?\s$/;
const NOT_UNIT = new Set(
  'and or but in of on at to for from by with as is are was were be been had has have that which who when while after before since until during including between among per a an the this its their our than it they he she will would could may said against'.split(
    ' ',
  ),
);

/**
 * Figures of a sentence with their qualifier and unit as written ("almost 300 terror attacks",
 * "$3.5 billion", "56%"). Years and days of a month are no figures.
 */
export function figureSpans(body: string, sentence: Span): readonly Span[] {
  const text = body.slice(sentence.start, sentence.end);
  const found: Span[] = [];
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
    const start = sentence.start + match.index;
    found.push({ start, end: start + withoutFunctionWords(whole).length });
  }
  return found;
}

const PLURAL = /(?:[^s]s|ies|people|men|women|children|police|troops|percent|cent)$/;

/** The unit ends before a function word ("300 people in" → "300 people"). */
function withoutFunctionWords(figure: string): string {
  const kept = figure.split(/(?<=\s)/);
  while (kept.length > 1 && NOT_UNIT.has((kept.at(-1) ?? '').trim().toLowerCase())) kept.pop();
  const middle = kept.findIndex(
    (word, i) => i > 0 && i === kept.length - 2 && NOT_UNIT.has(word.trim().toLowerCase()),
  );
  const cut = middle > 0 ? kept.slice(0, middle) : kept;
  // The first plural noun is the unit: what follows it ("lorries waited") is the sentence's.
  const noun = cut.findIndex(
    (word, i) => i > 0 && PLURAL.test(word.trim()) && /\p{Ll}/u.test(word),
  );
  if (noun > 0) cut.splice(noun + 1);
  return cut.join('').replace(/[\s–-]+$/u, '');
}
