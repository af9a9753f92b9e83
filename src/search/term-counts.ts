import type { Segment } from './segment.ts';
import { TERM_MASK } from './token-flags.ts';

/** What is counted of each term, by its number. */
export interface TermCounts {
  /** Passages that hold it. */
  readonly df: Uint32Array;
  /** Occurrences inside sentences, with a capital and without. */
  readonly capitals: Uint32Array;
  readonly small: Uint32Array;
  /** Occurrences anywhere, stop words too: a term without any is not in the corpus. */
  readonly uses: Uint32Array;
}

/** The counts of a segment, for its `capitals.length` terms and as many zeros as make up `size`. */
export function countsOf(segment: Segment, size = segment.capitals.length): TermCounts {
  const terms = segment.capitals.length;
  const df = new Uint32Array(size);
  for (let id = 0; id < terms; id++) {
    df[id] = segment.postingsAt[id + 1]! - segment.postingsAt[id]!;
  }
  const uses = new Uint32Array(size);
  for (const words of [segment.forward, segment.titles, segment.headings, segment.speakers]) {
    for (let at = 0; at < words.length; at++) uses[words[at]! & TERM_MASK]!++;
  }
  return { df, capitals: longer(segment.capitals, size), small: longer(segment.small, size), uses };
}

/** A copy for more terms. */
export function copyCounts({ df, capitals, small, uses }: TermCounts, size: number): TermCounts {
  return {
    df: longer(df, size),
    capitals: longer(capitals, size),
    small: longer(small, size),
    uses: longer(uses, size),
  };
}

/** Adds other counts (`sign` 1) or takes them away (-1); `idOf` is where the other's terms are counted. */
export function addCounts(to: TermCounts, from: TermCounts, idOf: Uint32Array, sign: 1 | -1): void {
  for (const name of ['df', 'capitals', 'small', 'uses'] as const) {
    const [target, source] = [to[name], from[name]];
    for (let term = 0; term < idOf.length; term++) {
      if (source[term] !== 0) target[idOf[term]!]! += sign * source[term]!;
    }
  }
}

function longer(numbers: Uint32Array, size: number): Uint32Array {
  const copy = new Uint32Array(size);
  copy.set(numbers);
  return copy;
}
