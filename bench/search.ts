/**
 * Speed of the search beside others on the same real passages and questions, in one run:
 * ours, MiniSearch with the same analyzer, SQLite FTS5, FlexSearch.
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… node --max-old-space-size=12000 --expose-gc --import tsx bench/search.ts
 *     [--sizes 10000,100000,500000] [--questions 200] [--no-import]
 *
 * Writes bench/figures/search.svg. Beyond the real passages, copies with a quarter of their words
 * exchanged for others of the same corpus (so that word frequencies stay) make up the number.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { evaluationData } from './ranking-sets.ts';
import { chart } from './search-chart.ts';
import { speedCorpus, speedQuestions } from './search-corpus.ts';
import { type Engine, flexSearch, fts5, miniSearch, ours } from './search-engines.ts';
import { snapshotStart, stall, topTen } from './search-extras.ts';

export interface Figure {
  readonly passages: number;
  readonly engine: string;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

const KINDS = ['1 term', '3 terms', 'question'] as const;

const folder = evaluationData();
if (folder !== null) await main(folder);

async function main(data: string): Promise<void> {
  const sizes = option('--sizes', '10000,100000,500000').split(',').map(Number);
  const questions = speedQuestions(data, Number(option('--questions', '200')));
  const figures: Figure[] = [];
  for (const passages of sizes) {
    const articles = speedCorpus(data, passages);
    const words = articles.reduce((sum, { article }) => sum + article.body.split(' ').length, 0);
    console.log(`\n${passages} passages of ${(words / passages).toFixed(0)} words`);
    console.log(
      'engine       build/s  bytes/passage  1 term p50/p95   3 terms p50/p95   question p50/p95 (ms)',
    );
    for (const make of [ours, miniSearch, fts5, flexSearch]) {
      const before = memory();
      const started = performance.now();
      const engine = await make(articles);
      const seconds = (performance.now() - started) / 1000;
      const bytes = engine.bytes ?? memory() - before;
      const columns: string[] = [];
      for (const kind of KINDS) {
        const times = await time(engine, questions[kind]);
        const figure = { passages, engine: engine.name, p50: at(times, 0.5), p95: at(times, 0.95) };
        if (kind === 'question') figures.push(figure);
        columns.push(`${figure.p50.toFixed(2)}/${figure.p95.toFixed(2)}`.padStart(16));
      }
      console.log(
        `${engine.name.padEnd(12)} ${(passages / seconds).toFixed(0).padStart(7)}  ${(bytes / passages).toFixed(0).padStart(13)}${columns.join('  ')}`,
      );
      engine.close?.();
    }
    ratios(figures.filter((each) => each.passages === passages));
    await topTen(articles, questions.question);
    await snapshotStart(articles);
  }
  if (!process.argv.includes('--no-import')) await stall(data);
  mkdirSync(new URL('./figures/', import.meta.url), { recursive: true });
  writeFileSync(new URL('./figures/search.svg', import.meta.url), chart(figures));
}

async function time(engine: Engine, texts: readonly string[]): Promise<number[]> {
  for (const text of texts.slice(0, 30)) await engine.search(text);
  const times: number[] = [];
  for (const text of texts) {
    const started = performance.now();
    await engine.search(text);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}

function ratios(figures: readonly Figure[]): void {
  const mine = figures.find(({ engine }) => engine === 'ours')!;
  for (const { engine, p95 } of figures) {
    if (engine !== 'ours')
      console.log(`  question p95, ours / ${engine}: ${(mine.p95 / p95).toFixed(3)}`);
  }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function option(name: string, preset: string): string {
  const place = process.argv.indexOf(name);
  return place === -1 ? preset : (process.argv[place + 1] ?? preset);
}
