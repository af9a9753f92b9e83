import type { BoundQuery } from './bound-query.ts';
import { FEATURES, type Feature } from './features.ts';
import type { RankedCandidate } from './rank.ts';
import type { RankingModel } from './ranking-model.ts';

/** What the confidence looks at: the best hit, how it stands out, and what the corpus does not know. */
export const CONFIDENCE_FEATURES = [
  // Of the best hit, see features.ts.
  'coverage',
  'textCoverage',
  'sentence',
  'window',
  'phrase',
  'proximity',
  'rarest',
  'answerNear',
  'names',
  'title',
  'derived',
  'context',
  'bm25',
  // The largest of these among the best five hits.
  'coverage5',
  'sentence5',
  'window5',
  // idf mass of the concepts that the corpus does not hold at all.
  'missing',
  // Share of the ten best hits that hold most of the question: an event is told more than once.
  'agreement',
  // Distance between the best score and the tenth (NQC: Shtok, Kurland and Carmel 2012).
  'spread',
  'score',
  // Concepts of the question, and whether it is a plain topic.
  'concepts',
  'topic',
  'topicSentence',
] as const;

export type ConfidenceFeature = (typeof CONFIDENCE_FEATURES)[number];

/** Hits that hold this share of the question's idf mass agree. */
const MOST_OF_IT = 0.6;

const at = (hit: RankedCandidate | undefined, name: Feature): number =>
  hit?.features[FEATURES.indexOf(name)] ?? 0;

/** The confidence's features, in order. */
export function confidenceFeatures(
  query: BoundQuery,
  ranked: readonly RankedCandidate[],
): Float64Array {
  const best = ranked[0];
  const ten = ranked.slice(0, 10);
  const largest = (name: Feature): number =>
    Math.max(0, ...ranked.slice(0, 5).map((hit) => at(hit, name)));
  const missing = query.concepts.reduce((sum, { df, idf }) => sum + (df === 0 ? idf : 0), 0);
  const topic = query.query.type === 'topic' ? 1 : 0;
  const values: Record<ConfidenceFeature, number> = {
    coverage: at(best, 'coverage'),
    textCoverage: at(best, 'textCoverage'),
    sentence: at(best, 'sentence'),
    window: at(best, 'window'),
    phrase: at(best, 'phrase'),
    proximity: at(best, 'proximity'),
    rarest: at(best, 'rarest'),
    answerNear: at(best, 'answerNear'),
    names: at(best, 'names'),
    title: at(best, 'title'),
    derived: at(best, 'derived'),
    context: at(best, 'context'),
    bm25: at(best, 'bm25'),
    coverage5: largest('coverage'),
    sentence5: largest('sentence'),
    window5: largest('window'),
    missing: query.mass > 0 ? missing / query.mass : 1,
    agreement: ten.filter((hit) => at(hit, 'coverage') >= MOST_OF_IT).length / 10,
    spread: best ? (best.score - ten.at(-1)!.score) / 10 : 0,
    score: (best?.score ?? 0) / 10,
    concepts: Math.log(1 + query.concepts.length),
    topic,
    topicSentence: topic * at(best, 'sentence'),
  };
  return Float64Array.from(CONFIDENCE_FEATURES, (name) => values[name]);
}

/** Probability that the best hit answers: logistic regression over the features. */
export function confidence(features: Float64Array, { confidence: fitted }: RankingModel): number {
  let sum = fitted.intercept;
  CONFIDENCE_FEATURES.forEach((name, i) => {
    sum += fitted.weights[name] * features[i]!;
  });
  return 1 / (1 + Math.exp(-sum));
}
