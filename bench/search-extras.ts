import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import type { Article } from '../src/article/article.ts';
import { readRecord } from '../src/ingest/read-record.ts';
import { NO_ALIASES } from '../src/search/aliases.ts';
import { buildInWorker } from '../src/search/build-in-worker.ts';
import { buildSegment } from '../src/search/build-segment.ts';
import { indexArticle } from '../src/search/index-article.ts';
import { openPassageIndex } from '../src/search/passage-index.ts';
import type { IndexedArticle, SearchIndex } from '../src/search/search.ts';
import { readSnapshot, writeSnapshot } from '../src/search/snapshot.ts';
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

/** The longest time that the event loop stood still while 10,000 articles came in and questions were asked. */
export async function stall(data: string): Promise<void> {
  const old = speedCorpus(data, 20_000);
  const index = openPassageIndex(buildSegment(old, NO_ALIASES), old, NO_ALIASES);
  const { question } = speedQuestions(data, 200);
  for (const text of question.slice(0, 50)) await index.search({ text }, 10);
  const records = importRecords(data, 10_000);
  globalThis.gc?.();
  await setTimeout(200);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let importing = true;
  let asked = 0;
  const asking = (async () => {
    while (importing) {
      await index.search({ text: question[asked++ % question.length]! }, 10);
      await setTimeout(20);
    }
  })();
  const articles: Article[] = [];
  for (const [i, record] of records.entries()) {
    const { article } = readRecord(record, 'import', i + 1);
    if (article) articles.push(article);
    await setImmediate();
  }
  const read = delay.max / 1e6;
  const bytes = await buildInWorker(articles, NO_ALIASES, 'bench');
  const snapshot = readSnapshot(bytes, 'bench');
  if (snapshot.kind !== 'segment') throw new Error(snapshot.why);
  const next = openPassageIndex(snapshot.segment, articles.map(indexArticle), NO_ALIASES);
  await next.search({ text: question[0]! }, 10);
  importing = false;
  await asking;
  delay.disable();
  console.log(
    `\nimport of ${articles.length} articles (${next.passages} passages), ${asked} questions meanwhile: longest stall ${(delay.max / 1e6).toFixed(0)} ms (while reading ${read.toFixed(0)} ms), 99.9 % ${(delay.percentile(99.9) / 1e6).toFixed(0)} ms`,
  );
}
