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

/** Passages that hold at least one of the terms, from the candidate index; some maybe more than once. */
export type Selective = (terms: readonly number[]) => readonly number[];

/** Postings that the candidate index is asked to read for one question. */
const SELECTIVE_POSTINGS = 2_000;
/** Postings of common terms that may bring in passages; the rest only add to the scores of those there. */
const NEW_POSTINGS = 25_000;
/** Postings read for feedback terms; the rarest terms come first. A topic lives on them, a question hardly. */
const FEEDBACK_POSTINGS = { topic: 60_000, question: 8_000 } as const;
/** Place of the list that passages without a rare term must be able to reach to be looked at. */
const DECISIVE = 60;
/** Passages above which the list's mark is not found anew. */
const LONG_LIST = 10_000;
/** The most that a term counts in one passage, for the bound: only lists of names repeat a word more often. */
const MOST_COUNT = 4;

/** Concepts that the corpus holds, rarest first, and how many of them a budget of postings pays for. */
function rarestFirst(query: BoundQuery, budget: number): { held: BoundConcept[]; rare: number } {
  const held = query.concepts.filter(({ terms }) => terms.length > 0).sort((a, b) => a.df - b.df);
  let left = budget;
  const rare = held.findIndex(({ df }) => {
    left -= df;
    return left < 0;
  });
  return { held, rare: rare === -1 ? held.length : rare };
}

/** The feedback terms whose postings are read: the rarest, within the budget. */
export function affordable(
  { query }: BoundQuery,
  feedback: readonly FeedbackTerm[],
): readonly FeedbackTerm[] {
  let budget: number = FEEDBACK_POSTINGS[query.type === 'topic' ? 'topic' : 'question'];
  const rarest = [...feedback].sort((a, b) => a.df - b.df || (a.term < b.term ? -1 : 1));
  const end = rarest.findIndex(({ df }) => {
    budget -= df;
    return budget < 0;
  });
  return end === -1 ? rarest : rarest.slice(0, end);
}

/**
 * The concepts whose passages may all become candidates, rarest first, for an index that proposes passages by terms:
 * the budgets of `firstStage`, without its bound (which needs scores). The others only add to the scores of those.
 */
export function proposingConcepts(query: BoundQuery): readonly BoundConcept[] {
  const { held, rare } = rarestFirst(query, SELECTIVE_POSTINGS);
  // So many candidates at least: those of several concepts may be the same passages.
  let candidates = 0;
  for (const { df } of held.slice(0, rare)) candidates = Math.max(candidates, df);
  let spent = 0;
  let end = rare;
  for (; end < held.length; end++) {
    spent += held[end]!.df;
    if (candidates >= DECISIVE && spent > NEW_POSTINGS) break;
    candidates = Math.max(candidates, held[end]!.df);
  }
  return held.slice(0, end);
}

/**
 * Candidates come from the question's rarest terms, within a budget of postings. The common terms
 * then add to the scores of those candidates, and bring in other passages only when such a passage
 * could still reach the head of the list, by the bound of MaxScore (Turtle and Flood 1995), and
 * within a second budget.
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
  let scored: BoundQuery | undefined;
  /** Concepts whose passages were not all looked at. */
  let pruned: BoundConcept[] = [];
  const pruning = selectivePostings !== Number.POSITIVE_INFINITY;
  /** The best score of a passage that holds none but these. */
  const most = (concepts: readonly BoundConcept[]): number => {
    const saturated = ((parameters.k1 + 1) * MOST_COUNT) / (parameters.k1 + MOST_COUNT);
    return concepts.reduce((sum, { idf }) => sum + idf * saturated, 0);
  };

  const score = (query: BoundQuery): void => {
    scores.clear();
    pruned = [];
    const { held, rare } = rarestFirst(query, selectivePostings);
    const asked = held.slice(0, rare);
    if (asked.length > 0) {
      const terms = asked.flatMap((concept) => concept.terms.map(({ id }) => id));
      for (const passage of selective(terms)) {
        if (scores.scores[passage] === 0) scores.add(passage, Number.MIN_VALUE);
      }
    }
    for (const concept of asked) accumulate(corpus, concept, parameters, scores, true);
    let reached = 0;
    let spent = 0;
    let safe = false;
    /** Whether the list's decisive place has that score, before passages of so many postings more come in. */
    const headReaches = (bound: number, more: number): boolean => {
      // Scores only grow, so an older mark stays a lower bound; a new one is not worth a long list.
      if (scores.size >= LONG_LIST) return reached >= bound;
      if (scores.size < DECISIVE) return bound <= 0;
      // The mark itself is asked for only once the list is long; until then it is enough to count.
      if (scores.size + more < LONG_LIST) return scores.holds(DECISIVE, bound);
      reached = topPassages(scores, DECISIVE, corpus.before).at(-1)!.score;
      return reached >= bound;
    };
    for (let next = rare; next < held.length; next++) {
      const { df } = held[next]!;
      spent += df;
      // A question of common words only ("Pakistan") has nothing else to go by.
      const enough = scores.size >= DECISIVE && spent > NEW_POSTINGS;
      if (!safe && pruning) safe = enough || headReaches(most(held.slice(next)), df);
      if (safe) pruned.push(held[next]!);
      accumulate(corpus, held[next]!, parameters, scores, safe);
    }
  };

  return {
    propose(query, depth, allow) {
      score(query);
      scored = query;
      return topPassages(scores, depth, corpus.before, allow);
    },
    expand(query, proposals, feedback, depth, allow) {
      // The scores of the question itself are still there, unless another came between.
      if (scored !== query) score(query);
      scored = undefined;
      const before = scores.size;
      for (const { id, weight } of affordable(query, feedback)) {
        const idf = weight * feedbackWeight * query.mass;
        accumulate(corpus, { terms: [{ id, weight: 1 }], idf }, parameters, scores);
      }
      // Passages that only feedback brought in have a share in the pruned concepts too.
      if (pruned.length > 0) {
        const fresh = scores.touched.subarray(before, scores.size);
        for (const passage of fresh) scores.fresh[passage] = 1;
        for (const concept of pruned) accumulate(corpus, concept, parameters, scores, true, true);
        for (const passage of fresh) scores.fresh[passage] = 0;
      }
      const known = new Set(proposals.map(({ passage }) => passage));
      const more = topPassages(scores, depth, corpus.before, allow).filter(
        ({ passage }) => !known.has(passage),
      );
      return [...proposals, ...more];
    },
  };
}
