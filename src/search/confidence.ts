import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { FEATURES, type Feature } from './features.ts';
import type { Particular } from './particulars.ts';
import type { RankedCandidate } from './rank.ts';
import type { RankingModel } from './ranking-model.ts';
import { statedByArticle } from './stated-by-article.ts';

/**
 * What the confidence in an answer to a question looks at. Sums of idf are in units of the largest
 * possible idf of the corpus, so that small and large corpora compare.
 */
export const CONFIDENCE_FEATURES = [
  // The best article's BM25, by the root of the number of concepts.
  'article',
  // The largest idf mass of the question that one article holds.
  'articleCoverage',
  // How far the best sentence stands above the middle one of the list, as in query clarity and NQC
  // (Cronen-Townsend, Zhou and Croft 2002; Shtok, Kurland and Carmel 2012).
  'densityAbove',
  // Distance of the best score from the fifth.
  'gap',
  // Mean length of the best articles' passages: menus and captions are short.
  'length',
  // Whether the three best articles hold the question's rarest concept.
  'rarest',
  // idf mass in the best title.
  'title',
  // idf mass that the best articles hold in another derivation only.
  'derived',
  // Mean idf of the question's concepts, and the share of it that is in names.
  'meanIdf',
  'names',
  // idf mass of concepts that the corpus does not hold at all.
  'missing',
  // The question asks for a date, a number or a place: words whose kind can be checked.
  'checkable',
  // idf mass in names that the passages of the best articles do not hold.
  'missingName',
  // How far the best passage with its neighbours stands above the middle one of the list.
  'neighbourAbove',
  // The question asks to choose from a list that it does not give ("which of the following").
  'choices',
  // How large the corpus is: of a few articles the best hit cannot stand out, nor hold so much by chance.
  'size',
  // `missing` times `size`: a small corpus lacks many words that an answer need not say.
  'missingInSmall',
  // How rare in English the question's concepts are, on average and the rarest: of common words many passages hold
  // several together by chance.
  'rarity',
  'rarestWord',
  // Names of the question that the article which states most of them does not state where it answers; quantities
  // that no article does.
  'unstatedNames',
  'unstatedQuantities',
  // The same for words that it quotes.
  'unstatedQuotations',
] as const;

/** What it looks at for a plain topic ("herat earthquakes"): whether its words occur, and together. */
export const TOPIC_CONFIDENCE_FEATURES = [
  // idf mass that one sentence, title or heading holds.
  'together',
  // Share of the concepts that one passage holds, each counting the same: in a corpus on few countries a country's
  // name has next to no idf, yet the topic is not covered without it.
  'held',
  // The same by their rarity in English, words of like meaning counting in part.
  'related',
] as const;

export type ConfidenceFeature = (typeof CONFIDENCE_FEATURES)[number];
export type TopicConfidenceFeature = (typeof TOPIC_CONFIDENCE_FEATURES)[number];

/** Hits that are looked at. */
const HITS = 60;
/** Passages of the corpus, by the logarithm to 10, at which `size` is zero. */
const LARGE = 5.5;

