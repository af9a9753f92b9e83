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

/** Of a question's candidates the relevant ones, the best so many and, of the others, every third are compared, which then stand for three. */
const BEST = 20;
const STRIDE = 3;
const STEPS = 200;

/**
 * Weights by which some relevant candidate scores above the others of its question: what the relevant ones have
 * together of the softmax of all scores is made large (cross entropy of lists: Cao et al. 2007; why it bounds MRR and
 * nDCG: Bruch et al. 2019), every question counting the same. Which of the relevant ones comes first is left to the
 * model: of an article only some passages speak of what was asked. Full-batch Adam (Kingma and Ba 2015); no
 * randomness.
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
  const lists = questions
    .filter(({ rows }) => rows.some(({ relevant }) => relevant))
    .map(({ rows }) => {
      const kept = (i: number) => rows[i]!.relevant || i < BEST || i % STRIDE === 0;
      return rows.flatMap((row, i) => {
        const stands = row.relevant || i < BEST ? 0 : Math.log(STRIDE);
        return kept(i) ? [{ ...row, stands }] : [];
      });
    });
  const scale = deviations(lists.flat(), size);
  const data = lists.map((list) =>
    list.map(({ features, relevant, stands }) => ({
      features: features.map((value, i) => value / scale[i]!),
      relevant,
      stands,
    })),
  );
  const w = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let step = 1; step <= STEPS; step++) {
    const slope = w.map((value) => l2 * value);
    for (const list of data) addSlope(list, w, slope, 1 / data.length);
    const rate = step < STEPS / 2 ? 0.1 : 0.03;
    for (let i = 0; i < size; i++) {
      first[i] = 0.9 * first[i]! + 0.1 * slope[i]!;
      second[i] = 0.99 * second[i]! + 0.01 * slope[i]! ** 2;
      const move = first[i]! / (1 - 0.9 ** step);
      w[i]! -= (rate * move) / (Math.sqrt(second[i]! / (1 - 0.99 ** step)) + 1e-8);
      if (rising.has(i)) w[i] = Math.max(0, w[i]!);
      if (falling.has(i)) w[i] = Math.min(0, w[i]!);
    }
  }
  return w.map((value, i) => value / scale[i]!);
}

/** Adds the slope of one question's cross entropy. */
function addSlope(
  list: readonly (Pick<Row, 'features' | 'relevant'> & { readonly stands: number })[],
  w: Float64Array,
  slope: Float64Array,
  importance: number,
): void {
  const scores = list.map(({ features, stands }) => {
    let sum = stands;
    for (let i = 0; i < w.length; i++) sum += w[i]! * features[i]!;
    return sum;
  });
  const top = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - top));
  const total = shares.reduce((sum, each) => sum + each, 0);
  const right = list.reduce((sum, { relevant }, r) => sum + (relevant ? shares[r]! : 0), 0);
  list.forEach(({ features, relevant }, r) => {
    const target = relevant ? shares[r]! / Math.max(right, 1e-30) : 0;
    const pull = importance * (shares[r]! / total - target);
    for (let i = 0; i < w.length; i++) slope[i]! += pull * features[i]!;
  });
}

/** Standard deviation of each feature, 1 where it never varies. */
export function deviations(rows: readonly Pick<Row, 'features'>[], size: number): Float64Array {
  const sum = new Float64Array(size);
  const square = new Float64Array(size);
  for (const { features } of rows) {
    for (let i = 0; i < size; i++) {
      sum[i]! += features[i]!;
      square[i]! += features[i]! ** 2;
    }
  }
  const n = Math.max(1, rows.length);
  return sum.map((value, i) => Math.sqrt(Math.max(0, square[i]! / n - (value / n) ** 2)) || 1);
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

/** Fold of each item, by its group's place in order: the same groups never on both sides. */
export function folds(items: readonly { readonly group: string }[], count: number): number[] {
  const groups = [...new Set(items.map(({ group }) => group))].sort();
  const fold = new Map(groups.map((group, i) => [group, i % count]));
  return items.map(({ group }) => fold.get(group)!);
}
