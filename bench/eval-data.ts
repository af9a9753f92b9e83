import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Path of a file of the evaluation data, or `null` with a message naming what is missing. The folder is
 * given by AFGHAN_BRIEF_EVAL_DATA.
 */
export function evalPath(name: string): string | null {
  const folder = process.env.AFGHAN_BRIEF_EVAL_DATA;
  const path = folder === undefined ? undefined : join(folder, name);
  if (path !== undefined && existsSync(path)) return path;
  console.error(`skipped: ${name} is not at ${path ?? '$AFGHAN_BRIEF_EVAL_DATA (unset)'}`);
  return null;
}

/** Values of a `.jsonl` or `.jsonl.gz`. */
export function readJsonl<T>(path: string): readonly T[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Deterministic pseudo-random numbers in [0, 1) (mulberry32), so that a bench gives the same figures again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
