import { analyze } from './analyzer.ts';

/** Hash functions of a signature. The standard error of an estimate is 1 / √64 = .125 at most. */
const HASHES = 64;
/** Words of a shingle. */
const SHINGLE = 3;

/**
 * MinHash signature of a text's three-word shingles (Broder 1997, "On the resemblance and
 * containment of documents"), over folded words, stop words included. Equal texts (but for case,
 * punctuation and diacritics) have equal signatures.
 */
export function nearDuplicateSignature(text: string): Uint32Array {
  const words = analyze(text).map(({ word }) => word);
  const signature = new Uint32Array(HASHES).fill(0xffff_ffff);
  const last = Math.max(1, words.length - SHINGLE + 1);
  for (let at = 0; at < last && words.length > 0; at++) {
    const base = fnv(words.slice(at, at + SHINGLE).join(' '));
    for (let i = 0; i < HASHES; i++) {
      const value = mix(base ^ Math.imul(i + 1, 0x9e3779b1));
      if (value < signature[i]!) signature[i] = value;
    }
  }
  return signature;
}

/** Estimated Jaccard resemblance of two texts' shingles by their signatures, 0..1; .8 and more reads as the same words. */
export function resemblance(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let i = 0; i < HASHES; i++) if (a[i] === b[i]) same++;
  return same / HASHES;
}

function fnv(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
