/**
 * Fits the weights of the second stage and of the confidence, and writes src/search/weights.json.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/train-ranking.ts [--dry]
 *
 * Question weights come from trecqa-train and squad2, topic weights from topics, the confidence from
 * realtimeqa-2023 (answerable and absent questions), from topics with and without their articles,
 * and from questions asked of a corpus on other things. Every figure printed is cross-validated by
 * groups (articles, weeks, topics) or of a set that was not fitted on.
 */
import { writeFileSync } from 'node:fs';
import { CONFIDENCE_FEATURES } from '../src/search/confidence.ts';
import { FEATURE_COUNT, type Feature } from '../src/search/features.ts';
import { named } from '../src/search/rank.ts';
import { RANKING_MODEL, type RankingModel } from '../src/search/ranking-model.ts';
import { scoreOf } from '../src/search/second-stage.ts';
import { type Collected, type Collector, collector } from './collect.ts';
import { fitLogistic, fitRanking, folds } from './fit.ts';
import { auroc, mean, measure } from './measures.ts';
import { evaluationData, realtimeqa, squad2, topics, trecqa } from './ranking-sets.ts';

const L2 = 3e-4;
/** Share of answerable questions that the threshold may refuse in cross-validation. */
const REFUSED = 0.04;
/** Not learned: no training set asks for the newest. One unit outweighs any difference in wording but a large one. */
const RECENCY_WEIGHT = 3;

const folder = evaluationData();
if (folder !== null) train(folder);

