/**
 * Import of a large JSON Lines file: time, peak memory, and how long other work waits meanwhile.
 * Run: npx tsx bench/import.ts [articles, default 10000]
 * The articles are made up here (about 900 words each) and go to the store that is kept in memory,
 * so that the figures hold the articles themselves too.
 */

import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { corpusFiles } from '../src/ingest/corpus-files.ts';
import { createIngest } from '../src/ingest/ingest.ts';
import { memoryStores } from '../src/ingest/memory-stores.ts';
import { readDocument } from '../src/ingest/read-document.ts';

const articles = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'import-'));
const file = join(folder, 'articles.jsonl');
const WORDS =
  'canal water officials Kandahar winter farmers promise engineer province contract year money said that before of the in and'.split(
    ' ',
  );

const out = createWriteStream(file);
for (let n = 0; n < articles; n += 1) {
  const words = Array.from(
    { length: 900 },
    (_, at) => WORDS[(n * 7 + at * at + 13 * at) % WORDS.length],
  );
  const text = `Article number ${n}. ${words.join(' ')}`;
  const record = {
    id: `a${n}`,
    title: `Title ${n}`,
    text,
    url: `https://example.org/${n}`,
    date: '2024-05-06',
  };
  if (!out.write(`${JSON.stringify(record)}\n`)) await once(out, 'drain');
}
out.end();
await once(out, 'finish');

let peak = 0;
const ingest = createIngest({
  stores: memoryStores(),
  fetch: async () => ({ kind: 'failed', failure: 'unreachable', reason: 'not here' }),
  read: readDocument,
  files: corpusFiles(),
  now: Date.now,
  random: Math.random,
});
const delay = monitorEventLoopDelay({ resolution: 5 });
for (const round of ['first import', 're-import']) {
  delay.reset();
  delay.enable();
  const begin = performance.now();
  const report = await ingest.add(file, 'cli:bench', {
    onItem: (_, done) => {
      if (done % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  delay.disable();
  const seconds = (performance.now() - begin) / 1000;
  console.log(
    `${round.padEnd(13)} ${report.added} added, ${report.unchanged} unchanged in ${seconds.toFixed(1)} s; ` +
      `peak memory ${(peak / 1e6).toFixed(0)} MB; other work waited ${(delay.percentile(99) / 1e6).toFixed(0)} ms at p99, ${(delay.max / 1e6).toFixed(0)} ms at most`,
  );
}
console.log(`file          ${(statSync(file).size / 1e6).toFixed(0)} MB`);
rmSync(folder, { recursive: true });
