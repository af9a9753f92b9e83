import type { Accumulator } from './bm25.ts';
import type { Proposal } from './second-stage.ts';

/** The `count` best scores, best first, ties by passage number; a bounded heap, so linear in what is touched. */
export function topPassages(
  { scores, touched, size }: Accumulator,
  count: number,
  allow?: (passage: number) => boolean,
): Proposal[] {
  const heap: number[] = [];
  /** Whether `a` ranks after `b`. */
  const worse = (a: number, b: number): boolean =>
    scores[a]! < scores[b]! || (scores[a] === scores[b] && a > b);
  for (let i = 0; i < size; i++) {
    const passage = touched[i]!;
    if (heap.length === count) {
      // Most fall here: below the worst of the list.
      if (scores[passage]! < scores[heap[0]!]!) continue;
      if (!worse(heap[0]!, passage)) continue;
    }
    if (allow && !allow(passage)) continue;
    if (heap.length < count) {
      heap.push(passage);
      let at = heap.length - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!worse(heap[at]!, heap[parent]!)) break;
        [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
        at = parent;
      }
      continue;
    }
    heap[0] = passage;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && worse(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && worse(heap[right]!, heap[least]!)) least = right;
      if (least === at) break;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  }
  return heap
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .map((passage) => ({ passage, score: scores[passage]! }));
}
