// Memory and time of the index in memory and of the databases' own, at one corpus size a process.
//   npx tsx bench/scale.ts [passages …, default 10000 100000] [--engines memory,sqlite,postgres]
// Above about 500,000 passages raise the heap: NODE_OPTIONS=--max-old-space-size=8192
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { learnEntities } from '../src/search/learn-entities.ts';
import { createPassageIndex } from '../src/search/passage-index.ts';
import type { SearchIndex } from '../src/search/search.ts';
import { createFtsIndex } from '../src/store/fts-index.ts';
import { createFtsWriter } from '../src/store/fts-writer.ts';
import { openStore } from '../src/store/open-store.ts';
import { madeArticles, questions, starterArticles } from '../test/store/support/many-articles.ts';
import { startPostgresServer } from '../test/store/support/postgres-server.ts';

const PARAGRAPHS = 10;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: 'string', default: 'memory,sqlite,postgres' },
    one: { type: 'string' },
  },
});

if (values.one !== undefined) {
  await measure(values.one, Number(positionals[0]));
  process.exit(0);
}
console.log(
  'passages | engine | build s | RSS MB | on disk MB | p50 ms | p95 ms | top ten as in memory, unpruned',
);
for (const passages of positionals.length > 0 ? positionals : ['10000', '100000']) {
  for (const engine of values.engines.split(',')) {
    const script = fileURLToPath(import.meta.url);
    // A process of its own: its memory is that engine's alone.
    spawnSync(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', script, '--one', engine, passages],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
  }
}

async function measure(engine: string, passages: number): Promise<void> {
  const many = await starterArticles();
  const made = () => madeArticles(many, Math.ceil(passages / PARAGRAPHS), PARAGRAPHS);
  const asked = questions(many, 60);
  const started = performance.now();
  let index: SearchIndex;
  let disk = 0;
  let close = async (): Promise<void> => undefined;
  if (engine === 'memory') {
    index = createPassageIndex([...made()], many.aliases);
  } else {
    const home = mkdtempSync(join(tmpdir(), 'afghan-brief-scale-'));
    const server = engine === 'postgres' ? await (await startPostgresServer()).started : null;
    const place = { home, ...(server ? { databaseUrl: await server.createDatabase() } : {}) };
    const store = await openStore({ ...place, clock: Date.now });
    const own = { db: store.db, announce: store.announce, engine: store.engine, team: 'T1' };
    const writer = createFtsWriter(own, many.aliases);
    await writer.reset(learnEntities(bodies(made()), many.aliases));
    let batch: Parameters<typeof writer.put>[0][number][] = [];
    for (const each of made()) {
      const { article, passages: found, attributions } = each;
      batch.push({ article, passages: found, attributions, version: 'v1' });
      if (batch.length === 100) {
        await writer.put(batch);
        batch = [];
      }
    }
    await writer.put(batch);
    if (server) await sql`analyze`.execute(store.db);
    const newest = dates(made()).sort().at(-1);
    index = await createFtsIndex({
      store: own,
      aliases: many.aliases,
      ...(newest ? { newest } : {}),
      read: async () => null,
    });
    disk = server
      ? Number(
          (
            await sql<{
              size: number;
            }>`select pg_database_size(current_database()) as size`.execute(store.db)
          ).rows[0]?.size,
        )
      : statSync(join(home, 'afghan-brief.db')).size;
    close = async () => {
      await store.close();
      await server?.stop();
      rmSync(home, { recursive: true, force: true });
    };
  }
  const build = (performance.now() - started) / 1000;
  for (const text of asked.slice(0, 10)) await index.search({ text }, 10);
  globalThis.gc?.();
  const rss = process.memoryUsage().rss;
  const times: number[] = [];
  const tops: string[][] = [];
  for (const text of asked) {
    const from = performance.now();
    const { hits } = await index.search({ text }, 10);
    times.push(performance.now() - from);
    tops.push(hits.map(({ articleId, passage }) => `${articleId} ${passage.index}`));
  }
  times.sort((a, b) => a - b);
  const equal = engine === 'memory' || passages > 200_000 ? '' : await sameAsMemory(tops);
  console.log(
    [
      passages,
      engine,
      build.toFixed(1),
      (rss / 1e6).toFixed(0),
      (disk / 1e6).toFixed(0),
      (times[times.length >> 1] ?? 0).toFixed(1),
      (times[Math.floor(times.length * 0.95)] ?? 0).toFixed(1),
      equal,
    ].join(' | '),
  );
  await close();

  async function sameAsMemory(found: readonly string[][]): Promise<string> {
    // Without pruning: what the index in memory leaves out to be fast is not the database's fault.
    const memory = createPassageIndex([...made()], many.aliases, { exhaustive: true });
    let same = 0;
    let all = 0;
    for (const [at, text] of asked.entries()) {
      const { hits } = await memory.search({ text }, 10);
      const wanted = hits.map(({ articleId, passage }) => `${articleId} ${passage.index}`);
      same += wanted.filter((place, rank) => place === found[at]?.[rank]).length;
      all += wanted.length;
    }
    return `${((100 * same) / all).toFixed(1)} %`;
  }
}

function dates(articles: Iterable<{ readonly article: { readonly publishedAt?: string } }>) {
  return [...articles].flatMap(({ article }) => article.publishedAt ?? []);
}

function* bodies(articles: Iterable<{ readonly article: { readonly body: string } }>) {
  for (const { article } of articles) yield article.body;
}
