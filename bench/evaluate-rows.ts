import { scoreOf } from '../src/search/second-stage.ts';
import type { Collected } from './collect.ts';
import { type Measures, mean, measure } from './measures.ts';

/** Mean measures of collected questions under other weights: articles by their best passage. */
export function evaluateRows(questions: readonly Collected[], weights: Float64Array): Measures {
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
