import { CueClass } from './cues.ts';
import type { Mention } from './mention.ts';
import { MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

const MAX_BACK = 5;
const MAX_AHEAD = 4;
const BLOCKING =
  Word.preposition | Word.auxiliary | Word.conjunction | Word.pronoun | Word.adverb | Word.common;

/**
 * Speakers that no list of names and roles knows: the words that stand where the subject of a reporting verb
 * stands, in sentences with a quotation ("said the 46-year-old", "the two write").
 */
export function bareSubjects(words: Words, known: readonly Mention[]): readonly Mention[] {
  const taken = new Uint8Array(words.length);
  for (const mention of known) taken.fill(1, mention.first, mention.last + 1);
  const quoted = new Uint8Array(words.sentenceStart.length);
  for (let i = 0; i < words.length; i++) {
    if (words.kind[i] === Token.quote) quoted[words.sentence[i]!] = 1;
  }
  const found: Mention[] = [];
  for (let i = 0; i < words.length; i++) {
    const cue = words.cue[i];
    if (!cue?.finite || !quoted[words.sentence[i]!] || words.capital[i]) continue;
    if (cue.kind > CueClass.report && cue.kind !== CueClass.ask) continue;
    const mention = before(words, taken, i) ?? behind(words, taken, i);
    if (mention) found.push(mention);
  }
  return found;
}

function before(words: Words, taken: Uint8Array, cue: number): Mention | null {
  let last = cue - 1;
  while (last >= 0 && words.bits[last]! & (Word.adverb | Word.auxiliary)) last--;
  if (!isNounLike(words, taken, last, cue)) return null;
  let first = last;
  for (let k = last - 1; k >= 0 && last - k < MAX_BACK; k--) {
    if (words.bits[k]! & Word.determiner) {
      first = k;
      break;
    }
    if (!isNounLike(words, taken, k, cue)) break;
    first = k;
  }
  return make(words, first, last);
}

function behind(words: Words, taken: Uint8Array, cue: number): Mention | null {
  const previous = cue - 1;
  if (previous < 0 || words.sentence[previous] !== words.sentence[cue]) return null;
  if (words.kind[previous] !== Token.quote) return null;
  let last = -1;
  for (let k = cue + 1; k < words.length && k - cue <= MAX_AHEAD; k++) {
    if (words.bits[k]! & Word.determiner && k === cue + 1 && !taken[k]) {
      last = k;
      continue;
    }
    if (!isNounLike(words, taken, k, cue)) break;
    last = k;
  }
  return last > cue ? make(words, cue + 1, last) : null;
}

function isNounLike(words: Words, taken: Uint8Array, k: number, cue: number): boolean {
  if (k < 0 || k >= words.length || taken[k] || words.sentence[k] !== words.sentence[cue])
    return false;
  if (words.kind[k] !== Token.word && words.kind[k] !== Token.number) return false;
  const bits = words.bits[k]!;
  return !(bits & BLOCKING) || (bits & Word.determiner) !== 0;
}

function make(words: Words, first: number, last: number): Mention {
  return {
    type: MentionType.bare,
    first,
    name: last,
    last,
    possessive: false,
    key: words.lower[last]!,
  };
}
