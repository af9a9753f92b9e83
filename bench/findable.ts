/**
 * How long it takes until an added article can be found, by the size of the corpus: milliseconds and processor time
 * from the change to the new desk, and the longest time for which the thread that answers stood still meanwhile.
 * Real news articles; beyond them copies. Who said what is taken as known for the articles of the corpus.
 * Run: AFGHAN_BRIEF_EVAL_DATA=… node --max-old-space-size=8000 --import tsx bench/findable.ts
 *   [passages, default 100000] [memory | database, SQLite in a thread of its own; default memory]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CorpusKeeper } from '../src/app/corpus-keeper.ts';
import { databaseKeeper } from '../src/app/database-keeper.ts';
import { deskBuilder } from '../src/app/desk-builder.ts';
import { said } from '../src/app/known-articles.ts';
import { type CorpusText, readCorpusText, STARTER_CORPUS } from '../src/app/open-desk.ts';
import type { Article } from '../src/article/article.ts';
import { createIngestStores } from '../src/store/ingest-stores.ts';
import { openStore } from '../src/store/open-store.ts';
import { putArticle } from '../test/builders/put-article.ts';
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
  const change =
    process.argv[3] === 'database' ? await databaseSearch(folder) : memorySearch(folder);
  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();

  async function made(label: string): Promise<void> {
    await sleep(100);
    delay.reset();
    const used = process.cpuUsage();
    const begun = performance.now();
    const built = await change.to(all, starter);
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
  await change.end();
  rmSync(folder, { recursive: true });
}

/** Brings what is searched to these articles; those that are there stay in their order. */
interface Change {
  to(
    all: readonly Article[],
    texts: CorpusText,
  ): Promise<{ readonly from: string; readonly passages: number }>;
  end(): Promise<void>;
}

function memorySearch(folder: string): Change {
  const builder = deskBuilder({ snapshots: folder });
  return { to: (all, texts) => builder.build(all, texts), end: () => builder.end() };
}

/** The first articles come from a folder, the others are added to the store. */
async function databaseSearch(folder: string): Promise<Change> {
  const store = await openStore({ home: folder, clock: Date.now, threaded: true });
  const team = 'T1';
  const { articles } = createIngestStores(store, team);
  let keeper: CorpusKeeper | null = null;
  let held = 0;
  return {
    async to(all, texts) {
      const read = { ...texts, articles: all };
      const from = keeper ? 'changed' : 'built';
      if (keeper) {
        const since = (await articles.changesAfter(0, all.length)).at(-1)?.sequence ?? 0;
        for (const each of all.slice(held)) await putArticle(articles, each);
        await keeper.apply(await articles.changesAfter(since, all.length));
      } else {
        keeper = await databaseKeeper({
          store: { db: store.db, announce: store.announce, engine: store.engine, team },
          articles,
          read,
          reread: async () => read,
          signal: new AbortController().signal,
          onIndex: () => undefined,
        });
      }
      held = all.length;
      return { from, passages: keeper.passages() };
    },
    end: () => store.close(),
  };
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