/** The confidence's features for a question or a topic, in the order of its list. */
export function confidenceFeatures(
  corpus: CorpusView,
  query: BoundQuery,
  ranked: readonly RankedCandidate[],
): Float64Array {
  const { passages } = corpus.stats;
  const hits = ranked.slice(0, HITS);
  const values = (name: Feature): number[] => valuesOf(hits, name);
  const most = (name: Feature): number => Math.max(0, ...values(name));
  if (query.query.type === 'topic') return topicFeatures(hits);
  /** Mean of the `count` best articles' largest values. */
  const byArticle = (name: Feature, count: number): number => {
    const best = new Map<number, number>();
    values(name).forEach((value, i) => {
      const article = hits[i]!.article;
      best.set(article, Math.max(best.get(article) ?? Number.NEGATIVE_INFINITY, value));
    });
    const top = [...best.values()].sort((a, b) => b - a).slice(0, count);
    return top.reduce((sum, value) => sum + value, 0) / Math.max(1, top.length);
  };
  const unit = Math.log(2 * passages + 2);
  const mass = query.mass / unit;
  const concepts = Math.max(1, query.concepts.length);
  const share = (of: (concept: BoundQuery['concepts'][number]) => boolean): number =>
    query.concepts.reduce((sum, each) => sum + (of(each) ? each.idf : 0), 0) / (query.mass || 1);
  /** How far the largest value stands above the middle one. */
  const above = (name: Feature): number => {
    const sorted = values(name).sort((a, b) => b - a);
    return (sorted[0] ?? 0) - (sorted[sorted.length >> 1] ?? 0);
  };
  const stated = statedByArticle(corpus, query, hits);
  const anywhere = stated.reduce((all, each) => all | each, 0);
  const missing = share(({ df }) => df === 0);
  const rarities = query.concepts.map(({ rarity }) => rarity);
  const size = Math.log10(Math.max(2, passages)) - LARGE;
  const features: Record<ConfidenceFeature, number> = {
    article: (most('articleBm25') * mass) / Math.sqrt(concepts),
    articleCoverage: most('article'),
    densityAbove: above('density'),
    gap: hits.length > 0 ? (hits[0]!.score - hits[Math.min(4, hits.length - 1)]!.score) / 5 : 0,
    length: byArticle('length', 10),
    rarest: byArticle('rarest', 3),
    title: (most('title') * mass) / 3,
    derived: byArticle('derived', 5),
    meanIdf: mass / concepts,
    names: share(({ concept }) => concept.capital),
    missing,
    checkable: /^(?:date|number|place)$/.test(query.query.type) ? 1 : 0,
    missingName: byArticle('missingName', 8),
    neighbourAbove: above('neighbour'),
    choices: /\bof (?:the following|these)\b/i.test(query.query.text) ? 1 : 0,
    size,
    missingInSmall: missing * size,
    rarity: rarities.reduce((sum, each) => sum + each, 0) / concepts,
    rarestWord: Math.max(0, ...rarities),
    unstatedNames: Math.min(...[0, ...stated].map((each) => unstated(query, 'name', each))),
    unstatedQuantities: unstated(query, 'quantity', anywhere),
    unstatedQuotations: Math.min(1, unstated(query, 'quotation', anywhere)),
  };
  return Float64Array.from(CONFIDENCE_FEATURES, (name) => features[name]);
}

/** How many of the question's names, quantities or quotations are not among those stated; a part counts as a part. */
function unstated({ query }: BoundQuery, kind: Particular['kind'], stated: number): number {
  return query.particulars.reduce(
    (sum, each, i) => (each.kind === kind && !(stated & (1 << i)) ? sum + each.share : sum),
    0,
  );
}

function valuesOf(hits: readonly RankedCandidate[], name: Feature): number[] {
  const at = FEATURES.indexOf(name);
  return hits.map(({ features }) => features[at]!);
}

function topicFeatures(hits: readonly RankedCandidate[]): Float64Array {
  const most = (...names: readonly Feature[]): number =>
    Math.max(0, ...names.flatMap((name) => valuesOf(hits, name)));
  const features: Record<TopicConfidenceFeature, number> = {
    together: most('sentence', 'title', 'heading'),
    held: most('heldShare'),
    related: most('rareRelated'),
  };
  return Float64Array.from(TOPIC_CONFIDENCE_FEATURES, (name) => features[name]);
}

/**
 * In a corpus of so many passages, all words of a question in one sentence count half: the larger the
 * corpus, the likelier some sentence holds them by chance. Measured to change no figure of abstention on
 * a large corpus, nor on small random parts of it.
 */
const CHANCE = 3000;
/** idf mass of the question that one sentence has to hold for that. */
const ALL_TOGETHER = 0.9;

/**
 * The confidence in the best hit, 0..1: the fitted probability; for a question whose words stand
 * together in one sentence, in a small corpus, at least what a topic of these words would get. (What a
 * question's probability is fitted on, how the best hit stands out among many, a handful of articles
 * cannot show.)
 */
export function sureness(
  corpus: CorpusView,
  query: BoundQuery,
  ranked: readonly RankedCandidate[],
  model: RankingModel,
): number {
  const { passages } = corpus.stats;
  const features = confidenceFeatures(corpus, query, ranked);
  const fitted = confidence(query.query.type === 'topic', features, model);
  if (query.query.type === 'topic') return fitted;
  const hits = ranked.slice(0, HITS);
  if (Math.max(0, ...valuesOf(hits, 'sentence')) < ALL_TOGETHER) return fitted;
  const asTopic = confidence(true, topicFeatures(hits), model);
  return Math.max(fitted, asTopic * (CHANCE / (CHANCE + passages)));
}

/** Probability that the best hit answers: logistic regression, one for questions, one for topics. */
function confidence(
  topic: boolean,
  features: Float64Array,
  { confidence: fitted }: RankingModel,
): number {
  const weights: Readonly<Record<string, number>> = topic ? fitted.topic : fitted.question;
  let sum = weights.intercept!;
  for (const [i, name] of (topic ? TOPIC_CONFIDENCE_FEATURES : CONFIDENCE_FEATURES).entries()) {
    sum += weights[name]! * features[i]!;
  }
  return 1 / (1 + Math.exp(-sum));
}
