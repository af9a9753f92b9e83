/**
 * Fits the weights of the second stage and of the confidence, and writes src/search/weights.json.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/train-ranking.ts [--dry | --ranking]
 *
 * `--ranking` leaves the confidence as it is.
 *
 * A question's weights come from squad2 (paragraphs) and from trecqa-train (sentences; some of
 * squad2), a topic's from topics, the confidence from
 * realtimeqa-2023 (answerable and absent questions, also over small corpora of one month each) and
 * from questions and topics asked of a corpus on other things. Every figure printed is cross-validated by
 * groups (articles, weeks, topics) or of a set that was not fitted on.
 */
import { writeFileSync } from 'node:fs';
import { CONFIDENCE_FEATURES, TOPIC_CONFIDENCE_FEATURES } from '../src/search/confidence.ts';
import { FEATURE_COUNT, FEATURES, type Feature } from '../src/search/features.ts';
import { named } from '../src/search/rank.ts';
import { RANKING_MODEL, type RankingModel } from '../src/search/ranking-model.ts';
import { scoreOf } from '../src/search/second-stage.ts';
import { type Collected, type Collector, collector } from './collect.ts';
import { fitLogistic, fitRanking, folds } from './fit.ts';
import { auroc, mean, measure } from './measures.ts';
import {
  evaluationData,
  realtimeqa,
  type SetQuery,
  squad2,
  topics,
  trecqa,
} from './ranking-sets.ts';

const L2 = 1e-4;
/**
 * Signals that never speak against a passage, whatever the training sets, whose passages are their articles,
 * would have them balance out: what they weigh has to hold in a corpus of long articles, too.
 */
const RISING: ReadonlySet<number> = new Set(
  (
    [
      ...(['bm25', 'coverage', 'textCoverage', 'rarest', 'sentence', 'phrase', 'window'] as const),
      ...(['proximity', 'title', 'heading', 'speaker', 'names', 'feedback', 'derived'] as const),
      ...(['context', 'article', 'articleBm25', 'neighbour', 'answerType', 'answerNear'] as const),
      ...(['related', 'relatedSentence', 'poolCoverage', 'poolBm25', 'rareCoverage'] as const),
      ...(['rareBm25', 'rareSentence', 'rareRelated', 'rareArticle', 'rareArticleBm25'] as const),
      ...(['bm25Long', 'heldShare', 'density'] as const),
    ] satisfies readonly Feature[]
  ).map((name) => FEATURES.indexOf(name)),
);
/** Signals of what is missing. */
const FALLING: ReadonlySet<number> = new Set(
  (['missingMost', 'missingName'] satisfies readonly Feature[]).map((name) =>
    FEATURES.indexOf(name),
  ),
);
/** Share of answerable questions that the threshold may refuse in cross-validation. */
const REFUSED = 0.045;
/** Not learned: no training set asks for the newest. One unit outweighs any difference in wording but a large one. */
const RECENCY_WEIGHT = 3;

/** Months of news questions that make a small corpus each, for corpora of a desk's size. */
const SMALL = ['202301', '202303', '202305', '202307', '202309', '202311'];

