import { reports } from './cues.ts';
import type { Mention } from './mention.ts';
import { isPronoun, MentionType } from './mention.ts';
import { Word } from './name-words.ts';
import type { Words } from './words.ts';
import { Token } from './words.ts';

const MAX_BACK = 40;

/** The mention that starts at the token, a determiner or adjectives aside. */
export function mentionFrom(
  words: Words,
  startingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  i: number,
): number {
  for (let k = i; k < Math.min(words.length, i + 7); k++) {
    const hit = startingAt.get(k);
    if (hit !== undefined) {
      return words.sentence[mentions[hit]!.last] === words.sentence[i] ? hit : -1;
    }
    if (
      words.kind[k] !== Token.word ||
      words.bits[k]! & (Word.preposition | Word.conjunction | Word.auxiliary)
    )
      return -1;
    if (reports(words.cue[k]) && words.cue[k]?.finite) return -1;
  }
  return -1;
}

export function ownerBefore(
  words: Words,
  endingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  i: number,
): number {
  for (let k = i - 1; k >= Math.max(0, i - 4); k--) {
    const hit = endingAt.get(k);
    if (hit !== undefined) return mentions[hit]!.possessive ? hit : -1;
    if (words.kind[k] !== Token.word && words.kind[k] !== Token.number) return -1;
  }
  return -1;
}

export function directSubject(
  words: Words,
  endingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  cue: number,
): number {
  for (let k = cue - 1, skipped = 0; k >= 0 && skipped < 7; k--, skipped++) {
    if (words.sentence[k] !== words.sentence[cue]) return -1;
    const hit = endingAt.get(k);
    if (hit !== undefined) {
      const mention = mentions[hit]!;
      return mention.possessive || isObjectPronoun(words, mention) ? -1 : hit;
    }
    const bits = words.bits[k]!;
    if (words.lower[k] === ')') {
      const open = bracketBefore(words, k);
      if (open < 0) return -1;
      k = open;
      continue;
    }
    const skips =
      bits & (Word.adverb | Word.auxiliary) ||
      words.lower[k] === 'to' ||
      (words.lower[k] === 'on' && words.lower[k - 1] === 'went') ||
      words.lower[k] === 'went' ||
      (words.bits[k]! & Word.calendar) !== 0 ||
      (words.lower[k] === 'on' && (words.bits[k + 1]! & Word.calendar) !== 0);
    if (!skips) return -1;
  }
  return -1;
}

/** Opening bracket of the short remark that closes at the token: "Rep. X (R-Mo.)". */
function bracketBefore(words: Words, close: number): number {
  for (let k = close - 1; k >= Math.max(0, close - 9); k--) {
    if (words.lower[k] === '(') return words.sentence[k] === words.sentence[close] ? k : -1;
  }
  return -1;
}

/** The head of "the director of X", when the mention is X. */
export function headOf(
  words: Words,
  mentions: readonly Mention[],
  endingAt: ReadonlyMap<number, number>,
  index: number,
): number {
  let k = beforeModifiers(words, mentions[index]!.first - 1);
  for (let steps = 0; steps < 3; steps++) {
    if (k < 1 || !(words.bits[k]! & Word.preposition)) return -1;
    if (words.sentence[k] !== words.sentence[mentions[index]!.first]) return -1;
    const hit = endingAt.get(k - 1);
    if (hit === undefined) return -1;
    if (!HEADED.has(words.lower[k]!)) return -1;
    const before = beforeModifiers(words, mentions[hit]!.first - 1);
    if (before < 0 || !(words.bits[before]! & Word.preposition)) return hit;
    k = before;
  }
  return -1;
}

/** Prepositions that tie a place, a body or a subject to the noun in front ("a source within the ministry"). */
const HEADED = new Set(
  'of for at in from to on with within inside near behind under by against among'.split(' '),
);

/** The token before the determiner and the adjectives that end at `k`. */
function beforeModifiers(words: Words, k: number): number {
  let at = k;
  for (let skipped = 0; skipped < 2 && at > 0; skipped++) {
    if (words.kind[at] !== Token.word || words.bits[at] || words.capital[at] || words.cue[at])
      break;
    // An adjective stands behind the preposition or its determiner.
    if (!(words.bits[at - 1]! & (Word.preposition | Word.determiner)) && words.bits[at - 1]) break;
    at--;
  }
  while (at >= 0 && words.bits[at]! & Word.determiner) at--;
  return at >= 0 && words.bits[at]! & Word.preposition ? at : k;
}

/** "X, …, said": the mention before the farthest comma of an apposition that ends at the cue. */
export function subjectAcrossCommas(
  words: Words,
  endingAt: ReadonlyMap<number, number>,
  mentions: readonly Mention[],
  cue: number,
): number {
  let k = cue - 1;
  while (k >= 0 && words.bits[k]! & (Word.adverb | Word.auxiliary)) k--;
  if (k < 0 || words.sentence[k] !== words.sentence[cue]) return -1;
  const close = words.lower[k];
  if (close !== ',' && close !== ')' && close !== '—' && close !== '–') return -1;
  let found = -1;
  for (let j = k - 1; j >= Math.max(0, k - MAX_BACK); j--) {
    if (words.sentence[j] !== words.sentence[cue]) break;
    if (words.kind[j] === Token.quote) break;
    const lower = words.lower[j];
    if (lower === ':' || lower === ';') break;
    const opens = lower === ',' || lower === '(' || lower === '—' || lower === '–';
    if (!opens) continue;
    const hit = endingAt.get(j - 1);
    if (hit === undefined || mentions[hit]!.possessive) continue;
    const mention = mentions[hit]!;
    const before = mention.first - 1;
    found = hit;
    // At a clause's start the apposition cannot reach further back.
    if (
      before < 0 ||
      words.sentence[before] !== words.sentence[cue] ||
      words.kind[before] !== Token.word
    )
      break;
  }
  return found;
}

export function isObjectPronoun(words: Words, mention: Mention): boolean {
  if (!isPronoun(mention) || mention.type === MentionType.relative) return false;
  const lower = words.lower[mention.first];
  return (
    lower === 'him' ||
    lower === 'them' ||
    lower === 'his' ||
    lower === 'her' ||
    lower === 'their' ||
    lower === 'its'
  );
}
