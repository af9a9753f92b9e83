/**
 * Where passages should be searched: in memory, in SQLite or in PostgreSQL, at growing sizes of a corpus of real
 * news passages (beyond the real ones, copies with a quarter of their words exchanged for others').
 *
 *   AFGHAN_BRIEF_EVAL_DATA=… npx tsx bench/scale.ts [passages …, default 10000 100000 500000]
 *     [--engines memory,sqlite,postgres] [--questions 100] [--keep <folder>]
 *
 * Each index is written by one process and asked by a fresh one, whose memory is a replica's. Milliseconds are of
 * real questions, asked one after the other; `CPU` is the asking process's, and behind the `+` that of PostgreSQL's
 * own processes. `live` is what is reachable after a collection, which the reading of the corpus, that adds to the
 * RSS of the index in memory, does not change. The last column compares the first ten with those of the index in
 * memory.
 *
 * A larger database is a copy of the smaller one with the other articles, its time that of both. `--keep`: databases
 * and what memory found stay in the folder, and a later run takes from there what it needs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NO_ALIASES } from '../src/search/aliases.ts';
import { segmentBuilder } from '../src/search/build-segment.ts';
import { entityLearner } from '../src/search/learn-entities.ts';
import { openPassageIndex } from '../src/search/passage-index.ts';
import type { IndexedArticle, SearchIndex } from '../src/search/search.ts';
import { createFtsIndex } from '../src/store/fts-index.ts';
import { createFtsWriter } from '../src/store/fts-writer.ts';
import { openStore } from '../src/store/open-store.ts';
import { evaluationData } from './ranking-sets.ts';
import { type DatabaseOf, postgresDatabases, sqliteDatabases } from './scale-databases.ts';
import { speedArticles, speedQuestions } from './search-corpus.ts';

/** What a process of its own does; it prints JSON. */
interface Task {
  readonly what: 'build' | 'ask';
  readonly engine: string;
  readonly passages: number;
  /** Passages that the database holds already. */
  readonly held: number;
  readonly questions: number;
  readonly database?: DatabaseOf;
}

interface Built {
  readonly seconds: number;
  readonly cpuSeconds: number;
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
/** Acronyms are those that the first passages explain, for all sizes beyond: copies explain none. */
const LEARNED_FROM = 100_000;
const HEAP_MB = 14_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: 'string', default: 'memory,sqlite,postgres' },
    questions: { type: 'string', default: '100' },
    keep: { type: 'string' },
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
  const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000, 500_000];
  sizes.sort((a, b) => a - b);
  const questions = Number(values.questions);
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'afghan-brief-scale-'));
  mkdirSync(folder, { recursive: true });
  console.log(
    ['passages', 'engine', 'build s', 'build CPU s', 'disk MB', 'p50 ms', 'p95 ms', 'CPU ms']
      .concat('RSS MB', 'live MB', 'first ten as in memory')
      .join(' | '),
  );
  const inMemory = new Map<number, Asked['tops']>();
  for (const engine of values.engines.split(',')) {
    const databases =
      engine === 'sqlite'
        ? sqliteDatabases(folder)
        : engine === 'postgres'
          ? await postgresDatabases(folder)
          : null;
    for (const passages of sizes) {
      const task = { engine, passages, held: 0, questions };
      if (!databases) {
        const asked = kept(join(folder, `memory-${passages}-${questions}.json`), () =>
          run<Asked>({ ...task, what: 'ask' }),
        );
        inMemory.set(passages, asked.tops);
        print([passages, engine], asked, asked.built, 0, '');
        continue;
      }
      const { database, held, spent, note } = await databases.open(passages, LEARNED_FROM);
      let built = spent;
      if (held < passages) {
        const own = run<Built>({ ...task, what: 'build', held, database });
        built = {
          seconds: spent.seconds + own.seconds,
          cpuSeconds: spent.cpuSeconds + own.cpuSeconds,
        };
        note(built);
      }
      const before = await databases.cpuSeconds();
      const asked = run<Asked>({ ...task, what: 'ask', held: passages, database });
      const served = (((await databases.cpuSeconds()) - before) * 1000) / (questions + 10);
      const file = join(folder, `memory-${passages}-${questions}.json`);
      const wanted =
        inMemory.get(passages) ??
        (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Asked).tops : null);
      const equal = wanted ? same(wanted, asked.tops) : '';
      print([passages, engine], asked, built, await databases.megabytes(passages), equal, served);
    }
    await databases?.close();
  }
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

function kept(file: string, make: () => Asked): Asked {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Asked;
  const made = make();
  writeFileSync(file, JSON.stringify(made));
  return made;
}

function print(
  of: readonly (string | number)[],
  asked: Asked,
  built: Built = { seconds: 0, cpuSeconds: 0 },
  megabytes = 0,
  equal = '',
  served = 0,
): void {
  const text = (each: number): string => each.toFixed(each < 100 ? 1 : 0);
  const figures = [built.seconds, built.cpuSeconds, megabytes, asked.p50, asked.p95].map(text);
  const cpu = text(asked.cpu) + (served > 0 ? ` + ${text(served)}` : '');
  console.log([...of, ...figures, cpu, text(asked.rss), text(asked.live), equal].join(' | '));
}

function run<T>(task: Task): T {
  const flags = ['--expose-gc', `--max-old-space-size=${HEAP_MB}`, '--import', 'tsx'];
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
    const articles: IndexedArticle[] = [];
    const builder = segmentBuilder(NO_ALIASES, learned(task, folder));
    for (const each of speedArticles(folder, task.passages)) {
      builder.add(each);
      articles.push(each);
    }
    const index = openPassageIndex(builder.finish(), articles, NO_ALIASES);
    return { ...(await ask(index, task, folder)), built: started() };
  }
  const store = await openStore({ home: '', ...task.database, clock: Date.now });
  const own = { db: store.db, announce: store.announce, engine: store.engine, team: 'T1' };
  const index = await createFtsIndex({ store: own, aliases: NO_ALIASES, read: async () => null });
  const asked = await ask(index, task, folder);
  await store.close();
  return asked;
}

function learned({ passages }: Task, folder: string) {
  const learner = entityLearner(NO_ALIASES);
  for (const { article } of speedArticles(folder, Math.min(passages, LEARNED_FROM))) {
    learner.add(article.body);
  }
  return learner.finish();
}

async function build(task: Task, folder: string): Promise<Built> {
  const store = await openStore({ home: '', ...task.database, clock: Date.now });
  const own = { db: store.db, announce: store.announce, engine: store.engine, team: 'T1' };
  const started = begun();
  const writer = createFtsWriter(own, NO_ALIASES);
  if (task.held === 0) await writer.reset(learned(task, folder));
  let batch: (IndexedArticle & { readonly version: string })[] = [];
  for (const each of speedArticles(folder, task.passages, task.held)) {
    batch.push({ ...each, version: 'v1' });
    if (batch.length < ARTICLES_AT_ONCE) continue;
    await writer.put(batch);
    batch = [];
  }
  await writer.put(batch);
  await writer.settle();
  const took = started();
  await store.close();
  return took;
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

function begun(): () => Built {
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
