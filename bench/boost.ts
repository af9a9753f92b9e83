import type { Trees } from '../src/article/trees.ts';

/** One decision: rows to choose from, the score that each starts with, and which of them are right. */
export interface Group {
  readonly rows: readonly (readonly number[])[];
  readonly base: readonly number[];
  readonly right: readonly number[];
}

export interface BoostOptions {
  readonly depth: number;
  readonly trees: number;
  /** Step of each tree, 0..1. */
  readonly rate: number;
  /** Added to the curvature of every leaf. */
  readonly lambda: number;
  /** Share of the groups and of the columns that each tree sees, 0..1. */
  readonly groupShare: number;
  readonly columnShare: number;
}

const BINS = 24;

/**
 * Gradient boosting of symmetric trees (Friedman 2001; the tree shape of CatBoost, Prokhorenkova et al. 2018)
 * for the choice of one row in each group: the loss is minus the log of the softmax share of the right rows.
 * Deterministic.
 */
export function boost(groups: readonly Group[], options: BoostOptions): Trees {
  const { depth, rate, lambda } = options;
  const rows = groups.flatMap((group) => group.rows);
  const n = rows.length;
  const columns = rows[0]!.length;
  const starts: number[] = [];
  let total = 0;
  for (const group of groups) {
    starts.push(total);
    total += group.rows.length;
  }
  const score = Float64Array.from(groups.flatMap((group) => group.base));
  const isRight = new Uint8Array(n);
  groups.forEach((group, g) => {
    for (const r of group.right) isRight[starts[g]! + r] = 1;
  });
  const limits = Array.from({ length: columns }, (_, c) => thresholds(rows, c));
  const binned = limits.map((limit, c) => {
    const bins = new Uint8Array(n);
    for (let r = 0; r < n; r++) {
      let b = 0;
      while (b < limit.length && rows[r]![c]! > limit[b]!) b++;
      bins[r] = b;
    }
    return bins;
  });
  const gradient = new Float64Array(n);
  const curvature = new Float64Array(n);
  const leaf = new Uint8Array(n);
  const out = { depth, columns: [] as number[], limits: [] as number[], leaves: [] as number[] };
  let seed = 11;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const size = 1 << depth;
  for (let tree = 0; tree < options.trees; tree++) {
    const sample: number[] = [];
    for (let g = 0; g < groups.length; g++) {
      const from = starts[g]!;
      const to = from + groups[g]!.rows.length;
      if (random() > options.groupShare) continue;
      let top = -Infinity;
      for (let r = from; r < to; r++) top = Math.max(top, score[r]!);
      let sum = 0;
      let mass = 0;
      for (let r = from; r < to; r++) {
        gradient[r] = Math.exp(score[r]! - top);
        sum += gradient[r]!;
      }
      for (let r = from; r < to; r++) {
        gradient[r]! /= sum;
        if (isRight[r]) mass += gradient[r]!;
      }
      for (let r = from; r < to; r++) {
        const p = gradient[r]!;
        curvature[r] = Math.max(1e-4, p * (1 - p));
        gradient[r] = p - (isRight[r] ? p / Math.max(mass, 1e-9) : 0);
        sample.push(r);
      }
    }
    leaf.fill(0);
    const tried = Array.from({ length: columns }, (_, c) => c).filter(
      () => random() < options.columnShare,
    );
    for (let level = 0; level < depth; level++) {
      const split = bestSplit(
        sample,
        leaf,
        1 << level,
        tried,
        binned,
        limits,
        gradient,
        curvature,
        lambda,
      );
      out.columns.push(split.column);
      out.limits.push(limits[split.column]![split.bin] ?? 1e9);
      const bins = binned[split.column]!;
      for (let r = 0; r < n; r++) if (bins[r]! > split.bin) leaf[r]! |= 1 << level;
    }
    const g = new Float64Array(size);
    const h = new Float64Array(size);
    for (const r of sample) {
      g[leaf[r]!]! += gradient[r]!;
      h[leaf[r]!]! += curvature[r]!;
    }
    const values = Array.from(
      g,
      (sum, k) => Math.round((-rate * sum * 1000) / (h[k]! + lambda)) / 1000,
    );
    out.leaves.push(...values);
    for (let r = 0; r < n; r++) score[r]! += values[leaf[r]!]!;
  }
  return out;
}

function bestSplit(
  sample: readonly number[],
  leaf: Uint8Array,
  leaves: number,
  tried: readonly number[],
  binned: readonly Uint8Array[],
  limits: readonly (readonly number[])[],
  gradient: Float64Array,
  curvature: Float64Array,
  lambda: number,
): { column: number; bin: number } {
  let best = { column: tried[0]!, bin: 0 };
  let bestGain = -Infinity;
  const width = BINS + 1;
  const g = new Float64Array(leaves * width);
  const h = new Float64Array(leaves * width);
  for (const column of tried) {
    const bins = binned[column]!;
    const count = limits[column]!.length;
    if (count === 0) continue;
    g.fill(0);
    h.fill(0);
    for (const r of sample) {
      const at = leaf[r]! * width + bins[r]!;
      g[at]! += gradient[r]!;
      h[at]! += curvature[r]!;
    }
    const gains = new Float64Array(count);
    for (let l = 0; l < leaves; l++) {
      let allG = 0;
      let allH = 0;
      for (let b = 0; b <= count; b++) {
        allG += g[l * width + b]!;
        allH += h[l * width + b]!;
      }
      let leftG = 0;
      let leftH = 0;
      for (let b = 0; b < count; b++) {
        leftG += g[l * width + b]!;
        leftH += h[l * width + b]!;
        const rightG = allG - leftG;
        gains[b]! +=
          (leftG * leftG) / (leftH + lambda) + (rightG * rightG) / (allH - leftH + lambda);
      }
    }
    for (let b = 0; b < count; b++) {
      if (gains[b]! > bestGain) {
        bestGain = gains[b]!;
        best = { column, bin: b };
      }
    }
  }
  return best;
}

/** Limits between the values of a column: all of them, or as many quantiles as there are bins. */
function thresholds(rows: readonly (readonly number[])[], column: number): readonly number[] {
  const values = rows.map((row) => row[column]!).sort((a, b) => a - b);
  const distinct = [...new Set(values)];
  const picked =
    distinct.length <= BINS
      ? distinct.slice(0, -1)
      : [
          ...new Set(
            Array.from(
              { length: BINS },
              (_, k) => values[Math.floor(((k + 1) * values.length) / (BINS + 1))]!,
            ),
          ),
        ];
  return picked
    .filter((value) => value < distinct.at(-1)!)
    .map((value) => Math.round(value * 1000) / 1000);
}
