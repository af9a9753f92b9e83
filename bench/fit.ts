/** One candidate of a question: its signals and whether it is relevant. */
export interface Row {
  readonly article: string;
  readonly features: Float64Array;
  readonly relevant: boolean;
}

export interface Judged {
  readonly group: string;
  readonly rows: readonly Row[];
  readonly relevant: ReadonlySet<string>;
}

/** Negatives and positives of one question that make pairs, at most. */
const NEGATIVES = 25;
const POSITIVES = 15;

/**
 * Weights by which relevant candidates score above the others of their question: pairwise logistic
 * loss (RankNet: Burges et al. 2005) of a linear model, every question counting the same.
 * @param rising features whose weight is kept at zero or above: what can only speak for a passage, whatever
 * the training questions happen to say (projected gradient); `falling`: the same the other way round
 */
export function fitRanking(
  questions: readonly Judged[],
  size: number,
  l2: number,
  rising: ReadonlySet<number> = new Set(),
  falling: ReadonlySet<number> = new Set(),
): Float64Array {
  const pairs: Float64Array[] = [];
  const weights: number[] = [];
  for (const { rows } of questions) {
    const good = thin(
      rows.filter((row) => row.relevant),
      POSITIVES,
    );
    const bad = rows.filter((row) => !row.relevant);
    // Half the hardest (as the first stage ranks), half from all over the list.
    const hard = [...bad].sort((a, b) => b.features[0]! - a.features[0]!);
    const chosen = [...new Set([...hard.slice(0, NEGATIVES), ...thin(hard, NEGATIVES)])];
    for (const p of good) {
      for (const n of chosen) {
        pairs.push(p.features.map((value, i) => value - n.features[i]!));
        weights.push(1 / (good.length * chosen.length));
      }
    }
  }
  return descend(pairs, weights, size, l2, rising, falling);
}

/**
 * Logistic regression by Newton's method; the last number is the intercept, which is not held back.
 * @param importance weight of each example
 */
export function fitLogistic(
  examples: readonly { readonly features: Float64Array; readonly good: boolean }[],
  importance: readonly number[],
  size: number,
  l2: number,
): Float64Array {
  const n = size + 1;
  const w = new Float64Array(n);
  const total = importance.reduce((sum, each) => sum + each, 0);
  for (let step = 0; step < 25; step++) {
    const slope = Float64Array.from(w, (value, i) => (i < size ? l2 * total * value : 1e-9));
    const curve = Array.from({ length: n }, (_, i) =>
      Float64Array.from({ length: n }, (_, j) => (i === j ? (i < size ? l2 * total : 1e-6) : 0)),
    );
    examples.forEach(({ features, good }, k) => {
      const row = Float64Array.from({ length: n }, (_, i) => features[i] ?? 1);
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * w[i]!, 0)));
      const pull = importance[k]! * (p - (good ? 1 : 0));
      const bend = importance[k]! * p * (1 - p) + 1e-9;
      for (let i = 0; i < n; i++) {
        slope[i]! += pull * row[i]!;
        for (let j = 0; j < n; j++) curve[i]![j]! += bend * row[i]! * row[j]!;
      }
    });
    const move = solve(curve, slope);
    for (let i = 0; i < n; i++) w[i]! -= move[i]!;
  }
  return w;
}

/** Solution of a small symmetric positive definite system, by elimination with pivots. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const a = matrix.map((row, i) => Float64Array.from([...row, right[i]!]));
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[pivot]![k]!)) pivot = i;
    [a[k], a[pivot]] = [a[pivot]!, a[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = a[i]![k]! / a[k]![k]!;
      for (let j = k; j <= n; j++) a[i]![j]! -= factor * a[k]![j]!;
    }
  }
  return Float64Array.from(a, (row, i) => row[n]! / row[i]!);
}

/** Minimises the logistic loss of `w · row` by full-batch Adam (Kingma and Ba 2015); no randomness. */
function descend(
  rows: readonly Float64Array[],
  importance: readonly number[],
  size: number,
  l2: number,
  rising: ReadonlySet<number>,
  falling: ReadonlySet<number>,
): Float64Array {
  const total = importance.reduce((sum, each) => sum + each, 0);
  const w = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const steps = 400;
  for (let step = 1; step <= steps; step++) {
    const slope = new Float64Array(size);
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!;
      let sum = 0;
      for (let i = 0; i < size; i++) sum += w[i]! * row[i]!;
      const pull = -importance[k]! / (1 + Math.exp(sum));
      for (let i = 0; i < size; i++) slope[i]! += pull * row[i]!;
    }
    const rate = 0.1 * (step < steps / 2 ? 1 : 0.3);
    for (let i = 0; i < size; i++) {
      const g = slope[i]! / total + l2 * w[i]!;
      first[i] = 0.9 * first[i]! + 0.1 * g;
      second[i] = 0.99 * second[i]! + 0.01 * g * g;
      const move = first[i]! / (1 - 0.9 ** step);
      w[i]! -= (rate * move) / (Math.sqrt(second[i]! / (1 - 0.99 ** step)) + 1e-8);
      if (rising.has(i)) w[i] = Math.max(0, w[i]!);
      if (falling.has(i)) w[i] = Math.min(0, w[i]!);
    }
  }
  return w;
}

/** Fold of each item, by its group's place in order: the same groups never on both sides. */
export function folds(items: readonly { readonly group: string }[], count: number): number[] {
  const groups = [...new Set(items.map(({ group }) => group))].sort();
  const fold = new Map(groups.map((group, i) => [group, i % count]));
  return items.map(({ group }) => fold.get(group)!);
}

function thin<T>(items: readonly T[], most: number): readonly T[] {
  const stride = Math.ceil(items.length / most);
  return stride <= 1 ? items : items.filter((_, i) => i % stride === 0);
}
