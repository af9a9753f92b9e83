import type { BoundConcept } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { headingCount, MOST, speakerCount, titleCount } from './segment.ts';

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

/** Weighted occurrences of a term in the fields beside the text. */
export function outsideText(packed: number, { title, heading, speaker }: Bm25Parameters): number {
  return (
    title * titleCount(packed) + heading * headingCount(packed) + speaker * speakerCount(packed)
  );
}

/** Scores of passages by their numbers, kept between questions so that nothing is allocated. */
export class Accumulator {
  readonly scores: Float64Array;
  /** Passages that have a score, the first `size` numbers. */
  readonly touched: Uint32Array;
  size = 0;
  /** 1 for the passages that only feedback brought in. */
  readonly fresh: Uint8Array;
  /** For the terms of one concept, which saturate together. */
  #together: Accumulator | undefined;

  constructor(passages: number) {
    this.scores = new Float64Array(passages);
    this.touched = new Uint32Array(passages);
    this.fresh = new Uint8Array(passages);
  }

  /** An empty one of the same size. */
  get together(): Accumulator {
    this.#together ??= new Accumulator(this.scores.length);
    this.#together.clear();
    return this.#together;
  }

  add(passage: number, score: number): void {
    if (this.scores[passage] === 0) this.touched[this.size++] = passage;
    this.scores[passage]! += score;
  }

  /** Whether so many passages have that score or more. */
  holds(count: number, least: number): boolean {
    const { scores, touched, size } = this;
    let left = count;
    for (let i = 0; i < size && left > 0; i++) if (scores[touched[i]!]! >= least) left--;
    return left <= 0;
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.scores[this.touched[i]!] = 0;
    this.size = 0;
  }
}

/** A concept, or a term of feedback, as the scoring needs it. */
export type Scored = Pick<BoundConcept, 'terms' | 'idf'>;

/**
 * Adds a concept's score to the passages that hold it.
 * @param known only to passages that have a score already
 * @param onlyFresh of those, only to the ones marked as fresh
 */
export function accumulate(
  corpus: CorpusView,
  { terms, idf }: Scored,
  parameters: Bm25Parameters,
  into: Accumulator,
  known = false,
  onlyFresh = false,
): void {
  const { runs, removed } = corpus;
  const { lengths } = corpus.segment;
  const { k1, b } = parameters;
  const { scores, touched, fresh } = into;
  const still = 1 - b;
  const slope = b / corpus.stats.meanLength;
  const top = idf * (k1 + 1);
  const merged = terms.length > 1 ? into.together : null;
  let size = into.size;
  for (const { id, weight } of terms) {
    for (const { place, starts, postings, counts } of runs) {
      const found = place(id);
      if (found < 0) continue;
      const end = starts[found + 1]!;
      for (let at = starts[found]!; at < end; at++) {
        const passage = postings[at]!;
        const score = scores[passage]!;
        if (known && (score === 0 || (onlyFresh && fresh[passage] === 0))) continue;
        if (removed && removed[passage] !== 0) continue;
        const packed = counts[at]!;
        let tf = (packed & MOST.text) / (still + slope * lengths[passage]!);
        if (packed > MOST.text) tf += outsideText(packed, parameters);
        tf *= weight;
        if (merged) {
          merged.add(passage, tf);
          continue;
        }
        if (score === 0) touched[size++] = passage;
        scores[passage] = score + (top * tf) / (k1 + tf);
      }
    }
  }
  into.size = size;
  if (!merged) return;
  for (let i = 0; i < merged.size; i++) {
    const passage = merged.touched[i]!;
    const tf = merged.scores[passage]!;
    into.add(passage, (top * tf) / (k1 + tf));
  }
}
