import { aliasMatcher } from '../src/search/alias-matcher.ts';
import { NO_ALIASES } from '../src/search/aliases.ts';
import { bindQuery } from '../src/search/bound-query.ts';
import { buildSegment } from '../src/search/build-segment.ts';
import { confidenceFeatures } from '../src/search/confidence.ts';
import { openCorpus } from '../src/search/corpus-view.ts';
import { firstStage } from '../src/search/first-stage.ts';
import { analyzeQuery } from '../src/search/query.ts';
import { type RankedCandidate, rank } from '../src/search/rank.ts';
import type { RankingModel } from '../src/search/ranking-model.ts';
import type { Judged } from './fit.ts';
import type { RankingSet, SetQuery } from './ranking-sets.ts';

export interface Collected extends Judged {
  readonly query: SetQuery;
  readonly topic: boolean;
  /** Signals of the confidence, of the ranking as the model at hand gives it. */
  readonly confidence: Float64Array;
  readonly ranked: readonly RankedCandidate[];
}

export interface Collector {
  readonly set: RankingSet;
  /** @param exclude articles left out of the ranking, as if the corpus did not hold them */
  collect(query: SetQuery, model: RankingModel, exclude?: ReadonlySet<string>): Collected;
}

/** Runs questions through the product's own stages and keeps every candidate's signals. */
export function collector(set: RankingSet, model: RankingModel, depth = 60): Collector {
  const segment = buildSegment(set.articles, NO_ALIASES);
  const corpus = openCorpus(segment);
  const matcher = aliasMatcher(NO_ALIASES, segment.facts.learned);
  const holders = (terms: readonly number[]) => [
    ...new Set(
      terms.flatMap((id) => [
        ...segment.postings.subarray(segment.postingsAt[id]!, segment.postingsAt[id + 1]!),
      ]),
    ),
  ];
  const first = firstStage(corpus, model.bm25, model.feedback.weight, holders);
  const known = {
    spellings: () => [],
    isName: (term: string) => corpus.writtenAs(term) === 'name',
  };
  const idOf = (passage: number): string => {
    const at = segment.articleOf[passage]!;
    const { id } = set.articles[at]!.article;
    return set.parts?.get(id)?.[passage - segment.articlePassages[at]!] ?? id;
  };
  return {
    set,
    collect(query, using, exclude) {
      const bound = bindQuery(analyzeQuery(query.text, matcher, known), corpus);
      const { pool } = query;
      const allow =
        pool || exclude
          ? (passage: number) => {
              const id = idOf(passage);
              return (!pool || pool.has(id)) && !exclude?.has(id);
            }
          : undefined;
      const ranked = rank(corpus, bound, first, using, depth, 0, allow);
      const rows = ranked.map(({ passage, features }) => {
        const article = idOf(passage);
        return { article, features, relevant: query.relevant?.has(article) ?? false };
      });
      return {
        query,
        group: query.group,
        topic: bound.query.type === 'topic',
        relevant: query.relevant ?? new Set(),
        rows,
        ranked,
        confidence: confidenceFeatures(corpus, bound, ranked),
      };
    },
  };
}
