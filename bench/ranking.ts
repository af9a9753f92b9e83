/**
 * Ranking and abstention of the product's own pipeline (articles → passages → index → search), all
 * sets in one table.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/ranking.ts [--only topics,trecqa,squad2,realtimeqa]
 *
 * What each signal is worth: bench/train-ranking.ts --signals.
 */
import { NO_ALIASES } from '../src/search/aliases.ts';
import { createPassageIndex } from '../src/search/passage-index.ts';
import { RANKING_MODEL } from '../src/search/ranking-model.ts';
import type { SearchIndex } from '../src/search/search.ts';
import { auroc, type Measures, mean, measure } from './measures.ts';
import {
  evaluationData,
  type RankingSet,
  realtimeqa,
  type SetQuery,
  squad2,
  topics,
  trecqa,
} from './ranking-sets.ts';

/** Passages asked for where a measure looks at the whole ranking. */
const DEEP = 1000;

const folder = evaluationData();
if (folder !== null) await main(folder);

async function main(data: string): Promise<void> {
  const at = process.argv.indexOf('--only');
  const only = at === -1 ? null : (process.argv[at + 1] ?? '').split(',');
  const wanted = (name: string): boolean => only === null || only.includes(name);
  console.log('set                      questions   MAP    MRR   nDCG@10  R@1    R@5');
  if (wanted('topics')) {
    const set = topics(data);
    row('topics', await ranking(set, DEEP));
  }
  if (wanted('trecqa')) {
    const set = trecqa(data, 'dev');
    row('trecqa-dev rerank', await ranking(set, DEEP));
    row('  a corpus a question', await poolByPool(set));
  }
  if (wanted('squad2')) {
    const set = squad2(data);
    row('squad2', await ranking(set, 50));
    const answerable = set.queries.filter((query) => query.answerable);
    row('  answerable only', await ranking({ ...set, queries: answerable }, 50));
  }
  if (wanted('realtimeqa')) await abstention(realtimeqa(data));
}

async function ranking(set: RankingSet, depth: number): Promise<Measures[]> {
  const index = createPassageIndex(set.articles, NO_ALIASES);
  const results: Measures[] = [];
  for (const query of set.queries) {
    if (query.relevant)
      results.push(measure(await rankedArticles(index, query, depth), query.relevant));
  }
  return results;
}

async function poolByPool(set: RankingSet): Promise<Measures[]> {
  const byId = new Map(set.articles.map((each) => [each.article.id, each]));
  const results: Measures[] = [];
  for (const query of set.queries) {
    const pool = [...(query.pool ?? [])].map((id) => byId.get(id)!);
    const index = createPassageIndex(pool, NO_ALIASES);
    results.push(measure(await rankedArticles(index, query, DEEP), query.relevant!));
  }
  return results;
}

/** Articles by their best passage. */
async function rankedArticles(
  index: SearchIndex,
  { text, pool }: SetQuery,
  depth: number,
): Promise<string[]> {
  const accept = pool ? { accept: (id: string) => pool.has(id) } : {};
  const { hits } = await index.search({ text, ...accept }, depth);
  return [...new Set(hits.map(({ articleId }) => articleId))];
}

async function abstention(set: RankingSet): Promise<void> {
  const index = createPassageIndex(set.articles, NO_ALIASES);
  const scored: { score: number; good: boolean; covered: boolean }[] = [];
  const results: Measures[] = [];
  for (const query of set.queries) {
    const { confidence, covered, hits } = await index.search({ text: query.text }, 50);
    scored.push({ score: confidence, good: query.answerable === true, covered });
    const ids = [...new Set(hits.map(({ articleId }) => articleId))];
    if (query.answerable && query.relevant?.size) results.push(measure(ids, query.relevant));
  }
  row('realtimeqa-2023 (weak)', results);
  const share = (good: boolean, covered: boolean): string => {
    const of = scored.filter((each) => each.good === good);
    return (of.filter((each) => each.covered === covered).length / of.length).toFixed(3);
  };
  console.log(
    `realtimeqa-2023 abstention (fitted on; see train-ranking.ts for cross-validation): AUROC ${auroc(scored).toFixed(3)}`,
  );
  console.log(
    `  at ${RANKING_MODEL.confidence.threshold}: answerable refused ${share(true, false)}`,
  );
  console.log(`  absent refused ${share(false, false)}`);
}

function row(name: string, results: readonly Measures[]): void {
  const { map, mrr, ndcg10, r1, r5 } = mean(results);
  const figures = [map, mrr, ndcg10, r1, r5].map((value) => value.toFixed(3)).join('  ');
  console.log(`${name.padEnd(24)} ${String(results.length).padStart(8)}   ${figures}`);
}
