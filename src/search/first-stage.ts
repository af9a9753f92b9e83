import { Accumulator, accumulate, type Bm25Parameters } from './bm25.ts';
import type { BoundConcept, BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import type { FeedbackTerm } from './feedback.ts';
import type { Proposal } from './second-stage.ts';
import { topPassages } from './top-passages.ts';

/** Which passages the second stage looks at. */
export interface FirstStage {
  /** The `depth` best passages by BM25F. */
  propose(query: BoundQuery, depth: number, allow?: (passage: number) => boolean): Proposal[];
  /** Those and the best by the question together with its feedback terms. */
  expand(
    query: BoundQuery,
    proposals: readonly Proposal[],
    feedback: readonly FeedbackTerm[],
    depth: number,
    allow?: (passage: number) => boolean,
  ): Proposal[];
}

/** Passages that hold at least one of the terms, from the candidate index. */
export type Selective = (terms: readonly number[]) => readonly number[];

/** Postings that the candidate index is asked to read for one question. */
const SELECTIVE_POSTINGS = 3_000;
/** Postings read for feedback terms; the rarest terms come first. */
const FEEDBACK_POSTINGS = 300_000;

/**
 * Candidates come from the question's rarest terms, within a budget of postings. The common terms
 * then add to the scores of those candidates, and bring in other passages only when such a passage
 * could still reach the list: the bound of MaxScore (Turtle and Flood 1995), by which the list is
 * the same as that of scoring everything.
 * @param selectivePostings budget of the candidate index; infinite: score everything
 * @param feedbackWeight what the feedback terms together count, the question counting 1
 */
export function firstStage(
  corpus: CorpusView,
  parameters: Bm25Parameters,
  feedbackWeight: number,
  selective: Selective,
  selectivePostings = SELECTIVE_POSTINGS,
): FirstStage {
  const scores = new Accumulator(corpus.passages);
  /** The best possible score of a passage that holds none but these. */
  const most = (concepts: readonly BoundConcept[]): number =>
    concepts.reduce((sum, { idf }) => sum + idf * (parameters.k1 + 1), 0);

  const score = (query: BoundQuery, depth: number): void => {
    const held = query.concepts.filter(({ terms }) => terms.length > 0).sort((a, b) => a.df - b.df);
    let budget = selectivePostings;
    let rare = held.findIndex(({ df }) => {
      budget -= df;
      return budget < 0;
    });
    if (rare === -1) rare = held.length;
    const asked = held.slice(0, rare);
    const proposed =
      asked.length > 0 ? selective(asked.flatMap(({ terms }) => terms.map(({ id }) => id))) : [];
    for (const passage of proposed) scores.add(passage, Number.MIN_VALUE);
    for (const concept of asked) accumulate(corpus, concept, parameters, scores, true);
    for (let next = rare; next < held.length; next++) {
      const safe =
        scores.touched.length >= depth &&
        topPassages(scores, depth).at(-1)!.score >= most(held.slice(next));
      accumulate(corpus, held[next]!, parameters, scores, safe);
    }
  };

  return {
    propose(query, depth, allow) {
      score(query, depth);
      const best = topPassages(scores, depth, allow);
      scores.clear();
      return best;
    },
    expand(query, proposals, feedback, depth, allow) {
      score(query, depth);
      let budget = FEEDBACK_POSTINGS;
      for (const { id, weight, df } of [...feedback].sort((a, b) => a.df - b.df || a.id - b.id)) {
        budget -= df;
        if (budget < 0) break;
        const idf = weight * feedbackWeight * query.mass;
        accumulate(corpus, { terms: [{ id, weight: 1 }], idf }, parameters, scores);
      }
      const known = new Set(proposals.map(({ passage }) => passage));
      const more = topPassages(scores, depth, allow).filter(({ passage }) => !known.has(passage));
      scores.clear();
      return [...proposals, ...more];
    },
  };
}
