import type { Segment } from './segment.ts';

/** The postings of a range of passages, by term. A corpus has one run or several, in the order of their passages. */
export interface PostingRun {
  /** Passages `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** Where the term's postings begin and end are `starts[place]` and `starts[place + 1]`; -1: it has none. */
  place(term: number): number;
  readonly starts: Uint32Array;
  /** Passages that hold the term, ascending. */
  readonly postings: Uint32Array;
  /** Counts a posting, packed as in a segment. */
  readonly counts: Uint16Array;
}

/** The postings of a segment, which has a place for every term. */
export function segmentRun(segment: Segment): PostingRun {
  const { postingsAt, postings, counts } = segment;
  const terms = postingsAt.length - 1;
  return {
    from: 0,
    to: segment.articleOf.length,
    place: (term) => (term < terms ? term : -1),
    starts: postingsAt,
    postings,
    counts,
  };
}

/** Postings of some terms only. */
export interface SparseRun extends PostingRun {
  /** Ascending. */
  readonly terms: Uint32Array;
}

export function sparseRun(parts: Omit<SparseRun, 'place'>): SparseRun {
  const { terms } = parts;
  return {
    ...parts,
    place(term) {
      let low = 0;
      let high = terms.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (terms[middle]! < term) low = middle + 1;
        else high = middle;
      }
      return terms[low] === term ? low : -1;
    },
  };
}
