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

/** The counts of a segment's terms. */
export function countsOf(segment: Segment): TermCounts {
  const steps = countInSteps(segment, segment.capitals.length);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Words that are counted in one step. */
const STEP = 1_000_000;

/** The same in steps, which others' work may come between, and with as many zeros as make up `size`. */
export function* countInSteps(segment: Segment, size: number): Generator<void, TermCounts> {
  const terms = segment.capitals.length;
  const df = new Uint32Array(size);
  for (let id = 0; id < terms; id++) {
    df[id] = segment.postingsAt[id + 1]! - segment.postingsAt[id]!;
  }
  const uses = new Uint32Array(size);
  for (const words of [segment.forward, segment.titles, segment.headings, segment.speakers]) {
    for (let from = 0; from < words.length; from += STEP) {
      const to = Math.min(words.length, from + STEP);
      for (let at = from; at < to; at++) uses[words[at]! & TERM_MASK]!++;
      yield;
    }
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
