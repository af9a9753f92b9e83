import type { Hit } from '../search/search.ts';

/** A hit that matches fewer than this share of the words that the best-matching hit does is off the point. */
const WORDS = 0.6;
/** Of so few words each matters: even the best-ranked hit has to match that share. */
const FEW = 3;

/**
 * The hits that score at least `share` of the best one and match most of what a hit can match. The best-ranked hit of a
 * longer question may answer it in other words.
 */
export function worthShowing(hits: readonly Hit[], share: number): readonly Hit[] {
  const most = hits.reduce((max, hit) => Math.max(max, hit.matched.length), 0);
  const toThePoint = hits.filter(
    ({ matched }, rank) => (rank === 0 && most > FEW) || matched.length >= most * WORDS,
  );
  const best = toThePoint[0]?.score ?? 0;
  return toThePoint.filter(({ score }, rank) => rank === 0 || score >= best * share);
}
