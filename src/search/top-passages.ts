import type { Accumulator } from './bm25.ts';
import type { CorpusView } from './corpus-view.ts';
import type { Proposal } from './second-stage.ts';

/** The `count` best scores, best first, ties as the corpus orders its passages; a bounded heap, so linear in what is touched. */
export function topPassages(
  { scores, touched, size }: Accumulator,
  count: number,
  before: CorpusView['before'],
  allow?: (passage: number) => boolean,
): Proposal[] {
  const heap: number[] = [];
  /** Whether `a` ranks after `b`. */
  const worse = (a: number, b: number): boolean =>
    scores[a]! < scores[b]! || (scores[a] === scores[b] && before(b, a));
  /** Puts the passage where it belongs, from `at` downwards. */
  const sink = (passage: number, from: number): void => {
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && worse(heap[child + 1]!, heap[child]!)) child += 1;
      if (!worse(heap[child]!, passage)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = passage;
  };
  let next = 0;
  for (; next < size && heap.length < count; next++) {
    const passage = touched[next]!;
    if (!allow || allow(passage)) heap.push(passage);
  }
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap[at]!, at);
  let lowest = heap.length > 0 ? scores[heap[0]!]! : 0;
  for (; next < size; next++) {
    const passage = touched[next]!;
    // Most fall here: below the worst of the list.
    if (scores[passage]! < lowest || !worse(heap[0]!, passage)) continue;
    if (allow && !allow(passage)) continue;
    sink(passage, 0);
    lowest = scores[heap[0]!]!;
  }
  return heap
    .sort((a, b) => scores[b]! - scores[a]! || (before(a, b) ? -1 : 1))
    .map((passage) => ({ passage, score: scores[passage]! }));
}
