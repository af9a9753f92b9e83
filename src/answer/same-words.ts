/** From this share of common word runs on, two passages are the same words. */
export const SAME_FROM = 0.8;
const RUN = 5;

/**
 * Runs of five words (shingles) of a text: Broder, "On the resemblance and containment of documents", 1997.
 */
export function shingles(text: string): Shingles {
  const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const words = all.map(hashed);
  if (words.length === 0) return [];
  const count = Math.max(1, words.length - RUN + 1);
  const runs = new Float64Array(count);
  for (let i = 0; i < count; i++) runs[i] = run(words, i, Math.min(i + RUN, words.length));
  runs.sort();
  // Many small arrays of numbers take less outside typed arrays, whose memory is asked for one by one.
  const found: number[] = [];
  for (let i = 0; i < count; i++) if (i === 0 || runs[i] !== runs[i - 1]) found.push(runs[i]!);
  return found;
}

/** Runs as numbers of 52 bits, ascending, each once. */
export type Shingles = readonly number[];

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

/**
 * Share of the smaller set that the larger one holds, 0..1 (containment).
 * @param least a smaller share is told as 0: most pairs have none in common, which shows before the end
 */
export function containment(a: Shingles, b: Shingles, least = 0): number {
  const [small, large] = a.length <= b.length ? [a, b] : [b, a];
  const smaller = small.length;
  if (smaller === 0) return 0;
  const mostMissing = smaller - Math.floor(least * smaller);
  let common = 0;
  for (let i = 0, j = 0; i < smaller && j < large.length; ) {
    if (small[i]! < large[j]!) {
      i++;
      if (i - common > mostMissing) return 0;
    } else if (small[i]! > large[j]!) j++;
    else {
      common++;
      i++;
      j++;
    }
  }
  const share = common / smaller;
  return share >= least ? share : 0;
}
