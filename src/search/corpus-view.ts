import type { Segment } from './segment.ts';
import { openVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * Figures of the whole corpus that scores depend on. They come from the segment itself, or from
 * elsewhere (a database) when the segment holds candidates only.
 */
export interface CorpusStats {
  readonly passages: number;
  /** Mean words a passage, stop words not counted. */
  readonly meanLength: number;
  /** Mean words an article, stop words and marks of names counted. */
  readonly meanArticle: number;
  /** Passages that hold the term. */
  df(term: string): number;
}

/** A segment opened for reading. */
export interface CorpusView {
  readonly segment: Segment;
  readonly vocabulary: Vocabulary;
  readonly passages: number;
  readonly stats: CorpusStats;
  /** How the corpus writes an entity, most frequent first. */
  namesOf(entity: string): readonly string[];
}

export function openCorpus(segment: Segment, stats?: CorpusStats): CorpusView {
  const vocabulary = openVocabulary(segment.vocabulary);
  const { postingsAt } = segment;
  const passages = segment.articleOf.length;
  const named = new Map(segment.facts.named);
  return {
    namesOf: (entity) => (named.get(entity) ?? []).map(([name]) => name),
    segment,
    vocabulary,
    passages,
    stats: stats ?? {
      passages,
      meanLength: segment.facts.meanLength,
      meanArticle: segment.forward.length / Math.max(1, segment.days.length),
      df(term) {
        const id = vocabulary.idOf(term);
        return id < 0 ? 0 : postingsAt[id + 1]! - postingsAt[id]!;
      },
    },
  };
}

/** Inverse document frequency as of BM25 (Robertson and Zaragoza 2009), never negative. */
export function idf(df: number, passages: number): number {
  return Math.log(1 + (passages - df + 0.5) / (df + 0.5));
}
