/**
 * Import of a large JSON Lines file into a running bot's store, while questions are asked: time, peak
 * memory of the process, how long answers take and how long the main thread's event loop stands still.
 * Store, ingest and corpus thread are put together as in the bot (src/main.ts).
 * Run: npx tsx bench/import.ts [articles, default 10000] [--memory | --no-desk]
 * The articles are made up here (about 900 words each). Default: SQLite, and the corpus thread that
 * follows it. `--no-desk`: the import alone. `--memory`: that, to the store kept in memory.
 */
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Desk } from '../src/answer/desk.ts';
import { announceCommits } from '../src/app/announce-commits.ts';
import { STARTER_CORPUS } from '../src/app/open-desk.ts';
import { openIngest } from '../src/app/open-ingest.ts';
import { startCorpusThread } from '../src/corpus-thread/start-corpus-thread.ts';
import { memoryStores } from '../src/ingest/memory-stores.ts';
import { createIngestStores } from '../src/store/ingest-stores.ts';
import { openStore, type Store } from '../src/store/open-store.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    memory: { type: 'boolean', default: false },
    'no-desk': { type: 'boolean', default: false },
  },
});
const articles = Number(positionals[0] ?? 10_000);
const TEAM = 'default';
const ASK_EVERY_MS = 100;
const QUESTIONS = [
  'What do officials say about the TTP?',
  'girls education',
  'Who attacked the Hazara mosque?',
  'canal farmers Kandahar',
  'How much of the reserves is frozen?',
];
const folder = mkdtempSync(join(tmpdir(), 'import-'));
const file = join(folder, 'articles.jsonl');
await writeArticles();

let peak = 0;
const look = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);
const store = options.memory
  ? undefined
  : await openStore({ home: join(folder, 'home'), threaded: true, clock: Date.now });
const stores = store ? createIngestStores(store, TEAM) : memoryStores();
const served = store && !options['no-desk'] ? await serve(store) : undefined;
const opened = openIngest(Date.now);
const ingest = opened.over(stores);
console.log(
  `file          ${(statSync(file).size / 1e6).toFixed(0)} MB; memory before ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
);

for (const round of ['first import', 're-import']) {
  peak = 0;
  const questions = ask(served?.desk);
  const begin = performance.now();
  const seconds = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`;
  const delay = stalls();
  const used = process.cpuUsage();
  const report = await ingest.add(file, 'cli:bench');
  console.log(
    `${round.padEnd(13)} ${report.added} added, ${report.unchanged} unchanged in ${seconds()}, ${processor(used)}; peak memory ${(peak / 1e6).toFixed(0)} MB; ${delay()}`,
  );
  if (served) {
    console.log(`              questions meanwhile: ${questions.figures()}`);
    const after = stalls();
    await served.caughtUp();
    console.log(
      `              in the index after ${seconds()}; peak memory ${(peak / 1e6).toFixed(0)} MB; ${after()}`,
    );
    console.log(`              questions until then: ${questions.figures()}`);
  }
  await questions.stop();
}
clearInterval(look);
await served?.stop();
await opened.close();
await store?.close();
rmSync(folder, { recursive: true });

/** The desk over the starter corpus and the store, in its thread. */
async function serve(from: Store) {
  const thread = await startCorpusThread({
    config: { corpus: [STARTER_CORPUS], home: join(folder, 'home') },
    teams: [TEAM],
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    say: console.error,
    onProblem: (error, message) => console.error(message, error),
    onUp: () => undefined,
  });
  const endAnnouncing = announceCommits(from, thread);
  const desk = thread.deskOf(TEAM);
  const before = (await desk.coverage()).articles;
  return {
    desk,
    async caughtUp() {
      while ((await desk.coverage()).articles < before + articles) await sleep(100);
    },
    async stop() {
      endAnnouncing();
      await thread.stop();
    },
  };
}

/** A question every so often, whether or not the one before is answered. */
function ask(desk: Desk | undefined) {
  const waits: number[] = [];
  const open = new Set<Promise<void>>();
  let due = performance.now() + ASK_EVERY_MS;
  let number = 0;
  const timer = setInterval(() => {
    // What came due while the loop stood still has waited since then.
    for (; desk && due <= performance.now(); due += ASK_EVERY_MS) {
      const from = due;
      const answer = desk.ask(QUESTIONS[number++ % QUESTIONS.length]!).then(() => {
        waits.push(performance.now() - from);
        open.delete(answer);
      });
      open.add(answer);
    }
  }, 5);
  return {
    figures: () => {
      const sorted = [...waits].sort((a, b) => a - b);
      const at = (share: number) =>
        (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
      return `${sorted.length} answered, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms; ${open.size} open`;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
    },
  };
}

function processor(before: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(before);
  return `${((user + system) / 1e6).toFixed(1)} s of processor time`;
}

function stalls(): () => string {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  return () => {
    delay.disable();
    return `main thread stood still ${(delay.percentile(99) / 1e6).toFixed(0)} ms at p99, ${(delay.max / 1e6).toFixed(0)} ms at most`;
  };
}

async function writeArticles(): Promise<void> {
  const words =
    'canal water officials Kandahar winter farmers promise engineer province contract year money said that before of the in and'.split(
      ' ',
    );
  const out = createWriteStream(file);
  for (let n = 0; n < articles; n += 1) {
    const sentences = Array.from({ length: 60 }, (_, s) =>
      Array.from(
        { length: 15 },
        (__, w) => words[(n * 7 + s * s * 31 + w * w + 13 * w) % words.length],
      ).join(' '),
    );
    const paragraphs = Array.from(
      { length: 15 },
      (_, p) =>
        `${sentences
          .slice(p * 4, p * 4 + 4)
          .map((sentence) => sentence[0]!.toUpperCase() + sentence.slice(1))
          .join('. ')}.`,
    );
    const text = `Article number ${n}.\n\n${paragraphs.join('\n\n')}`;
    const url = `https://example.org/${n}`;
    const record = { id: `a${n}`, title: `Title ${n}`, text, url, date: '2024-05-06' };
    if (!out.write(`${JSON.stringify(record)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
