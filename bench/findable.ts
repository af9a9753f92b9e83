/**
 * How long it takes until an added article can be found, by the size of the corpus: milliseconds and processor time
 * from the change to the new desk, and the longest time for which the thread that answers stood still meanwhile.
 * Real news articles; beyond them copies. Who said what is taken as known for the articles of the corpus.
 * Run: AFGHAN_BRIEF_EVAL_DATA=… node --max-old-space-size=8000 --import tsx bench/findable.ts
 *   [passages, default 100000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { deskBuilder } from '../src/app/desk-builder.ts';
import { said } from '../src/app/known-articles.ts';
import { readCorpusText, STARTER_CORPUS } from '../src/app/open-desk.ts';
import type { Article } from '../src/article/article.ts';
import { evalPath, readJsonl } from './eval-data.ts';

/** Articles that are added at once, one step after the other. */
const STEPS = [1, 1, 1, 1, 1, 20, 1, 300, 1];

const passages = Number(process.argv[2] ?? 100_000);
const path = evalPath('questions/realtimeqa-2023/corpus.jsonl.gz');
if (path) await main(readJsonl<{ readonly text: string }>(path).map(({ text }) => text));

async function main(texts: readonly string[]): Promise<void> {
  const starter = await readCorpusText([STARTER_CORPUS]);
  const coming = texts.slice(-400).map((text, number) => article(`coming-${number}`, text));
  let all = [...starter.articles, ...corpusOf(texts.slice(0, -400))];
  for (const one of all) said.set(one, []);
  const folder = mkdtempSync(join(tmpdir(), 'findable-'));
  const builder = deskBuilder({ snapshots: folder });
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();

  async function made(label: string): Promise<void> {
    await sleep(100);
    delay.reset();
    const used = process.cpuUsage();
    const begun = performance.now();
    const built = await builder.build(all, starter);
    const ms = performance.now() - begun;
    const { user, system } = process.cpuUsage(used);
    await sleep(10);
    console.log(
      `${label.padEnd(8)} ${built.from.padEnd(8)} ${built.passages} passages, ${ms.toFixed(0)} ms, ${((user + system) / 1000).toFixed(0)} ms of processor time, stood still ${(delay.max / 1e6).toFixed(0)} ms at most`,
    );
  }

  await made('start');
  let next = 0;
  for (const count of STEPS) {
    all = [...all, ...coming.slice(next, next + count)];
    next += count;
    await made(`add ${count}`);
  }
  await builder.end();
  rmSync(folder, { recursive: true });
}

/** Articles of about so many passages. */
function corpusOf(texts: readonly string[]): readonly Article[] {
  const made: Article[] = [];
  for (let at = 0, count = 0; count < passages; at += 1) {
    const text = texts[at % texts.length] ?? '';
    count += text.split('\n').filter((line) => line.trim() !== '').length;
    made.push(article(`held-${at}`, text));
  }
  return made;
}

function article(id: string, body: string): Article {
  return {
    id,
    title: body.slice(0, 60).split('\n')[0] ?? '',
    body,
    topics: [],
    sources: [],
    regions: [],
  };
}
