/** From this share of common word runs on, two passages are the same words. */
export const SAME_FROM = 0.8;
const RUN = 5;

/**
 * Runs of five words (shingles) of a text: Broder, "On the resemblance and containment of documents", 1997.
 */
export function shingles(text: string): ReadonlySet<string> {
  const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = new Set<string>();
  for (let i = 0; i + RUN <= all.length; i++) found.add(all.slice(i, i + RUN).join(' '));
  if (found.size === 0 && all.length > 0) found.add(all.join(' '));
  return found;
}

/** Share of the smaller set that the larger one holds, 0..1 (containment). */
export function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let common = 0;
  for (const run of small) if (large.has(run)) common++;
  return common / small.size;
}
