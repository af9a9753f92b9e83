import { contextWord } from './context-words.ts';
import type { QuoteMarks } from './quote-marks.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** What the model knows of a quote apart from its candidates. */
export interface QuoteFacts {
  readonly index: number;
  readonly token: number;
  /** Number of words, at most 40. */
  readonly size: number;
  /** Whether it opens its sentence, and whether its first letter is a capital: 0 or 1. */
  readonly starts: number;
  readonly upper: number;
  /** Whether it speaks in the first person: 0 or 1. */
  readonly firstPerson: number;
  /** Its words in lower case, the first 600 code units. */
  readonly text: string;
  readonly markBefore: number;
  readonly wordBefore: number;
  /** The word before that, the word behind: classes of `contextWord`. */
  readonly wordBefore2: number;
  readonly wordAfter: number;
  /** Between two parts of a name (a nickname), or in brackets: 1 or 2; else 0. */
  readonly inName: number;
  /** How its words end: 0 a word, 1 comma, 2 full stop, 3 question or exclamation mark, 4 dash or other. */
  readonly ending: number;
  readonly letterCase: number;
  readonly single: number;
  readonly continues: number;
  /** How it stands to the quotes around it, 0 (same sentence) … 5 (far). */
  readonly previousGap: number;
  readonly nextGap: number;
  /** The two verbs nearest before the quote in its sentence, the nearest first. */
  readonly verbsBefore: readonly number[];
  readonly verbAfter: readonly number[];
}

const FIRST_PERSON = /(?:^|[^\p{L}])(?:I|I[’']m|I[’']ve|I[’']d|my|we|our|me|us)(?![\p{L}])/iu;

export function quoteFacts(reading: Reading, index: number): QuoteFacts {
  const { words, quotes, body } = reading;
  const quote = quotes[index]!;
  const token = words.quoteToken[index]!;
  const text = body.slice(quote.inner.start, Math.min(quote.inner.end, quote.inner.start + 600));
  return {
    index,
    token,
    size: text.split(/\s+/, 40).length,
    starts: words.sentenceStart[words.sentence[token]!] === token ? 1 : 0,
    upper: /^[^\p{L}]*\p{Lu}/u.test(text) ? 1 : 0,
    firstPerson: FIRST_PERSON.test(text) ? 1 : 0,
    text: text.toLowerCase(),
    markBefore: markBefore(words, token),
    wordBefore: contextWord(words, token - 1, quote.block),
    wordBefore2: contextWord(words, token - 2, quote.block),
    wordAfter: contextWord(words, token + 1, quote.block),
    inName: inName(words, token),
    ending: ending(quote, text),
    letterCase: letterCase(text.slice(0, 200)),
    single: quote.single ? 1 : 0,
    continues: quote.continues ? 1 : 0,
    previousGap: index > 0 ? gap(reading, index - 1) : 5,
    nextGap: index + 1 < quotes.length ? gap(reading, index) : 5,
    ...verbsAround(reading, token),
  };
}

function inName(words: Words, token: number): number {
  const own = words.sentence[token];
  if (words.sentence[token - 1] !== own || words.sentence[token + 1] !== own) return 0;
  if (words.lower[token - 1] === '(' && words.lower[token + 1] === ')') return 2;
  return words.capital[token - 1] && words.capital[token + 1] && !words.possessive[token - 1]
    ? 1
    : 0;
}

function ending(quote: QuoteMarks, text: string): number {
  if (quote.inner.end - quote.inner.start > text.length) return 2;
  const last = text.trimEnd().at(-1) ?? '';
  if (last === ',') return 1;
  if (last === '.' || last === '…') return 2;
  if (last === '?' || last === '!') return 3;
  return /[\p{L}\p{N}]/u.test(last) ? 0 : 4;
}

function verbsAround(
  reading: Reading,
  token: number,
): { verbsBefore: readonly number[]; verbAfter: readonly number[] } {
  const { words } = reading;
  const verbsBefore: number[] = [];
  const verbAfter: number[] = [];
  const own = words.sentence[token];
  for (let k = token - 1; k >= 0 && token - k < 60 && words.sentence[k] === own; k--) {
    const cue = words.cue[k];
    if (!cue || words.capital[k]) continue;
    verbsBefore.push(k);
    if (verbsBefore.length === 2) break;
  }
  for (let k = token + 1; k < words.length && k - token < 30 && words.sentence[k] === own; k++) {
    if (!words.cue[k] || words.capital[k]) continue;
    verbAfter.push(k);
    break;
  }
  return { verbsBefore, verbAfter };
}

/** How a quote stands to the one after it. */
function gap(reading: Reading, index: number): number {
  const { words, quotes } = reading;
  const a = words.quoteToken[index]!;
  const b = words.quoteToken[index + 1]!;
  if (words.block[a] === words.block[b]) {
    if (words.sentence[a] === words.sentence[b]) return 0;
    return b - a <= 6 ? 1 : 2;
  }
  if (quotes[index + 1]!.continues) return 3;
  return words.block[b]! - words.block[a]! === 1 ? 4 : 5;
}

function markBefore(words: Words, token: number): number {
  const before = token - 1;
  if (before < 0 || words.block[before] !== words.block[token]) return 0;
  const lower = words.lower[before]!;
  if (words.kind[before] === Token.quote) return 1;
  if (lower === ':') return 2;
  if (lower === ',') return 3;
  if (words.kind[before] === Token.punctuation) return 4;
  return 5;
}

/** 0 lower case, 1 only the first word capitalised, 2 most words capitalised, 3 no letters. */
function letterCase(text: string): number {
  const all = text.match(/\p{L}[\p{L}'’]*/gu);
  if (!all) return 3;
  let capitals = 0;
  for (const word of all) if (/^\p{Lu}/u.test(word)) capitals++;
  if (capitals === 0) return 0;
  const content = all.filter((word) => word.length > 3 || /^\p{Lu}/u.test(word)).length;
  return capitals >= 2 && capitals >= content * 0.7 ? 2 : 1;
}
