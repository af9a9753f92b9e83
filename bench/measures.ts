/** Ranking measures of one question. */
export interface Measures {
  /** Average precision over the whole ranking. */
  readonly map: number;
  /** Reciprocal rank of the first relevant one. */
  readonly mrr: number;
  readonly ndcg10: number;
  readonly r1: number;
  readonly r5: number;
}

export function measure(ranked: readonly string[], relevant: ReadonlySet<string>): Measures {
  let found = 0;
  let precision = 0;
  let mrr = 0;
  let gain = 0;
  ranked.forEach((id, i) => {
    if (!relevant.has(id)) return;
    found++;
    precision += found / (i + 1);
    if (mrr === 0) mrr = 1 / (i + 1);
    if (i < 10) gain += 1 / Math.log2(i + 2);
  });
  let ideal = 0;
  for (let i = 0; i < Math.min(10, relevant.size); i++) ideal += 1 / Math.log2(i + 2);
  return {
    map: relevant.size > 0 ? precision / relevant.size : 0,
    mrr,
    ndcg10: ideal > 0 ? gain / ideal : 0,
    r1: relevant.has(ranked[0] ?? '') ? 1 : 0,
    r5: ranked.slice(0, 5).some((id) => relevant.has(id)) ? 1 : 0,
  };
}

export function mean(all: readonly Measures[]): Measures {
  const of = (name: keyof Measures): number =>
    all.reduce((sum, each) => sum + each[name], 0) / Math.max(1, all.length);
  return { map: of('map'), mrr: of('mrr'), ndcg10: of('ndcg10'), r1: of('r1'), r5: of('r5') };
}

/** Probability that a positive scores above a negative, ties half. */
export function auroc(
  scored: readonly { readonly score: number; readonly good: boolean }[],
): number {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]!.score === sorted[i]!.score) end++;
    for (let k = i; k < end; k++) if (sorted[k]!.good) ranks += (i + end + 1) / 2;
    i = end;
  }
  const good = scored.filter((each) => each.good).length;
  const bad = scored.length - good;
  return (ranks - (good * (good + 1)) / 2) / Math.max(1, good * bad);
}
