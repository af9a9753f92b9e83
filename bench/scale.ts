/**
 * Where passages should be searched: in memory, in SQLite or in PostgreSQL, at growing sizes of a corpus of real
 * news passages (beyond the real ones, copies with a quarter of their words exchanged for others').
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/scale.ts [passages …, default 10000 100000 500000]
 *     [--engines memory,sqlite,postgres] [--questions 100]
 *
 * Each index is written by one process and asked by a fresh one, whose memory is a replica's. Milliseconds are of
 * real questions, asked one after the other; `CPU` is the asking process's (of PostgreSQL's own processes it
 * says nothing). `live` is what is reachable after a collection, which the reading of the corpus, that adds to the
 * RSS of the index in memory, does not change. The last column compares the first ten with those of the index in memory.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { NO_ALIASES } from '../src/search/aliases.ts';
import { segmentBuilder } from '../src/search/build-segment.ts';
import { entityLearner } from '../src/search/learn-entities.ts';
import { openPassageIndex } from '../src/search/passage-index.ts';
import type { IndexedArticle, SearchIndex } from '../src/search/search.ts';
import { createFtsIndex } from '../src/store/fts-index.ts';
import { createFtsWriter } from '../src/store/fts-writer.ts';
import { openStore } from '../src/store/open-store.ts';
import { startPostgresServer } from '../test/store/support/postgres-server.ts';
import { evaluationData } from './ranking-sets.ts';
import { speedArticles, speedQuestions } from './search-corpus.ts';

/** What a process of its own does; it prints JSON. */
interface Task {
  readonly what: 'build' | 'ask';
  readonly engine: string;
  readonly passages: number;
  readonly questions: number;
  readonly home: string;
  readonly databaseUrl?: string;
}

interface Built {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

interface Asked {
  readonly p50: number;
  readonly p95: number;
  readonly cpu: number;
  readonly rss: number;
  readonly live: number;
  readonly built?: Built;
  readonly tops: readonly string[][];
}

const ARTICLES_AT_ONCE = 100;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: 'string', default: 'memory,sqlite,postgres' },
    questions: { type: 'string', default: '100' },
    task: { type: 'string' },
  },
});
const data = evaluationData();
if (data !== null) {
  if (values.task === undefined) await compare();
  else console.log(JSON.stringify(await work(JSON.parse(values.task) as Task, data)));
  process.exit(0);
}

async function compare(): Promise<void> {
  const sizes = positionals.length > 0 ? positionals : ['10000', '100000', '500000'];
  console.log(
    ['passages', 'engine', 'build s', 'build CPU s', 'disk MB', 'p50 ms', 'p95 ms', 'CPU ms']
      .concat('RSS MB', 'live MB', 'first ten as in memory')
      .join(' | '),
  );
  const server = values.engines.includes('postgres')
    ? await (await startPostgresServer()).started
    : null;
  for (const passages of sizes.map(Number)) {
    let inMemory: Asked['tops'] | null = null;
    for (const engine of values.engines.split(',')) {
      const home = mkdtempSync(join(tmpdir(), 'afghan-brief-scale-'));
      const databaseUrl = engine === 'postgres' ? await server?.createDatabase() : undefined;
      const place = { home, ...(databaseUrl === undefined ? {} : { databaseUrl }) };
      const task = { engine, passages, questions: Number(values.questions), ...place };
      const built = engine === 'memory' ? null : run<Built>({ ...task, what: 'build' });
      const asked = run<Asked>({ ...task, what: 'ask' });
      rmSync(home, { recursive: true, force: true });
      if (engine === 'memory') inMemory = asked.tops;
      const { seconds = 0, cpuSeconds = 0, megabytes = 0 } = asked.built ?? built ?? {};
      const figures = [seconds, cpuSeconds, megabytes, asked.p50, asked.p95, asked.cpu];
      figures.push(asked.rss, asked.live);
      console.log(
        [passages, engine, ...figures.map((each) => each.toFixed(each < 100 ? 1 : 0))]
          .concat(inMemory && engine !== 'memory' ? same(inMemory, asked.tops) : '')
          .join(' | '),
      );
    }
  }
  await server?.stop();
}

