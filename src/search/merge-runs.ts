import { type SparseRun, sparseRun } from './posting-run.ts';

/**
 * Adds a run at the end and merges the last ones while the last is at least half as large as the one before it, so
 * that a corpus of n postings has log n runs at most and each posting is copied as often at most (O'Neil et al. 1996,
 * "The log-structured merge-tree").
 */
export function withRun(runs: readonly SparseRun[], added: SparseRun): readonly SparseRun[] {
  const all = [...runs, added];
  while (all.length > 1) {
    const [before, last] = all.slice(-2) as [SparseRun, SparseRun];
    if (last.postings.length * 2 < before.postings.length) break;
    all.splice(-2, 2, merged(before, last));
  }
  return all;
}

/** One run of two that follow each other. */
function merged(a: SparseRun, b: SparseRun): SparseRun {
  const size = a.postings.length + b.postings.length;
  const terms = new Uint32Array(a.terms.length + b.terms.length);
  const starts = new Uint32Array(terms.length + 1);
  const postings = new Uint32Array(size);
  const counts = new Uint16Array(size);
  let count = 0;
  let end = 0;
  const take = (run: SparseRun, place: number): void => {
    const from = run.starts[place]!;
    const to = run.starts[place + 1]!;
    for (let at = from; at < to; at++, end++) {
      postings[end] = run.postings[at]!;
      counts[end] = run.counts[at]!;
    }
  };
  for (let i = 0, j = 0; i < a.terms.length || j < b.terms.length; ) {
    const left = a.terms[i] ?? Number.POSITIVE_INFINITY;
    const right = b.terms[j] ?? Number.POSITIVE_INFINITY;
    terms[count] = Math.min(left, right);
    if (left <= right) take(a, i++);
    if (right <= left) take(b, j++);
    count += 1;
    starts[count] = end;
  }
  return sparseRun({
    from: a.from,
    to: b.to,
    terms: terms.slice(0, count),
    starts: starts.slice(0, count + 1),
    postings,
    counts,
  });
}