function train(data: string): void {
  const gather = (from: Collector, every: number): Collected[] =>
    from.set.queries
      .filter((_, i) => i % every === 0)
      .map((query) => from.collect(query, RANKING_MODEL));
  const trec = gather(collector(trecqa(data, 'train'), RANKING_MODEL, 100), 1);
  const dev = gather(collector(trecqa(data, 'dev'), RANKING_MODEL, 100), 1);
  const squad = gather(collector(squad2(data), RANKING_MODEL, 30), 1);
  const topicSet = collector(topics(data), RANKING_MODEL, 150);
  const headings = gather(topicSet, 1);

  const some = squad.filter((_, i) => i % 18 === 0);
  const sentence = fitRanking([...trec, ...some], FEATURE_COUNT, L2, RISING, FALLING);
  print('trecqa-dev (not fitted on)', evaluate(dev, sentence));
  const question = fitRanking(squad, FEATURE_COUNT, L2, RISING, FALLING);
  print('squad2, 5 folds', crossValidate(squad, [], L2));
  print('topics, 5 folds', crossValidate(headings, [], L2));
  const topic = fitRanking(headings, FEATURE_COUNT, L2, RISING, FALLING);

  const withRecency = (weights: Float64Array): Record<Feature, number> => ({
    ...rounded(named(weights)),
    recency: RECENCY_WEIGHT,
  });
  const model: RankingModel = {
    ...RANKING_MODEL,
    topic: { ...withRecency(topic), ...UNSEEN_IN_TOPICS },
    question: withRecency(question),
    sentence: withRecency(sentence),
  };
  if (process.argv.includes('--ranking')) {
    write(model);
    return;
  }
  const fitted = fitConfidence(data, model, topicSet);
  if (process.argv.includes('--dry')) return;
  write({ ...model, confidence: fitted });
}

function write(model: RankingModel): void {
  const file = new URL('../src/search/weights.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(model, null, 2)}\n`);
}

interface Example {
  readonly features: Float64Array;
  readonly good: boolean;
  readonly group: string;
  readonly set: string;
  readonly importance: number;
}

function questionExamples(data: string, model: RankingModel): Example[] {
  const set = realtimeqa(data);
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
  for (const query of squad2(data).queries.filter((_, i) => i % 40 === 0)) {
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
 * The training topics are filed under single sentences without a title, which teach nothing of titles and
 * leads. Title and definition take the question's weights; the lead's was set by reading briefs of the
 * starter corpus: an article on the topic opens with what it is.
 */
const UNSEEN_IN_TOPICS = { title: 0.652, lead: 0.8, definition: 0.116 };

/** Topics of a corpus, and topics of other corpora asked of it. */
function topicExamples(data: string, model: RankingModel, headings: Collector): Example[] {
  const wiki = squad2(data);
  const encyclopedia = collector(wiki, model);
  const titles = [...new Set(wiki.articles.map(({ article }) => article.title))];
  const examples: Example[] = [];
  const add = (from: Collector, text: string, good: boolean) => {
    const { confidence, topic } = from.collect({ id: text, text, group: text }, model);
    if (topic)
      examples.push({ features: confidence, good, group: text, set: 'topics', importance: 1 });
  };
  for (const { text } of headings.set.queries) {
    add(headings, text, true);
    add(encyclopedia, text, false);
  }
  for (const title of titles) {
    add(encyclopedia, title, true);
    add(headings, title, false);
  }
  return examples;
}

function fitConfidence(
  data: string,
  model: RankingModel,
  headings: Collector,
): RankingModel['confidence'] {
  const questions = judged(questionExamples(data, model), CONFIDENCE_FEATURES);
  const topic = judged(topicExamples(data, model, headings), TOPIC_CONFIDENCE_FEATURES);
  const news = questions.scored.filter(({ set }) => set === 'news');
  const good = news
    .filter((each) => each.good)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  const threshold = Math.round(good[Math.floor(good.length * REFUSED)]! * 100) / 100;
  for (const set of ['news', 'foreign', 'small', 'topics']) {
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

function evaluate(questions: readonly Collected[], weights: Float64Array) {
  return mean(
    questions.map(({ rows, relevant }) => {
      const best = new Map<string, number>();
      for (const { article, features } of rows) {
        const score = scoreOf(features, weights);
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

function crossValidate(questions: readonly Collected[], also: readonly Collected[], l2: number) {
  const fold = folds(questions, 5);
  const results = [0, 1, 2, 3, 4].flatMap((k) => {
    const rest = questions.filter((_, i) => fold[i] !== k);
    const weights = fitRanking([...rest, ...also], FEATURE_COUNT, l2, RISING, FALLING);
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

const folder = evaluationData();
if (folder !== null) train(folder);
