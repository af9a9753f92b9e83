import { articleReader } from './article-signals.ts';
import type { Bm25Parameters } from './bm25.ts';
import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { FEATURES, type Feature } from './features.ts';
import { type FeedbackParameters, type FeedbackTerm, relevanceModel } from './feedback.ts';
import { type Candidate, featureReader } from './passage-features.ts';
import { comparePool, POOL } from './pool-signals.ts';
import type { AskedDate } from './query.ts';
import { TermTable } from './term-table.ts';
import { ENTITY, STOP, TERM_MASK } from './token-flags.ts';

/** A passage that some first stage proposes. */
export interface Proposal {
  readonly passage: number;
  /** First-stage score (BM25F). */
  readonly score: number;
}

/** Age in days at which an article counts 1/e as much for "latest". */
const RECENT_DAYS = 14;

const AT = Object.fromEntries(FEATURES.map((name, i) => [name, i])) as Record<Feature, number>;

/** What the best proposals of the first stage say that the question does not. */
export function feedbackOf(
  corpus: CorpusView,
  query: BoundQuery,
  proposals: readonly Proposal[],
  parameters: FeedbackParameters,
): readonly FeedbackTerm[] {
  const top = proposals.slice(0, parameters.passages);
  const best = top[0]?.score ?? 0;
  // Trust falls with the distance to the best score, which is in nats of BM25: e^(score - best).
  const trust = top.map(({ score }) => Math.exp((score - best) / (1 + 0.1 * best)));
  const total = trust.reduce((sum, each) => sum + each, 0) || 1;
  const asked = new Set(query.concepts.flatMap(({ terms }) => terms.map(({ id }) => id)));
  return relevanceModel(
    corpus,
    top.map(({ passage }, i) => ({ passage, weight: trust[i]! / total })),
    asked,
    parameters.terms,
  );
}

/** Every signal of every proposal but those of words of like meaning; the ones that compare proposals are filled in here. */
export function candidatesOf(
  corpus: CorpusView,
  query: BoundQuery,
  proposals: readonly Proposal[],
  feedback: readonly FeedbackTerm[],
  bm25: Bm25Parameters,
  today: number,
): readonly Candidate[] {
  const { read, glance } = featureReader(corpus, query, bm25);
  const candidates = proposals.map(({ passage }) => read(passage));
  const likeness = likenessReader(corpus, feedback);
  const near = new Map<number, Pick<Candidate, 'held' | 'counts'>>(
    candidates.map((each) => [each.passage, each]),
  );
  const aboutArticle = articleReader(corpus, query);
  let most = 0;
  for (const [i, { passage, features }] of candidates.entries()) {
    const value = likeness(passage);
    features[AT.feedback] = value;
    if (i < POOL) most = Math.max(most, value);
    const about = aboutArticle(corpus.segment.articleOf[passage]!);
    features[AT.article] = about.coverage;
    features[AT.articleBm25] = about.bm25;
    features[AT.rareArticle] = about.rareCoverage;
    features[AT.rareArticleBm25] = about.rareBm25;
    const day = corpus.segment.days[corpus.segment.articleOf[passage]!]!;
    if (query.query.recent && day > 0) {
      features[AT.recency] = Math.exp(-Math.max(0, today - day) / RECENT_DAYS);
    }
    if (day > 0) features[AT.dated] = datedShare(query.query.dates, day);
    neighbourhood(corpus, query, passage, features, near, glance, bm25);
  }
  comparePool(corpus, query, candidates, bm25);
  if (most > 0) for (const { features } of candidates) features[AT.feedback]! /= most;
  return candidates;
}

/** How much of the relevance model a passage holds. */
function likenessReader(
  { segment, stats }: CorpusView,
  feedback: readonly FeedbackTerm[],
): (passage: number) => number {
  const placeOf = new TermTable(feedback.length);
  feedback.forEach(({ id }, place) => {
    placeOf.set(id, place);
  });
  const counts = new Uint32Array(feedback.length);
  const met: number[] = [];
  return (passage) => {
    const to = segment.forwardAt[passage + 1]!;
    for (let at = segment.forwardAt[passage]!; at < to; at++) {
      const word = segment.forward[at]!;
      if (word & (STOP | ENTITY)) continue;
      const place = placeOf.get(word & TERM_MASK);
      if (place < 0) continue;
      if (counts[place]!++ === 0) met.push(place);
    }
    const norm = 0.6 + (0.4 * segment.lengths[passage]!) / stats.meanLength;
    let sum = 0;
    for (const place of met) {
      const tf = counts[place]! / norm;
      sum += (feedback[place]!.weight * tf) / (1 + tf);
      counts[place] = 0;
    }
    met.length = 0;
    return sum;
  };
}

function neighbourhood(
  { segment, stats }: CorpusView,
  query: BoundQuery,
  passage: number,
  features: Float64Array,
  known: Map<number, Pick<Candidate, 'held' | 'counts'>>,
  glance: (passage: number) => Pick<Candidate, 'held' | 'counts'>,
  bm25: Bm25Parameters,
): void {
  const article = segment.articleOf[passage]!;
  const own = known.get(passage)!;
  let bits = own.held;
  const counts = new Array<number>(own.counts.length);
  for (let i = 0; i < counts.length; i++) counts[i] = own.counts[i]!;
  let length = segment.lengths[passage]!;
  for (const near of [passage - 1, passage + 1]) {
    if (segment.articleOf[near] !== article) continue;
    const other = known.get(near) ?? glance(near);
    known.set(near, other);
    bits |= other.held;
    for (let i = 0; i < counts.length; i++) counts[i]! += other.counts[i]!;
    length += segment.lengths[near]!;
  }
  let held = 0;
  let score = 0;
  const norm = 1 - bm25.b + (bm25.b * length) / stats.meanLength;
  query.concepts.forEach(({ idf }, i) => {
    if (bits & (1 << Math.min(i, 30))) held += idf;
    const tf = counts[i]! / norm;
    score += (idf * tf) / (bm25.k1 + tf);
  });
  features[AT.context] = query.mass > 0 ? held / query.mass : 0;
  features[AT.neighbour] = query.mass > 0 ? score / query.mass : 0;
}

/**
 * Weighted sum of the signals.
 * @param weights in the order of the features
 */
export function scoreOf(features: Float64Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < features.length; i++) sum += weights[i]! * features[i]!;
  return sum;
}

/** 1 when the day lies in a month that the question names, half that for the year alone. */
function datedShare(dates: readonly AskedDate[], day: number): number {
  const at = new Date(day * 86_400_000);
  let share = 0;
  for (const { year, month } of dates) {
    if (year !== undefined && year !== at.getUTCFullYear()) continue;
    if (month !== undefined && month !== at.getUTCMonth() + 1) continue;
    share = Math.max(share, month === undefined ? 0.5 : 1);
  }
  return share;
}
