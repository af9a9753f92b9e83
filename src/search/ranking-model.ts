import type { Bm25Parameters } from './bm25.ts';
import type { ConfidenceFeature, TopicConfidenceFeature } from './confidence.ts';
import type { Feature } from './features.ts';
import type { FeedbackParameters } from './feedback.ts';
import learned from './weights.json' with { type: 'json' };

/** Everything that bench/train-ranking.ts fits; data, kept in weights.json. */
export interface RankingModel {
  readonly bm25: Bm25Parameters;
  /** `weight`: what the feedback terms together count in the first stage, the question counting 1. */
  readonly feedback: FeedbackParameters & { readonly weight: number };
  /** Weights of the signals for plain topics ("herat earthquakes") and for questions. */
  readonly topic: Readonly<Record<Feature, number>>;
  readonly question: Readonly<Record<Feature, number>>;
  /** The same for questions to a corpus whose passages are single sentences. */
  readonly sentence: Readonly<Record<Feature, number>>;
  readonly confidence: {
    readonly question: Readonly<Record<ConfidenceFeature | 'intercept', number>>;
    readonly topic: Readonly<Record<TopicConfidenceFeature | 'intercept', number>>;
    /** Confidence from which a question or a topic counts as covered. */
    readonly threshold: number;
  };
}

export const RANKING_MODEL: RankingModel = learned;
