import { CueClass } from './cues.ts';
import { Word } from './name-words.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

/** Number of classes that `contextWord` tells apart. */
export const CONTEXTS = 32;

const NAMING = new Set(
  'dubbed known termed titled entitled named nicknamed so-called self-described self-styled self-proclaimed billed headlined captioned labeled labelled branded emblazoned'.split(
    ' ',
  ),
);
const WORDS = new Set(
  'word words term terms phrase phrases slogan motto title label nickname name hashtag moniker mantra catchphrase theme label tag category acronym expression signs shirts t-shirts hat hats placards'.split(
    ' ',
  ),
);
const MEDIA = new Set(
  'show shows film films movie book books song songs series episode program programme album sitcom podcast musical memoir novel play ad ads video videos column documentary thriller drama comedy hit single tune anthem sketch segment broadcast magazine poem essay painting game story report exhibition tour soundtrack bestseller reality television tv host star starring series’'.split(
    ' ',
  ),
);
const FUNCTION: Readonly<Record<string, number>> = {
  the: 6,
  a: 7,
  an: 7,
  his: 8,
  her: 8,
  their: 8,
  its: 8,
  our: 8,
  my: 8,
  your: 8,
  of: 10,
  as: 11,
  like: 12,
  to: 13,
  that: 21,
  and: 25,
  or: 25,
  but: 25,
};

/**
 * Class of a word beside a quotation, 0 (end of the paragraph) to 31: what stands there tells a statement
 * from a title, a nickname or a word meant as a word.
 */
export function contextWord(words: Words, k: number, block: number): number {
  if (k < 0 || k >= words.length || words.block[k] !== block) return 0;
  if (words.kind[k] === Token.quote) return 1;
  const lower = words.lower[k]!;
  if (words.kind[k] === Token.number) return 29;
  if (words.kind[k] === Token.punctuation) {
    if (lower === ',') return 2;
    if (lower === ':') return 3;
    return lower === '.' || lower === '?' || lower === '!' ? 30 : 4;
  }
  if (MEDIA.has(lower)) return 24;
  if (words.possessive[k]) return 5;
  const fixed = FUNCTION[lower];
  if (fixed !== undefined) return fixed;
  if (NAMING.has(lower)) return 22;
  if (WORDS.has(lower)) return 23;
  const bits = words.bits[k]!;
  if (bits & Word.determiner) return 9;
  const cue = words.cue[k];
  if (cue?.kind === CueClass.be) return 16;
  if (bits & Word.auxiliary) return 17;
  if (bits & Word.preposition)
    return lower === 'in' || lower === 'on' || lower === 'at' || lower === 'from' ? 14 : 15;
  if (words.capital[k]) return 27;
  if (cue && cue.kind <= CueClass.think) {
    if (cue.gerund) return 20;
    return cue.kind === CueClass.call ? 18 : 19;
  }
  if (bits & (Word.person | Word.group | Word.document)) return 31;
  if (bits & Word.adverb) return 26;
  return 28;
}
