import { CONFIDENCE_FEATURES, TOPIC_CONFIDENCE_FEATURES } from '../src/search/confidence.ts';
import type { RankingModel } from '../src/search/ranking-model.ts';
import { type Collector, collector } from './collect.ts';
import { fitLogistic, folds } from './fit.ts';
import { auroc } from './measures.ts';
import type { RankingSet, SetQuery } from './ranking-sets.ts';
import { topicExamples } from './topic-examples.ts';

/** Share of answerable questions that the threshold may refuse in cross-validation. */
const REFUSED = 0.045;
/** Months of news questions that make a small corpus each, for corpora of a desk's size. */
const SMALL = ['202301', '202303', '202305', '202307', '202309', '202311'];

interface Example {
  readonly features: Float64Array;
  readonly good: boolean;
  readonly group: string;
  readonly set: string;
  readonly importance: number;
}

/** The sets that the confidence is fitted on, as `train-ranking.ts` reads them. */
export interface ConfidenceSets {
  readonly news: RankingSet;
  readonly wiki: RankingSet;
  readonly headings: Collector;
  readonly headlines: Collector;
}

function questionExamples({ news: set, wiki }: ConfidenceSets, model: RankingModel): Example[] {
  const news = collector(set, model);
  const examples: Example[] = [];
  const add = (
    from: Collector,
    query: SetQuery,
    good: boolean,
    name: string,
    importance: number,
  ) => {
    const { confidence, topic } = from.collect(query, model);
    if (!topic)
      examples.push({ features: confidence, good, group: query.group, set: name, importance });
  };
  for (const query of set.queries) add(news, query, query.answerable === true, 'news', 1);
  for (const query of wiki.queries.filter((_, i) => i % 40 === 0)) {
    add(news, query, false, 'foreign', 0.3);
  }
  const asked = set.queries.filter((query) => query.answerable && query.relevant?.size);
  for (const month of SMALL) {
    const own = asked.filter(({ id }) => id.startsWith(month));
    const wanted = new Set(own.flatMap(({ relevant }) => [...relevant!]));
    const small = collector(
      { ...set, articles: set.articles.filter(({ article }) => wanted.has(article.id)) },
      model,
    );
    for (const query of own) add(small, query, true, 'small', 0.5);
    const others = asked.filter(({ id }) => !id.startsWith(month));
    const stride = Math.max(1, Math.floor(others.length / own.length));
    for (const query of others.filter((_, i) => i % stride === 0))
      add(small, query, false, 'small', 0.5);
  }
  return examples;
}

/**
 * What a topic that is covered counts, one that is not counting 1: there are that many fewer, and most of the
 * others are made to be hard.
 */
const COVERED = 3;

/** Topics of three corpora, and topics that they do not cover. */
function topicsAsked(
  { wiki, headings, headlines }: ConfidenceSets,
  model: RankingModel,
): Example[] {
  const titles = [...new Set(wiki.articles.map(({ article }) => article.title))];
  const encyclopedia = collector(
    { ...wiki, queries: titles.map((text) => ({ id: text, text, group: text })) },
    model,
  );
  const news = headings.set.queries.map(({ text }) => text);
  const heads = headlines.set.queries.map(({ text }) => text);
  const parts: readonly (readonly [string, Collector, readonly string[]])[] = [
    ['topics', headings, [...titles, ...heads]],
    ['titles', encyclopedia, [...news, ...heads]],
    ['headlines', headlines, [...news, ...titles]],
  ];
  return parts.flatMap(([set, own, foreign]) =>
    topicExamples(own, foreign, model).map(({ text, features, good }) => ({
      features,
      good,
      group: text,
      set,
      importance: good ? COVERED : 1,
    })),
  );
}

/** The part for topics. */
export function topicConfidence(sets: ConfidenceSets, model: RankingModel) {
  return judged(topicsAsked(sets, model), TOPIC_CONFIDENCE_FEATURES);
}

/**
 * Logistic regressions of the confidence, one for questions, one for topics, and the threshold: the one that
 * refuses `REFUSED` of the answerable news questions in 10 folds by week.
 */
export function fitConfidence(
  sets: ConfidenceSets,
  model: RankingModel,
): RankingModel['confidence'] {
  const questions = judged(questionExamples(sets, model), CONFIDENCE_FEATURES);
  const topic = topicConfidence(sets, model);
  const news = questions.scored.filter(({ set }) => set === 'news');
  const good = news
    .filter((each) => each.good)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  const threshold = Math.round(good[Math.floor(good.length * REFUSED)]! * 100) / 100;
  for (const set of ['news', 'foreign', 'small', 'topics', 'titles', 'headlines']) {
    const of = [...questions.scored, ...topic.scored].filter((each) => each.set === set);
    const refused = (kind: boolean): string => {
      const all = of.filter((each) => each.good === kind);
      return (
        all.filter(({ score }) => score < threshold).length / Math.max(1, all.length)
      ).toFixed(3);
    };
    console.log(
      `abstention, ${set}, 10 folds: AUROC ${auroc(of).toFixed(3)}; at ${threshold} answerable refused ${refused(true)}, absent refused ${refused(false)} (${of.length})`,
    );
  }
  return {
    question: questions.weights as RankingModel['confidence']['question'],
    topic: topic.weights as RankingModel['confidence']['topic'],
    threshold,
  };
}

/** Weights fitted on all examples, and each example's score by those fitted without its fold. */
function judged(examples: readonly Example[], names: readonly string[]) {
  const size = names.length;
  const logistic = (of: readonly Example[]) =>
    fitLogistic(
      of,
      of.map(({ importance }) => importance),
      size,
      5e-4,
    );
  const fold = folds(examples, 10);
  const scored = examples.map((each) => ({ ...each, score: 0 }));
  for (let k = 0; k < 10; k++) {
    const w = logistic(examples.filter((_, i) => fold[i] !== k));
    scored.forEach((each, i) => {
      if (fold[i] === k) each.score = probability(each.features, w);
    });
  }
  const all = logistic(examples);
  const weights = {
    ...Object.fromEntries(names.map((name, i) => [name, round(all[i]!)])),
    intercept: round(all[size]!),
  };
  console.log(weights);
  return { weights, scored };
}

function probability(features: Float64Array, w: Float64Array): number {
  let sum = w[features.length]!;
  features.forEach((value, i) => {
    sum += w[i]! * value;
  });
  return 1 / (1 + Math.exp(-sum));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
