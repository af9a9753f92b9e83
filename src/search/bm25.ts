import type { BoundConcept } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { headingCount, speakerCount, textCount, titleCount } from './segment.ts';

/** BM25F (Robertson, Zaragoza and Taylor 2004): one saturation over the weighted counts of all fields. */
export interface Bm25Parameters {
  /** Saturation, 0.5..2. */
  readonly k1: number;
  /** Length normalisation of the text, 0..1. */
  readonly b: number;
  /** What an occurrence in the field counts, an occurrence in the text being 1. */
  readonly title: number;
  readonly heading: number;
  readonly speaker: number;
}

/** Weighted, length-normalised occurrences of a term in a passage. */
export function occurrences(
  packed: number,
  length: number,
  meanLength: number,
  parameters: Bm25Parameters,
): number {
  const { b, title, heading, speaker } = parameters;
  return (
    textCount(packed) / (1 - b + (b * length) / meanLength) +
    title * titleCount(packed) +
    heading * headingCount(packed) +
    speaker * speakerCount(packed)
  );
}

/** Scores of passages by their numbers, kept between questions so that nothing is allocated. */
export class Accumulator {
  readonly scores: Float64Array;
  readonly touched: number[] = [];

  constructor(passages: number) {
    this.scores = new Float64Array(passages);
  }

  add(passage: number, score: number): void {
    if (this.scores[passage] === 0) this.touched.push(passage);
    this.scores[passage]! += score;
  }

  clear(): void {
    for (const passage of this.touched) this.scores[passage] = 0;
    this.touched.length = 0;
  }
}

/** A concept, or a term of feedback, as the scoring needs it. */
export type Scored = Pick<BoundConcept, 'terms' | 'idf'>;

/**
 * Adds a concept's score to the passages that hold it.
 * @param known only to passages that have a score already
 */
export function accumulate(
  corpus: CorpusView,
  { terms, idf }: Scored,
  parameters: Bm25Parameters,
  into: Accumulator,
  known = false,
): void {
  const { postingsAt, postings, counts, lengths } = corpus.segment;
  const mean = corpus.stats.meanLength;
  const { k1 } = parameters;
  const merged = terms.length > 1 ? new Map<number, number>() : null;
  for (const { id, weight } of terms) {
    for (let at = postingsAt[id]!; at < postingsAt[id + 1]!; at++) {
      const passage = postings[at]!;
      if (known && into.scores[passage] === 0) continue;
      const tf = weight * occurrences(counts[at]!, lengths[passage]!, mean, parameters);
      if (merged) merged.set(passage, (merged.get(passage) ?? 0) + tf);
      else into.add(passage, (idf * tf * (k1 + 1)) / (k1 + tf));
    }
  }
  if (merged)
    for (const [passage, tf] of merged) into.add(passage, (idf * tf * (k1 + 1)) / (k1 + tf));
}
