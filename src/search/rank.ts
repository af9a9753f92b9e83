import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { FEATURES, type Feature } from './features.ts';
import type { FirstStage } from './first-stage.ts';
import type { Candidate } from './passage-features.ts';
import type { RankingModel } from './ranking-model.ts';
import { candidatesOf, feedbackOf, type Proposal, scoreOf } from './second-stage.ts';

export interface RankedCandidate extends Candidate {
  readonly score: number;
  readonly article: number;
}

/** Candidates that the second stage reads, at least: more only when more are asked for. */
const DEPTH = 60;
/** A topic is told in words that it does not name: more of its candidates come from feedback. */
const TOPIC_DEPTH = 100;

/** How many passages each stage hands on, whatever proposes them: one rule, so that answers agree. */
export function depths({ query }: BoundQuery, limit: number): { propose: number; expand: number } {
  const topic = query.type === 'topic';
  const propose = Math.max(topic ? TOPIC_DEPTH : DEPTH, limit);
  return { propose, expand: topic ? propose : propose >> 2 };
}

/** First stage, feedback, second stage; best first, ties by passage number. */
export function rank(
  corpus: CorpusView,
  query: BoundQuery,
  first: FirstStage,
  model: RankingModel,
  limit: number,
  today: number,
  allow?: (passage: number) => boolean,
): readonly RankedCandidate[] {
  const { propose, expand } = depths(query, limit);
  const proposals = first.propose(query, propose, allow);
  const feedback = feedbackOf(corpus, query, proposals, model.feedback);
  const all = first.expand(query, proposals, feedback, expand, allow);
  return rankProposals(corpus, query, all, feedback, model, today);
}

/** The second stage alone, over whatever proposed the passages. */
export function rankProposals(
  corpus: CorpusView,
  query: BoundQuery,
  proposals: readonly Proposal[],
  feedback: ReturnType<typeof feedbackOf>,
  model: RankingModel,
  today: number,
): readonly RankedCandidate[] {
  const weights = weightsFor(model, query, corpus.stats.meanLength);
  return candidatesOf(corpus, query, proposals, feedback, model.bm25, today)
    .map((candidate) => ({
      ...candidate,
      score: scoreOf(candidate.features, weights),
      article: corpus.segment.articleOf[candidate.passage]!,
    }))
    .sort((a, b) => b.score - a.score || a.passage - b.passage);
}

/** Mean words of a passage, stop words not counted, up to which passages are sentences, and from which paragraphs. */
const SENTENCES = 16;
const PARAGRAPHS = 24;

/**
 * The weights for a query: a topic's or a question's. What tells sentences apart is not what tells paragraphs apart,
 * so a question's depend on how long the corpus's passages are.
 */
export function weightsFor(
  { topic, question, sentence }: RankingModel,
  { query }: BoundQuery,
  meanLength: number,
): Readonly<Record<Feature, number>> {
  if (query.type === 'topic') return topic;
  const share = Math.min(1, Math.max(0, (meanLength - SENTENCES) / (PARAGRAPHS - SENTENCES)));
  if (share === 1) return question;
  return named(FEATURES.map((name) => share * question[name] + (1 - share) * sentence[name]));
}

/** A vector of weights by name, in the order of the features. */
export function named(values: ArrayLike<number>): Record<Feature, number> {
  return Object.fromEntries(FEATURES.map((name, i) => [name, values[i] ?? 0])) as Record<
    Feature,
    number
  >;
}
