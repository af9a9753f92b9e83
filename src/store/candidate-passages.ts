import type { BoundQuery } from '../search/bound-query.ts';
import { type CorpusView, holdersOf } from '../search/corpus-view.ts';
import { type FirstStage, firstStage } from '../search/first-stage.ts';
import { RANKING_MODEL as MODEL } from '../search/ranking-model.ts';
import type { Proposal } from '../search/second-stage.ts';
import type { LoadedCorpus } from './fts-reader.ts';
import type { LoadedArticle } from './fts-view.ts';

/** Candidates that were read, as a corpus, and the question in its terms. */
export interface Opened {
  readonly corpus: CorpusView;
  readonly loaded: readonly LoadedArticle[];
  readonly bound: BoundQuery;
}

export function pidsIn(read: LoadedCorpus): readonly number[] {
  return [...read.values()].flatMap(({ loaded }) => [...loaded.values()].map(({ pid }) => pid));
}

export function placeIn(
  { segment }: CorpusView,
  loaded: readonly LoadedArticle[],
  passage: number,
) {
  const number = segment.articleOf[passage]!;
  const article = loaded[number]!;
  const idx = passage - segment.articlePassages[number]!;
  return { article, idx, passage: article.loaded.get(idx)! };
}

export function numberOf({ loaded, corpus: { segment } }: Opened) {
  const numbers = new Map(loaded.map(({ articleId }, number) => [articleId, number]));
  return (articleId: string, idx: number): number =>
    segment.articlePassages[numbers.get(articleId)!]! + idx;
}

export function pidsOf(
  { corpus, loaded }: Opened,
  proposals: readonly Proposal[],
): readonly number[] {
  return proposals.map(({ passage }) => placeIn(corpus, loaded, passage).passage.pid);
}

export function onlyThese(read: LoadedCorpus, pids: ReadonlySet<number>): LoadedCorpus {
  const kept: LoadedCorpus = new Map();
  for (const article of read.values()) {
    const loaded = new Map([...article.loaded].filter(([, { pid }]) => pids.has(pid)));
    if (loaded.size > 0) kept.set(article.articleId, { ...article, loaded });
  }
  return kept;
}

/** The passages and those before and after them: neighbours are read word by word too. */
export function withNeighbours(read: LoadedCorpus, pids: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(pids);
  for (const { loaded } of read.values()) {
    for (const [idx, { pid }] of loaded) {
      if (!pids.has(pid)) continue;
      for (const near of [loaded.get(idx - 1), loaded.get(idx + 1)]) if (near) all.add(near.pid);
    }
  }
  return all;
}

export function passagesOf(
  loaded: readonly LoadedArticle[],
  { segment }: CorpusView,
  pids: ReadonlySet<number>,
): ReadonlySet<number> {
  const found = new Set<number>();
  loaded.forEach((article, number) => {
    for (const [idx, { pid }] of article.loaded) {
      if (pids.has(pid)) found.add(segment.articlePassages[number]! + idx);
    }
  });
  return found;
}

/** The shared first stage over candidates, with its budgets: a term's df is that of the whole corpus. */
export function firstOver(
  corpus: CorpusView,
  isCandidate?: (passage: number) => boolean,
): FirstStage {
  const holders = (terms: readonly number[]): readonly number[] => [...holdersOf(corpus, terms)];
  const first = firstStage(corpus, MODEL.bm25, MODEL.feedback.weight, holders);
  if (!isCandidate) return first;
  const both = (allow?: (passage: number) => boolean) => (passage: number) =>
    isCandidate(passage) && (allow?.(passage) ?? true);
  return {
    propose: (query, depth, allow) => first.propose(query, depth, both(allow)),
    expand: (query, proposals, feedback, depth, allow) =>
      first.expand(query, proposals, feedback, depth, both(allow)),
  };
}
