import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { editDistance, SHORTEST_LOOSE } from './similar-terms.ts';
import { ENTITY, STOP, TERM_MASK } from './token-flags.ts';

/** Tenths of the longer word that a common beginning must be to count as a derivation. */
const KIN = 6;

/**
 * The share of the question's idf mass, 0..1, in concepts that the words `from` to `to` of the texts hold only in
 * another derivation ("Ukraine", "Ukrainian").
 */
export function derivationReader(
  { segment, vocabulary }: CorpusView,
  query: BoundQuery,
): (from: number, to: number, held: number) => number {
  const { concepts } = query;
  const mass = query.mass || 1;
  const { bytes, offsets } = vocabulary.data;
  const stems = concepts.map(({ concept }) => new TextEncoder().encode(concept.variants[0]!.term));
  // First letters of the stems: most words of a passage begin with none of them.
  const begins = new Uint8Array(256);
  for (const stem of stems) if (stem.length >= 4) begins[stem[0]!] = 1;
  const everything = concepts.length < 31 ? (1 << concepts.length) - 1 : -1;

  return (from, to, held) => {
    if ((held & everything) === everything) return 0;
    let bits = 0;
    for (let at = from; at < to; at++) {
      const word = segment.forward[at]!;
      if (word & (STOP | ENTITY)) continue;
      bits |= kinOf(word & TERM_MASK);
    }
    let sum = 0;
    for (let i = 0; i < concepts.length; i++) {
      if (held & (1 << Math.min(i, 30))) continue;
      if (bits & (1 << i)) sum += concepts[i]!.idf;
    }
    return sum / mass;
  };

  /** Concepts of whose term this one looks like another derivation: a long common beginning. */
  function kinOf(id: number): number {
    const from = offsets[id]!;
    if (begins[bytes[from]!] === 0) return 0;
    const length = offsets[id + 1]! - from;
    if (length < 4) return 0;
    let bits = 0;
    for (let i = 0; i < stems.length && i < 31; i++) {
      const asked = stems[i]!;
      if (asked.length < 4 || asked[0] !== bytes[from]) continue;
      const shorter = Math.min(asked.length, length);
      let same = 1;
      while (same < shorter && asked[same] === bytes[from + same]) same++;
      if (same === asked.length && same === length) continue;
      if (same >= 4 && same * 10 >= Math.max(asked.length, length) * KIN) bits |= 1 << i;
      else if (concepts[i]!.df === 0 && misspelt(asked, bytes.subarray(from, from + length)))
        bits |= 1 << i;
    }
    return bits;
  }
}

/** A word that the corpus does not hold may be a slip: a letter away, two from eight letters on. */
function misspelt(asked: Uint8Array, word: Uint8Array): boolean {
  const reach = asked.length >= 8 ? 2 : 1;
  if (asked.length < SHORTEST_LOOSE || Math.abs(asked.length - word.length) > reach) return false;
  return editDistance(asked, word, reach) <= reach;
}
