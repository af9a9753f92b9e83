import type { Hit } from '../search/search.ts';

/** A hit that matches fewer than this share of the words that the best-matching hit does is off the point. */
const WORDS = 0.6;

/** The hits that score at least `share` of the best one and match most of what a hit can match. */
export function worthShowing(hits: readonly Hit[], share: number): readonly Hit[] {
  const best = hits[0]?.score ?? 0;
  const most = hits.reduce((max, hit) => Math.max(max, hit.matched.length), 0);
  return hits.filter(
    (hit, rank) => rank === 0 || (hit.score >= best * share && hit.matched.length >= most * WORDS),
  );
}
