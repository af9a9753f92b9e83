import type { Span } from '../article/span.ts';
import type { Word } from './fold.ts';

export interface Alignment extends Span {
  /** Weight of the pasted words found in order, over the weight of both sides' words, 0..1. */
  readonly similarity: number;
}

/**
 * The stretch of `text` that best matches `pasted`, word by word: semi-global alignment (free ends in
 * the text; Sellers, "The theory and computation of evolutionary distances", 1980) with each word's
 * weight as the cost of leaving it out. `null` when no word matches.
 * Time and memory: product of the two lengths, in words.
 */
export function align(
  pasted: readonly Word[],
  text: readonly Word[],
  weight: (word: string) => number,
): Alignment | null {
  const n = pasted.length;
  const m = text.length;
  if (n === 0 || m === 0) return null;
  const width = m + 1;
  const cost = new Float64Array((n + 1) * width);
  const from = new Int32Array((n + 1) * width);
  for (let j = 0; j <= m; j++) from[j] = j;
  for (let i = 1; i <= n; i++) {
    const drop = weight(pasted[i - 1]?.word ?? '');
    cost[i * width] = (cost[(i - 1) * width] ?? 0) + drop;
    for (let j = 1; j <= m; j++) {
      const at = i * width + j;
      const same = pasted[i - 1]?.word === text[j - 1]?.word;
      const add = weight(text[j - 1]?.word ?? '');
      const across = (cost[at - width - 1] ?? 0) + (same ? 0 : Math.max(drop, add));
      const down = (cost[at - width] ?? 0) + drop;
      const right = (cost[at - 1] ?? 0) + add;
      const best = Math.min(across, down, right);
      cost[at] = best;
      from[at] =
        (best === across
          ? from[at - width - 1]
          : best === down
            ? from[at - width]
            : from[at - 1]) ?? 0;
    }
  }
  let end = 0;
  for (let j = 1; j <= m; j++) {
    if ((cost[n * width + j] ?? 0) < (cost[n * width + end] ?? 0)) end = j;
  }
  const begin = from[n * width + end] ?? 0;
  const first = text[begin];
  const last = text[end - 1];
  if (!first || !last || end <= begin) return null;
  const sum = (list: readonly Word[]): number =>
    list.reduce((total, w) => total + weight(w.word), 0);
  const whole = Math.max(sum(pasted), sum(text.slice(begin, end)));
  return {
    start: first.start,
    end: last.end,
    similarity: Math.max(0, 1 - (cost[n * width + end] ?? 0) / whole),
  };
}
