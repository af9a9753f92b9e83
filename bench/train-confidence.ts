import { CONFIDENCE_FEATURES, TOPIC_CONFIDENCE_FEATURES } from '../src/search/confidence.ts';
import type { RankingModel } from '../src/search/ranking-model.ts';
import { type Collector, collector } from './collect.ts';
import { seeded } from './eval-data.ts';
import { deviations, fitLogistic, folds } from './fit.ts';
import { auroc } from './measures.ts';
import type { RankingSet, SetQuery } from './ranking-sets.ts';
import { topicExamples } from './topic-examples.ts';

/** What holds weights back, of features divided by their deviation. */
const L2 = 5e-4;
/** Share of answerable questions that the threshold may refuse in cross-validation. */
const REFUSED = 0.048;
/**
 * Small corpora that the confidence is fitted on: each the pages of so many questions that follow each other, and
 * so many of these corpora, spread over the year. From a few pages to a desk's twentieth of a million passages, so that
 * one threshold holds.
 */
const POOLS = [
  { questions: 1, corpora: 450 },
  { questions: 4, corpora: 130 },
  { questions: 33, corpora: 17 },
  { questions: 150, corpora: 4 },
] as const;
/** What one question to a small corpus counts, one to the large one counting 1. */
const POOL_IMPORTANCE = 0.1;
/** Days before and after a small corpus's questions from which another week's question is not answered by it. */
const APART = { before: 14, after: 35 } as const;

/** Corpora of so many pages of the encyclopedia, so many of each, and which of their questions are asked: one in so many. */
const PAGES = [
  { pages: 2, corpora: 12, every: 4 },
  { pages: 8, corpora: 4, every: 8 },
] as const;
/** One in so many of its answerable questions is asked of all pages, with and without its own. */
const WIKI_EVERY = 3;
/** What a question to the encyclopedia counts. */
const WIKI_IMPORTANCE = 0.1;

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
    exclude?: ReadonlySet<string>,
  ) => {
    const { confidence, topic } = from.collect(query, model, exclude);
    if (!topic)
      examples.push({ features: confidence, good, group: query.group, set: name, importance });
  };
  for (const query of set.queries) add(news, query, query.answerable === true, 'news', 1);
  for (const query of wiki.queries.filter((_, i) => i % 40 === 0)) {
    add(news, query, false, 'foreign', 0.3);
  }
  for (const pool of smallCorpora(set)) {
    const small = collector(pool.set, model);
    for (const query of pool.answered) add(small, query, true, pool.name, POOL_IMPORTANCE);
    for (const query of pool.absent) add(small, query, false, pool.name, POOL_IMPORTANCE);
  }
  const answerable = wiki.queries.filter((query) => query.answerable);
  const pages = new Map<string, Set<string>>();
  for (const { article } of wiki.articles) {
    const page = pageOf(article.id);
    pages.set(page, (pages.get(page) ?? new Set()).add(article.id));
  }
  const encyclopedia = collector(wiki, model);
  for (const query of answerable.filter((_, i) => i % WIKI_EVERY === 0)) {
    add(encyclopedia, query, true, 'wiki', WIKI_IMPORTANCE);
    add(encyclopedia, query, false, 'wiki', WIKI_IMPORTANCE, pages.get(query.group));
  }
  for (const pool of smallEncyclopedias(wiki, answerable, [...pages.keys()])) {
    const small = collector(pool.set, model);
    for (const query of pool.answered) add(small, query, true, pool.name, WIKI_IMPORTANCE);
    for (const query of pool.absent) add(small, query, false, pool.name, WIKI_IMPORTANCE);
  }
  return examples;
}

/** The page that a paragraph is of (`Normans#0`). */
function pageOf(id: string): string {
  return id.split('#')[0]!;
}

/** Pages that follow each other, some of their questions, and as many on other pages. */
function* smallEncyclopedias(
  wiki: RankingSet,
  answerable: readonly SetQuery[],
  names: readonly string[],
): Generator<SmallCorpus> {
  for (const { pages, corpora, every } of PAGES) {
    for (let k = 0; k < corpora; k++) {
      const at = Math.floor(((names.length - pages) * k) / (corpora - 1));
      const own = new Set(names.slice(at, at + pages));
      const answered = answerable.filter(({ group }) => own.has(group));
      const others = answerable.filter(({ group }) => !own.has(group));
      const asked = answered.filter((_, i) => i % every === 0);
      yield {
        name: `wiki ${pages}`,
        set: {
          ...wiki,
          articles: wiki.articles.filter(({ article }) => own.has(pageOf(article.id))),
        },
        answered: asked,
        absent: asked.map(
          (_, i) => others[Math.floor(((i + k / corpora) * others.length) / asked.length)]!,
        ),
      };
    }
  }
}

/** A corpus of a few questions' pages, these questions, and as many that it does not answer. */
interface SmallCorpus {
  readonly name: string;
  readonly set: RankingSet;
  readonly answered: readonly SetQuery[];
  readonly absent: readonly SetQuery[];
}

/** Half of the absent questions are those of another year, half those of other weeks. */
function* smallCorpora(news: RankingSet): Generator<SmallCorpus> {
  const random = seeded(7);
  const asked = news.queries.filter((query) => query.answerable && query.relevant?.size);
  const foreign = news.queries.filter((query) => !query.answerable);
  const some = (of: readonly SetQuery[], count: number): SetQuery[] =>
    of.length === 0
      ? []
      : Array.from({ length: count }, () => of[Math.floor(random() * of.length)]!);
  for (const { questions, corpora } of POOLS) {
    for (let k = 0; k < corpora; k++) {
      const at = Math.floor(((asked.length - questions) * k) / (corpora - 1));
      const answered = asked.slice(at, at + questions);
      const wanted = new Set(answered.flatMap(({ relevant }) => [...relevant!]));
      const from = dayOf(answered[0]!) - APART.before;
      const to = dayOf(answered.at(-1)!) + APART.after;
      const far = asked.filter((query) => dayOf(query) < from || dayOf(query) > to);
      const half = Math.max(1, questions >> 1);
      yield {
        name: `small ${questions}`,
        set: { ...news, articles: news.articles.filter(({ article }) => wanted.has(article.id)) },
        answered,
        absent: [...some(foreign, half), ...some(far, half)],
      };
    }
  }
}

/** Days since 1970-01-01 of a question's week, from its id (`20230106_0`). */
function dayOf({ group }: SetQuery): number {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(group)!;
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
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

/** The part for questions. */
export function questionConfidence(sets: ConfidenceSets, model: RankingModel) {
  return judged(questionExamples(sets, model), CONFIDENCE_FEATURES);
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
  const questions = questionConfidence(sets, model);
  const topic = topicConfidence(sets, model);
  const news = questions.scored.filter(({ set }) => set === 'news');
  const good = news
    .filter((each) => each.good)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  const threshold = Math.floor(good[Math.floor(good.length * REFUSED)]! * 100) / 100;
  const small = [
    ...POOLS.map(({ questions }) => `small ${questions}`),
    'wiki',
    ...PAGES.map(({ pages }) => `wiki ${pages}`),
  ];
  for (const set of ['news', 'foreign', ...small, 'topics', 'titles', 'headlines']) {
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
  const scale = deviations(examples, size);
  // Weights are held back alike, whatever the units of their features.
  const logistic = (of: readonly Example[]) =>
    fitLogistic(
      of.map(({ features, good }) => ({ features: features.map((x, i) => x / scale[i]!), good })),
      of.map(({ importance }) => importance),
      size,
      L2,
    ).map((value, i) => value / (scale[i] ?? 1));
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
