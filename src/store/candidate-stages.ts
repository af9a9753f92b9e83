import { type CorpusView, holdersOf } from '../search/corpus-view.ts';
import { type FirstStage, firstStage } from '../search/first-stage.ts';
import { RANKING_MODEL } from '../search/ranking-model.ts';
import type { Proposal } from '../search/second-stage.ts';

/** What was found already, as a first stage. */
export function found(proposals: readonly Proposal[], proposed: number): FirstStage {
  return {
    propose: (_query, depth) => proposals.slice(0, Math.min(depth, proposed)),
    expand: () => [...proposals],
  };
}

/** The shared first stage over a corpus, with its budgets: a term's df is that of the whole corpus. */
export function firstOver(corpus: CorpusView, only?: ReadonlySet<number>): FirstStage {
  const holders = (terms: readonly number[]): readonly number[] => [...holdersOf(corpus, terms)];
  const first = firstStage(corpus, RANKING_MODEL.bm25, RANKING_MODEL.feedback.weight, holders);
  if (!only) return first;
  const both = (allow?: (passage: number) => boolean) => (passage: number) =>
    only.has(passage) && (allow?.(passage) ?? true);
  return {
    propose: (query, depth, allow) => first.propose(query, depth, both(allow)),
    expand: (query, proposals, feedback, depth, allow) =>
      first.expand(query, proposals, feedback, depth, both(allow)),
  };
}
