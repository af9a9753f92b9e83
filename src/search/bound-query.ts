import { type CorpusView, idf } from './corpus-view.ts';
import type { AnalyzedQuery, Concept } from './query.ts';
import { wordVectors } from './word-vectors.ts';

/** A concept with its numbers in this corpus. */
export interface BoundConcept {
  readonly concept: Concept;
  /** Vocabulary numbers of the variants that the corpus holds, with their weights. */
  readonly terms: readonly { readonly id: number; readonly weight: number }[];
  /** Passages that hold it, at most. */
  readonly df: number;
  readonly idf: number;
  /** How rare it is in English at large, 0..1. */
  readonly rarity: number;
}

export interface BoundQuery {
  readonly query: AnalyzedQuery;
  readonly concepts: readonly BoundConcept[];
  /** Sum of all idf, missing concepts included. */
  readonly mass: number;
}

/** Looks the question's concepts up in the corpus. */
export function bindQuery(query: AnalyzedQuery, { vocabulary, stats }: CorpusView): BoundQuery {
  const vectors = wordVectors();
  const concepts = query.concepts.map((concept): BoundConcept => {
    const terms = concept.variants
      .map(({ term, weight }) => ({ id: vocabulary.idOf(term), weight }))
      .filter(({ id }) => id >= 0);
    const sum = concept.variants.reduce((total, { term }) => total + stats.df(term), 0);
    const df = Math.min(sum, stats.passages);
    const rarity = vectors.rarity(concept.variants[0]!.term);
    return { concept, terms, df, idf: idf(df, stats.passages), rarity };
  });
  return { query, concepts, mass: concepts.reduce((sum, each) => sum + each.idf, 0) };
}
