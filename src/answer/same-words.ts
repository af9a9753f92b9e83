/** From this share of common word runs on, two passages are the same words. */
export const SAME_FROM = 0.8;
const RUN = 5;

/**
 * Runs of five words (shingles) of a text: Broder, "On the resemblance and containment of documents", 1997.
 */
export function shingles(text: string): Shingles {
  const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const words = all.map(hashed);
  const found = new Set<number>();
  for (let i = 0; i + RUN <= words.length; i++) found.add(run(words, i, i + RUN));
  if (found.size === 0 && words.length > 0) found.add(run(words, 0, words.length));
  return Float64Array.from(found).sort();
}

/** Runs as numbers of 52 bits, ascending. */
export type Shingles = Float64Array;

/** FNV-1a, 32 bits. */
function hashed(word: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Two unlike mixtures of the words' hashes, side by side. */
function run(words: readonly number[], from: number, to: number): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b1;
  for (let i = from; i < to; i++) {
    low = Math.imul(low ^ words[i]!, 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high ^ words[i]!, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return (high & 0xf_ffff) * 2 ** 32 + (low >>> 0);
}

/** Share of the smaller set that the larger one holds, 0..1 (containment). */
export function containment(a: Shingles, b: Shingles): number {
  const smaller = Math.min(a.length, b.length);
  if (smaller === 0) return 0;
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i]! < b[j]!) i++;
    else if (a[i]! > b[j]!) j++;
    else {
      common++;
      i++;
      j++;
    }
  }
  return common / smaller;
}