function run<T>(task: Task): T {
  const flags = ['--expose-gc', '--max-old-space-size=12000', '--import', 'tsx'];
  const script = fileURLToPath(import.meta.url);
  const ran = spawnSync(process.execPath, [...flags, script, '--task', JSON.stringify(task)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as T;
}

async function work(task: Task, folder: string): Promise<Built | Asked> {
  if (task.what === 'build') return await build(task, folder);
  if (task.engine === 'memory') {
    const started = begun();
    const learner = entityLearner(NO_ALIASES);
    for (const { article } of speedArticles(folder, task.passages)) learner.add(article.body);
    const articles: IndexedArticle[] = [];
    const builder = segmentBuilder(NO_ALIASES, learner.finish());
    for (const each of speedArticles(folder, task.passages)) {
      builder.add(each);
      articles.push(each);
    }
    const index = openPassageIndex(builder.finish(), articles, NO_ALIASES);
    return { ...(await ask(index, task, folder)), built: { ...started(), megabytes: 0 } };
  }
  const store = await openStore({ ...task, clock: Date.now });
  const own = { db: store.db, announce: store.announce, engine: store.engine, team: 'T1' };
  const index = await createFtsIndex({ store: own, aliases: NO_ALIASES, read: async () => null });
  const asked = await ask(index, task, folder);
  await store.close();
  return asked;
}

async function build(task: Task, folder: string): Promise<Built> {
  const store = await openStore({ ...task, clock: Date.now });
  const own = { db: store.db, announce: store.announce, engine: store.engine, team: 'T1' };
  const started = begun();
  const writer = createFtsWriter(own, NO_ALIASES);
  const learner = entityLearner(NO_ALIASES);
  for (const { article } of speedArticles(folder, task.passages)) learner.add(article.body);
  await writer.reset(learner.finish());
  let batch: (IndexedArticle & { readonly version: string })[] = [];
  for (const each of speedArticles(folder, task.passages)) {
    batch.push({ ...each, version: 'v1' });
    if (batch.length < ARTICLES_AT_ONCE) continue;
    await writer.put(batch);
    batch = [];
  }
  await writer.put(batch);
  await writer.settle();
  const took = started();
  const size =
    store.engine === 'postgres'
      ? await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(
          store.db,
        )
      : null;
  await store.close();
  const file = join(task.home, 'afghan-brief.db');
  const bytes = size ? Number(size.rows[0]?.size) : statSync(file).size;
  return { ...took, megabytes: bytes / 1e6 };
}

async function ask(index: SearchIndex, task: Task, folder: string): Promise<Asked> {
  const { question } = speedQuestions(folder, task.questions);
  for (const text of question.slice(0, 10)) await index.search({ text }, 10);
  const times: number[] = [];
  const tops: string[][] = [];
  const before = process.cpuUsage();
  for (const text of question) {
    const from = performance.now();
    const { hits } = await index.search({ text }, 10);
    times.push(performance.now() - from);
    tops.push(hits.map(({ articleId, passage }) => `${articleId} ${passage.index}`));
  }
  const cpu = process.cpuUsage(before);
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  times.sort((a, b) => a - b);
  return {
    p50: times[times.length >> 1] ?? 0,
    p95: times[Math.floor(times.length * 0.95)] ?? 0,
    cpu: (cpu.user + cpu.system) / 1000 / question.length,
    rss: rss / 1e6,
    live: (heapUsed + external) / 1e6,
    tops,
  };
}

function begun(): () => { readonly seconds: number; readonly cpuSeconds: number } {
  const from = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - from) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}

function same(wanted: Asked['tops'], found: Asked['tops']): string {
  let equal = 0;
  let all = 0;
  wanted.forEach((places, at) => {
    equal += places.filter((place, rank) => place === found[at]?.[rank]).length;
    all += Math.max(places.length, found[at]?.length ?? 0);
  });
  return `${((100 * equal) / Math.max(1, all)).toFixed(1)} %`;
}
