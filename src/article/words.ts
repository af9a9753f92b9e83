import type { Cue } from './cues.ts';
import { CUES } from './cues.ts';
import { NAME_WORDS } from './name-words.ts';
import type { QuoteMarks } from './quote-marks.ts';
import {
  continuesAfterQuote,
  goesOnInLowerCase,
  lastLetter,
  opensSentence,
} from './sentence-ends.ts';
import type { Span } from './span.ts';
import { isCapital, isUpper, otherVerb, pluralPossessive, possessiveEnd } from './word-forms.ts';

/** Kinds of token. */
export const Token = {
  word: 1,
  number: 2,
  punctuation: 3,
  /** A whole quotation, marks and all, stands as one token. */
  quote: 4,
} as const;

/** The reporter's own words in order, each quotation as a single token; parallel arrays. */
export interface Words {
  readonly length: number;
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly kind: readonly number[];
  /** Lower case, without a possessive ending. */
  readonly lower: readonly string[];
  /** Bits of `Word`. */
  readonly bits: readonly number[];
  readonly cue: readonly (Cue | undefined)[];
  readonly capital: readonly boolean[];
  /** Two or more letters, all capitals ("UN", "ISIS-K"). */
  readonly upper: readonly boolean[];
  readonly possessive: readonly boolean[];
  /** Number of the sentence, ascending over the body. */
  readonly sentence: readonly number[];
  readonly block: readonly number[];
  /** Blocks that a dash stands before (a list item or a credit), by block. */
  readonly dashed: readonly boolean[];
  /** Token of each quotation, parallel to the quotations given; -1 when it is inside a skipped part. */
  readonly quoteToken: readonly number[];
  /** First token of each sentence, and the number of tokens at the end. */
  readonly sentenceStart: readonly number[];
  /** First token of each block. */
  readonly blockStart: readonly number[];
}

const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof gen col lt maj capt cmdr brig sgt rep reps sen sens gov govs pres rev hon st jr sr vs etc no ' +
    'jan feb mar apr jun jul aug sept sep oct nov dec inc ltd co corp dept est adm amb messrs ' +
    'fla calif mass conn pa va ky tenn ariz colo wis minn mich ill ind ore wash okla tex ga ala miss la n.h n.c s.c n.j n.y ' +
    'ft mt'
  ).split(' '),
);

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_@]|[-&.'’‑/](?=[\p{L}\p{N}]))*/uy;

/** Tokens of the reporter's words in the given blocks. Linear in the length of the text. */
export function words(body: string, blocks: readonly Span[], quotes: readonly QuoteMarks[]): Words {
  const start: number[] = [];
  const end: number[] = [];
  const kind: number[] = [];
  const lower: string[] = [];
  const bits: number[] = [];
  const cue: (Cue | undefined)[] = [];
  const capital: boolean[] = [];
  const upper: boolean[] = [];
  const possessive: boolean[] = [];
  const sentence: number[] = [];
  const block: number[] = [];
  const quoteToken: number[] = new Array(quotes.length).fill(-1);
  const sentenceStart: number[] = [];
  const blockStart: number[] = [];
  let current = -1;
  let quote = 0;
  let blockNow = 0;

  const add = (from: number, to: number, type: number, text: string): void => {
    start.push(from);
    end.push(to);
    kind.push(type);
    block.push(blockNow);
    sentence.push(current);
    if (type === Token.word) {
      const ends = possessiveEnd(text);
      const low = (ends > 0 ? text.slice(0, -ends) : text).toLowerCase();
      lower.push(low);
      // The country in capitals is not the pronoun.
      const known = NAME_WORDS.get(text.startsWith('US') ? low.replace(/^us$/, 'u.s.') : low);
      const wordBits = known ?? (low.endsWith('ly') && low.length > 4 ? 1024 : 0);
      bits.push(wordBits);
      cue.push(ends > 0 ? undefined : (CUES.get(low) ?? otherVerb(low, text, wordBits)));
      const big = isCapital(text);
      capital.push(big);
      upper.push(big && isUpper(text, ends));
      possessive.push(ends > 0);
    } else {
      lower.push(type === Token.quote ? '' : text);
      bits.push(0);
      cue.push(undefined);
      capital.push(false);
      upper.push(false);
      possessive.push(false);
    }
  };
  const newSentence = (): void => {
    current++;
    sentenceStart.push(start.length);
  };

  for (blockNow = 0; blockNow < blocks.length; blockNow++) {
    const range = blocks[blockNow]!;
    blockStart.push(start.length);
    newSentence();
    let pending = false;
    let i = range.start;
    const first = quotes[quote];
    // The mark of a block quote is no word.
    if (first?.cited && first.block === blockNow) i = first.start;
    while (i < range.end) {
      while (quote < quotes.length && quotes[quote]!.start < i) quote++;
      const next = quotes[quote];
      if (next && next.start === i) {
        if (pending) newSentence();
        pending = false;
        quoteToken[quote] = start.length;
        add(i, next.end, Token.quote, '');
        const last = lastLetter(body, next);
        pending = last === 46 || last === 33 || last === 63 || last === 0x2026;
        quote++;
        i = next.end;
        if (pending && continuesAfterQuote(body, i, range.end, last)) pending = false;
        continue;
      }
      const code = body.charCodeAt(i);
      if (code === 32 || code === 10 || code === 13 || code === 9 || code === 0xa0) {
        i++;
        continue;
      }
      const letter =
        (code >= 97 && code <= 122) ||
        (code >= 65 && code <= 90) ||
        (code >= 48 && code <= 57) ||
        code > 0x7f;
      let to = i + 1;
      let type: number = Token.punctuation;
      if (letter) {
        WORD.lastIndex = i;
        const match = WORD.exec(body);
        if (match) {
          to = Math.min(WORD.lastIndex, range.end, next ? next.start : range.end);
          type = code >= 48 && code <= 57 ? Token.number : Token.word;
        }
      }
      if (pending) {
        if (type !== Token.punctuation || code === 40 || code === 91 || code === 0x201c) {
          newSentence();
          pending = false;
        } else if (code !== 41 && code !== 93) pending = code === 46 || code === 33 || code === 63;
      }
      const text = body.slice(i, to);
      if (type === Token.word && body.charCodeAt(to) === 46 && to < range.end) {
        const low = text.toLowerCase();
        if (ABBREVIATIONS.has(low) || text.length === 1 || low.includes('.')) {
          to++;
          add(i, to, type, text);
          pending = (low.includes('.') || text.length > 1) && opensSentence(body, to, range.end);
          i = to;
          continue;
        }
      }
      if (type === Token.word && pluralPossessive(body, text, to, range.end)) to++;
      add(i, to, type, body.slice(i, to));
      if (
        type === Token.punctuation &&
        (code === 46 || code === 33 || code === 63 || code === 0x2026)
      )
        pending =
          code === 0x2026
            ? opensSentence(body, to, range.end)
            : !goesOnInLowerCase(body, to, range.end);
      i = to;
    }
  }
  sentenceStart.push(start.length);
  return {
    length: start.length,
    start,
    end,
    kind,
    lower,
    bits,
    cue,
    capital,
    upper,
    possessive,
    sentence,
    block,
    dashed: blocks.map(({ start: at }) => /[-–—―]\s$/.test(body.slice(Math.max(0, at - 2), at))),
    quoteToken,
    sentenceStart,
    blockStart,
  };
}
