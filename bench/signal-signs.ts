import { FEATURES, type Feature } from '../src/search/features.ts';

/**
 * Signals that never speak against a passage, whatever the training sets, whose passages are their articles,
 * would have them balance out: what they weigh has to hold in a corpus of long articles, too.
 */
export const RISING: ReadonlySet<number> = new Set(
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
export const FALLING: ReadonlySet<number> = new Set(
  (['missingMost', 'missingName'] satisfies readonly Feature[]).map((name) =>
    FEATURES.indexOf(name),
  ),
);
