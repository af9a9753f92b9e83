import { writeFileSync } from 'node:fs';
import { FEATURE_COUNT, FEATURES } from '../src/search/features.ts';
import type { Collected } from './collect.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { fitRanking, folds } from './fit.ts';
import { FALLING, RISING } from './signal-signs.ts';

/** Questions with their candidates' signals. */
export interface SignalSets {
  /** Paragraphs, each an article and together to long ones. */
  readonly squad: readonly Collected[];
  readonly long: readonly Collected[];
  /** Sentences to fit on, and those to measure on. */
  readonly trec: readonly Collected[];
  readonly dev: readonly Collected[];
  /** Topics to fit and measure on, and headlines to fit on. */
  readonly headings: readonly Collected[];
  readonly digests: readonly Collected[];
  readonly heads: readonly Collected[];
}

const L2 = 1e-3;

/**
 * What each signal is worth, to bench/figures/signals.md: the loss of mean average precision without it, the
 * weights of all others learned anew each time, on questions that were not fitted on (squad2 and topics: the
 * other half of the articles or topics).
 */
export function signalGains({
  squad,
  long,
  trec,
  dev,
  headings,
  digests,
  heads,
}: SignalSets): void {
  const questions = halves([...squad, ...long].filter((_, i) => i % 3 === 0));
  const topics = halves([...headings, ...digests]);
  const columns = [
    lossOf(questions[0], questions[1]),
    lossOf(trec, dev),
    lossOf([...topics[0], ...heads], topics[1]),
  ];
  const rows = FEATURES.map((name, i) => {
    const losses = columns.map((loss) => signed(loss(i)));
    console.log(name, losses.join(' '));
    return `| ${name} | ${losses.join(' | ')} |`;
  });
  const file = new URL('./figures/signals.md', import.meta.url);
  writeFileSync(file, `${HEAD}\n${rows.join('\n')}\n`);
}

/** Halves by group: nothing of one is known in the other. */
function halves(all: readonly Collected[]): readonly [readonly Collected[], readonly Collected[]] {
  const half = folds(all, 2);
  return [all.filter((_, i) => half[i] === 0), all.filter((_, i) => half[i] === 1)];
}

/** The loss without the signal of that number. */
function lossOf(
  known: readonly Collected[],
  asked: readonly Collected[],
): (without: number) => number {
  const score = (without: number): number => {
    const left = known.map(({ rows, ...rest }) => ({
      ...rest,
      rows: rows.map((row) => ({
        ...row,
        features: row.features.map((value, i) => (i === without ? 0 : value)),
      })),
    }));
    return evaluateRows(asked, fitRanking(left, FEATURE_COUNT, L2, RISING, FALLING)).map;
  };
  const all = score(-1);
  return (without) => all - score(without);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${(100 * Math.abs(value)).toFixed(2)}`;
}

const HEAD = `# What each signal of the ranking is worth

Loss of mean average precision (points of 100) when a signal is left out and the weights of the others are learned
anew, on questions that were not fitted on: paragraphs (squad2), sentences (trecqa-dev), topics. Where a signal is worth
little, others stand in for it. Sources are in src/search/features.ts. Made by \`bench/train-ranking.ts --signals\`.

| signal | paragraphs | sentences | topics |
| --- | --- | --- | --- |`;
