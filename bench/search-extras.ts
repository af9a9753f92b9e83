import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import { announceCommits } from '../src/app/announce-commits.ts';
import { openIngest } from '../src/app/open-ingest.ts';
import { startCorpusThread } from '../src/corpus-thread/start-corpus-thread.ts';
import { NO_ALIASES } from '../src/search/aliases.ts';
import { buildSegment } from '../src/search/build-segment.ts';
import { openPassageIndex } from '../src/search/passage-index.ts';
import type { IndexedArticle, SearchIndex } from '../src/search/search.ts';
import { readSnapshot, writeSnapshot } from '../src/search/snapshot.ts';
import { createIngestStores } from '../src/store/ingest-stores.ts';
import { openStore } from '../src/store/open-store.ts';
import { importRecords, speedCorpus, speedQuestions } from './search-corpus.ts';
import { MINISEARCH, plainMiniSearch } from './search-engines.ts';

/** How many of the first ten places are those of the exhaustive ranking. */
export async function topTen(
  articles: readonly IndexedArticle[],
  questions: readonly string[],
): Promise<void> {
  const segment = buildSegment(articles, NO_ALIASES);
  const pruned = openPassageIndex(segment, articles, NO_ALIASES);
  const all = openPassageIndex(segment, articles, NO_ALIASES, { exhaustive: true });
  let same = 0;
  let places = 0;
  for (const text of questions) {
    const expected = await places10(all, text);
    const got = await places10(pruned, text);
    places += expected.length;
    same += expected.filter((place, i) => got[i] === place).length;
  }
  console.log(
    `  top ten equal to the exhaustive ranking's: ${((100 * same) / Math.max(1, places)).toFixed(2)} % of places`,
  );
}

async function places10(index: SearchIndex, text: string): Promise<string[]> {
  const { hits } = await index.search({ text }, 10);
  return hits.map(({ articleId, passage }) => `${articleId}:${passage.index}`);
}

/** From bytes to the first answer, against MiniSearch's own loadJSON. */
export async function snapshotStart(articles: readonly IndexedArticle[]): Promise<void> {
  const bytes = writeSnapshot(buildSegment(articles, NO_ALIASES), 'bench');
  const started = performance.now();
  const read = readSnapshot(bytes, 'bench');
  if (read.kind !== 'segment') throw new Error(read.why);
  const index = openPassageIndex(read.segment, articles, NO_ALIASES);
  await index.search({ text: 'bank' }, 10);
  const mine = performance.now() - started;
  const json = JSON.stringify(plainMiniSearch(articles));
  const loading = performance.now();
  MiniSearch.loadJSON(json, MINISEARCH);
  const theirs = performance.now() - loading;
  console.log(
    `  start from snapshot: ${mine.toFixed(0)} ms (${(bytes.length / 1e6).toFixed(0)} MB), loadJSON ${theirs.toFixed(0)} ms (${(json.length / 1e6).toFixed(0)} MB), ratio ${(mine / theirs).toFixed(3)}`,
  );
}

/**
 * The longest time that the bot's main thread stood still while 10,000 articles of real news came in, were
 * indexed, and questions were asked. Store, ingest and corpus thread are put together as in src/main.ts.
 */
export async function stall(data: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stall-'));
  const lines = (name: string, records: readonly unknown[]): string => {
    const file = join(folder, name);
    writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'));
    return file;
  };
  const old = speedCorpus(data, 20_000).map(({ article: { id, body } }) => ({ id, text: body }));
  const corpus = [lines('old.jsonl', old)];
  const records = importRecords(data, 10_000);
  const file = lines('import.jsonl', records);
  const home = join(folder, 'home');
  const store = await openStore({ home, threaded: true, clock: Date.now });
  const thread = await startCorpusThread({
    config: { corpus, home },
    teams: ['default'],
    after: (ms, callback) => {
      const timer = globalThis.setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    say: () => undefined,
    onProblem: (error, message) => console.error(message, error),
    onUp: () => undefined,
  });
  const endAnnouncing = announceCommits(store, thread);
  const opened = openIngest(Date.now);
  const desk = thread.deskOf('default');
  const { question } = speedQuestions(data, 200);
  globalThis.gc?.();
  await setTimeout(200);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let importing = true;
  let asked = 0;
  const asking = (async () => {
    while (importing) {
      await desk.ask(question[asked++ % question.length]!).catch(() => undefined);
      await setTimeout(20);
    }
  })();
  const before = thread.passages();
  const report = await opened.over(createIngestStores(store, 'default')).add(file, 'cli:bench');
  const read = delay.max / 1e6;
  const all = (await desk.coverage()).articles;
  for (let now = all; now < old.length + report.added; await setTimeout(100)) {
    now = (await desk.coverage()).articles;
  }
  importing = false;
  await asking;
  delay.disable();
  console.log(
    `\nimport of ${report.added} articles (${thread.passages() - before} passages), ${asked} questions meanwhile: longest stall of the main thread ${(delay.max / 1e6).toFixed(0)} ms (while importing ${read.toFixed(0)} ms), 99.9 % ${(delay.percentile(99.9) / 1e6).toFixed(0)} ms`,
  );
  endAnnouncing();
  await thread.stop();
  await opened.close();
  await store.close();
  rmSync(folder, { recursive: true });
}
