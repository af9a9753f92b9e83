/**
 * Boosted symmetric decision trees (every level of a tree asks one question): the sum of one leaf of each.
 * Numbers only, so a model is data, not code.
 */
export interface Trees {
  /** Questions a tree asks; it has 2^depth leaves. */
  readonly depth: number;
  /** For every tree and level: the column asked about. */
  readonly columns: readonly number[];
  /** For every tree and level: above this value the answer is yes. */
  readonly limits: readonly number[];
  /** For every tree: its leaves, the answer of the first level as the lowest bit. */
  readonly leaves: readonly number[];
}

export function treeScore(trees: Trees, row: readonly number[]): number {
  const { depth, columns, limits, leaves } = trees;
  const count = columns.length / depth;
  const size = 1 << depth;
  let sum = 0;
  for (let tree = 0, at = 0; tree < count; tree++) {
    let leaf = 0;
    for (let level = 0; level < depth; level++, at++) {
      if (row[columns[at]!]! > limits[at]!) leaf |= 1 << level;
    }
    sum += leaves[tree * size + leaf]!;
  }
  return sum;
}