function train(data: string): void {
  const gather = (from: Collector, every: number): Collected[] =>
    from.set.queries
      .filter((_, i) => i % every === 0)
      .map((query) => from.collect(query, RANKING_MODEL));
  const trec = gather(collector(trecqa(data, 'train'), RANKING_MODEL, 100), 1);
  const dev = gather(collector(trecqa(data, 'dev'), RANKING_MODEL, 100), 1);
  const squad = gather(collector(squad2(data), RANKING_MODEL, 30), 3);
  const topicSet = collector(topics(data), RANKING_MODEL, 150);
  const headings = gather(topicSet, 1);

  const question = fitRanking([...trec, ...squad.filter((_, i) => i % 3 === 0)], FEATURE_COUNT, L2);
  print('trecqa-dev (not fitted on)', evaluate(dev, question));
  print('squad2, 5 folds', crossValidate(squad, trec));
  print('topics, 5 folds', crossValidate(headings, []));
  const topic = fitRanking(headings, FEATURE_COUNT, L2);

  const withRecency = (weights: Float64Array): Record<Feature, number> => ({
    ...rounded(named(weights)),
    recency: RECENCY_WEIGHT,
  });
  const model: RankingModel = {
    ...RANKING_MODEL,
    topic: withRecency(topic),
    question: withRecency(question),
  };
  const fitted = fitConfidence(data, model, topicSet);
  if (process.argv.includes('--dry')) return;
  const file = new URL('../src/search/weights.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify({ ...model, confidence: fitted }, null, 2)}\n`);
}

function fitConfidence(
  data: string,
  model: RankingModel,
  topicSet: Collector,
): RankingModel['confidence'] {
  const news = collector(realtimeqa(data), model);
  const others = squad2(data).queries.filter((_, i) => i % 30 === 0);
  type Example = { features: Float64Array; good: boolean; group: string; news: boolean };
  const examples: Example[] = [];
  for (const query of news.set.queries) {
    const { confidence } = news.collect(query, model);
    examples.push({
      features: confidence,
      good: query.answerable === true,
      group: query.group,
      news: true,
    });
  }
  for (const query of others) {
    const { confidence } = news.collect(query, model);
    examples.push({ features: confidence, good: false, group: query.group, news: false });
  }
  for (const query of topicSet.set.queries) {
    const present = topicSet.collect(query, model).confidence;
    const absent = topicSet.collect(query, model, query.relevant).confidence;
    examples.push({ features: present, good: true, group: query.group, news: false });
    examples.push({ features: absent, good: false, group: query.group, news: false });
  }
  const size = CONFIDENCE_FEATURES.length;
  const importance = (of: readonly Example[]) => of.map((each) => (each.news ? 1 : 0.5));
  const logistic = (of: readonly Example[]) => fitLogistic(of, importance(of), size, 1e-3);
  const fold = folds(examples, 10);
  const scored = examples.map((each, i) => ({ ...each, fold: fold[i]!, score: 0 }));
  for (let k = 0; k < 10; k++) {
    const w = logistic(examples.filter((_, i) => fold[i] !== k));
    for (const each of scored) if (each.fold === k) each.score = probability(each.features, w);
  }
  const judged = scored.filter((each) => each.news);
  const good = judged
    .filter((each) => each.good)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  const threshold = Math.round(good[Math.floor(good.length * REFUSED)]! * 100) / 100;
  const refused = (of: readonly { score: number }[]) =>
    of.filter(({ score }) => score < threshold).length / Math.max(1, of.length);
  console.log(
    `realtimeqa-2023 abstention, 10 folds: AUROC ${auroc(judged).toFixed(3)}, at ${threshold}:`,
  );
  console.log(`  answerable refused ${refused(judged.filter((each) => each.good)).toFixed(3)}`);
  console.log(`  absent refused ${refused(judged.filter((each) => !each.good)).toFixed(3)}`);
  const rest = scored.filter((each) => !each.news);
  console.log(`  topics and foreign questions: AUROC ${auroc(rest).toFixed(3)}`);
  console.log(`  topics refused ${refused(rest.filter((each) => each.good)).toFixed(3)}`);
  const all = logistic(examples);
  const weights = Object.fromEntries(CONFIDENCE_FEATURES.map((name, i) => [name, all[i]!]));
  for (const [name, value] of Object.entries(weights)) console.log(`  ${name} ${value.toFixed(2)}`);
  return {
    intercept: round(all[size]!),
    weights: rounded(weights) as RankingModel['confidence']['weights'],
    threshold,
  };
}

function probability(features: Float64Array, w: Float64Array): number {
  let sum = w[features.length]!;
  features.forEach((value, i) => {
    sum += w[i]! * value;
  });
  return 1 / (1 + Math.exp(-sum));
}

function evaluate(questions: readonly Collected[], weights: Float64Array) {
  const byName = named(weights);
  return mean(
    questions.map(({ rows, relevant }) => {
      const best = new Map<string, number>();
      for (const { article, features } of rows) {
        const score = scoreOf(features, byName);
        if (score > (best.get(article) ?? Number.NEGATIVE_INFINITY)) best.set(article, score);
      }
      const ranked = [...best].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      return measure(
        ranked.map(([id]) => id),
        relevant,
      );
    }),
  );
}

function crossValidate(questions: readonly Collected[], also: readonly Collected[]) {
  const fold = folds(questions, 5);
  const results = [0, 1, 2, 3, 4].flatMap((k) => {
    const rest = questions.filter((_, i) => fold[i] !== k);
    const weights = fitRanking([...rest, ...also], FEATURE_COUNT, L2);
    const part = questions.filter((_, i) => fold[i] === k);
    return part.map((each) => evaluate([each], weights));
  });
  return mean(results);
}

function print(name: string, measures: ReturnType<typeof mean>): void {
  const { map, mrr, ndcg10, r1, r5 } = measures;
  console.log(
    `${name}: MAP ${map.toFixed(3)} MRR ${mrr.toFixed(3)} nDCG@10 ${ndcg10.toFixed(3)} R@1 ${r1.toFixed(3)} R@5 ${r5.toFixed(3)}`,
  );
}

function rounded<T extends string>(weights: Record<T, number>): Record<T, number> {
  return Object.fromEntries(
    Object.entries<number>(weights).map(([name, value]) => [name, round(value)]),
  ) as Record<T, number>;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
