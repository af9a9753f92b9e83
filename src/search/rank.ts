import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { FEATURES, type Feature } from './features.ts';
import type { FirstStage } from './first-stage.ts';
import type { Candidate } from './passage-features.ts';
import type { RankingModel } from './ranking-model.ts';
import { relatedReader } from './related-words.ts';
import { candidatesOf, feedbackOf, type Proposal, scoreOf } from './second-stage.ts';

export interface RankedCandidate extends Candidate {
  readonly score: number;
  readonly article: number;
}

/** Proposals that the second stage reads, and how many more that feedback brings in. */
const DEPTH = { propose: 60, expand: 15 } as const;
/** A topic is told in words that it does not name: more of its candidates come from feedback. */
const TOPIC_DEPTH = { propose: 100, expand: 100 } as const;
/** Between the scores of passages that the second stage did not read. */
const STEP = 1e-3;

/**
 * How many passages each stage hands on, whatever proposes them: one rule, so that answers agree. `reach`: how far the
 * first stage's list has to go so that so many passages can be ranked.
 */
export function depths(
  { query }: BoundQuery,
  limit: number,
): { propose: number; expand: number; reach: number } {
  const depth = query.type === 'topic' ? TOPIC_DEPTH : DEPTH;
  return { ...depth, reach: Math.max(depth.propose + depth.expand, limit) };
}

/**
 * First stage, feedback, second stage; best first, ties as the corpus orders its passages. The second stage reads as many passages
 * however many are asked for, so that the first ten of a hundred are the first ten of ten; the others follow as the
 * first stage ranks them.
 */
export function rank(
  corpus: CorpusView,
  query: BoundQuery,
  first: FirstStage,
  model: RankingModel,
  limit: number,
  today: number,
  allow?: (passage: number) => boolean,
): readonly RankedCandidate[] {
  const { propose, expand, reach } = depths(query, limit);
  const proposals = first.propose(query, propose, allow);
  const feedback = feedbackOf(corpus, query, proposals, model.feedback);
  const all = first.expand(query, proposals, feedback, reach, allow);
  const read = all.slice(0, propose + expand);
  const ranked = rankProposals(corpus, query, read, feedback, model, today);
  const others = limit > read.length ? all.slice(read.length, limit) : [];
  const lowest = ranked.at(-1)?.score ?? 0;
  return [
    ...ranked,
    ...candidatesOf(corpus, query, others, feedback, model.bm25, today).map((candidate, i) => ({
      ...candidate,
      score: lowest - (i + 1) * STEP,
      article: corpus.segment.articleOf[candidate.passage]!,
    })),
  ];
}

/** Candidates of a question that words of like meaning are looked for in: those best without them. */
const RELATED_DEPTH = 25;

/** The second stage alone, over whatever proposed the passages. */
export function rankProposals(
  corpus: CorpusView,
  query: BoundQuery,
  proposals: readonly Proposal[],
  feedback: ReturnType<typeof feedbackOf>,
  model: RankingModel,
  today: number,
): readonly RankedCandidate[] {
  const byName = weightsFor(model, query, corpus.stats.meanLength);
  const weights = Float64Array.from(FEATURES, (name) => byName[name]);
  const scored = (candidate: Candidate): RankedCandidate => ({
    ...candidate,
    score: scoreOf(candidate.features, weights),
    article: corpus.segment.articleOf[candidate.passage]!,
  });
  const bestFirst = byScore(corpus);
  const ranked = candidatesOf(corpus, query, proposals, feedback, model.bm25, today)
    .map(scored)
    .sort(bestFirst);
  const related = relatedReader(corpus, query);
  const depth = query.query.type === 'topic' ? ranked.length : RELATED_DEPTH;
  const best = ranked.slice(0, depth).map((candidate) => {
    related(candidate.passage, candidate.features);
    return scored(candidate);
  });
  return [...best, ...ranked.slice(depth)].sort(bestFirst);
}

function byScore({ before }: CorpusView): (a: RankedCandidate, b: RankedCandidate) => number {
  return (a, b) => b.score - a.score || (before(a.passage, b.passage) ? -1 : 1);
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
