import type { Vocabulary } from './vocabulary.ts';

/** Terms of so few letters are never loosened: too many words are one letter away. */
export const SHORTEST_LOOSE = 5;
/** Terms taken at most. */
const MOST = 20;

/**
 * Terms of the corpus that begin with the given one, or that are at most one letter (two from eight
 * letters on) away from it and begin with the same letter. Closest first.
 */
export function similarTerms(
  { data: { bytes, offsets }, size, has, termOf }: Vocabulary,
  term: string,
  kind: 'prefix' | 'fuzzy',
): readonly { readonly term: string; readonly weight: number }[] {
  if (term.length < SHORTEST_LOOSE || /[^a-z]/.test(term)) return [];
  const wanted = new TextEncoder().encode(term);
  const reach = kind === 'prefix' ? 0 : term.length >= 8 ? 2 : 1;
  const found: { term: string; weight: number }[] = [];
  for (let id = 0; id < size; id++) {
    const start = offsets[id]!;
    const length = offsets[id + 1]! - start;
    if (bytes[start] !== wanted[0] || !has(id)) continue;
    if (kind === 'prefix') {
      if (length <= wanted.length || length > wanted.length + 6) continue;
      let same = 1;
      while (same < wanted.length && bytes[start + same] === wanted[same]) same++;
      if (same < wanted.length) continue;
      found.push({ term: termOf(id), weight: wanted.length / length });
    } else {
      if (Math.abs(length - wanted.length) > reach) continue;
      const distance = editDistance(wanted, bytes.subarray(start, start + length), reach);
      if (distance === 0 || distance > reach) continue;
      found.push({ term: termOf(id), weight: 0.5 ** distance });
    }
  }
  found.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  return found.slice(0, MOST);
}

/** Levenshtein distance, or any larger number as soon as it exceeds `most`. */
export function editDistance(a: Uint8Array, b: Uint8Array, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const value = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      next.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return least;
    row = next;
  }
  return row[b.length]!;
}
