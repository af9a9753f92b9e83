import type { BoundQuery } from './bound-query.ts';

/** Where a passage holds a concept, counted in words. */
export interface Occurrence {
  readonly concept: number;
  readonly at: number;
}

export interface Pair {
  readonly a: number;
  readonly b: number;
  /** Words from the first to the second in the question. */
  readonly gap: number;
  readonly weight: number;
}

/** Words so far apart count as near: Metzler and Croft (2005) use 8. */
const WINDOW = 8;

/** Shares of the pairs that stand next to each other in order, and near in any order. */
export function adjacency(
  found: readonly Occurrence[],
  pairs: readonly Pair[],
): { readonly phrase: number; readonly window: number } {
  let phrase = 0;
  let window = 0;
  let mass = 0;
  for (const { a, b, gap, weight } of pairs) {
    mass += weight;
    let ordered = false;
    let near = false;
    for (const x of found) {
      if (x.concept !== a) continue;
      for (const y of found) {
        if (y.concept !== b) continue;
        const distance = y.at - x.at;
        if (distance > 0 && distance <= gap) ordered = true;
        if (Math.abs(distance) <= WINDOW) near = true;
      }
    }
    if (ordered) phrase += weight;
    if (near) window += weight;
  }
  return mass > 0 ? { phrase: phrase / mass, window: window / mass } : { phrase, window };
}

/** Concepts that follow each other in the question, and how many words apart they may stand. */
export function neighbouringPairs({ concepts }: BoundQuery): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let b = 1; b < concepts.length; b++) {
    const gap = concepts[b]!.concept.from - concepts[b - 1]!.concept.to;
    pairs.push({ a: b - 1, b, gap, weight: (concepts[b - 1]!.idf + concepts[b]!.idf) / 2 });
  }
  return pairs;
}

/** Smallest distances of all pairs of concepts, of which a question has 30 at most. */
let distances = new Float64Array(32 * 32);

/** idf-weighted mean of 1 / distance over all pairs of concepts, 0 where one is missing. */
export function closeness(found: readonly Occurrence[], { concepts }: BoundQuery): number {
  const n = concepts.length;
  if (n < 2) return found.length > 0 ? 1 : 0;
  if (n * n > distances.length) distances = new Float64Array(n * n);
  const nearest = distances.fill(Number.POSITIVE_INFINITY, 0, n * n);
  for (let i = 0; i < found.length; i++) {
    for (let j = i + 1; j < found.length && j < i + 24; j++) {
      const x = found[i]!;
      const y = found[j]!;
      if (x.concept === y.concept) continue;
      const key = Math.min(x.concept, y.concept) * n + Math.max(x.concept, y.concept);
      nearest[key] = Math.min(nearest[key]!, Math.max(1, y.at - x.at));
    }
  }
  let sum = 0;
  let all = 0;
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const weight = concepts[a]!.idf * concepts[b]!.idf;
      all += weight;
      sum += weight / (1 + Math.log(nearest[a * n + b]!));
    }
  }
  return all > 0 ? sum / all : 0;
}
