import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDesk } from '../answer/create-desk.ts';
import type { Desk } from '../answer/desk.ts';
import { rememberingDesk } from '../answer/remembering-desk.ts';
import type { Article } from '../article/article.ts';
import { articleVersion, versionOf } from '../ingest/corpus-version.ts';
import { buildInWorker } from '../search/build-in-worker.ts';
import { buildSegment } from '../search/build-segment.ts';
import { indexArticle } from '../search/index-article.ts';
import { openPassageIndex } from '../search/passage-index.ts';
import type { IndexedArticle, SaidWords } from '../search/search.ts';
import { readSnapshot } from '../search/snapshot.ts';
import type { CorpusText } from './open-desk.ts';

export interface BuiltDesk {
  readonly desk: Desk;
  /** In the index. */
  readonly passages: number;
  readonly from: 'snapshot' | 'built';
  /**
   * Finds passages and quotes before a question needs them, an article at a time: most of what the first
   * answers take. `next` resolves when there is time for one more, with whether to go on.
   */
  readAhead(next: () => Promise<boolean>): Promise<void>;
}

export interface BuildDeskOptions {
  /** Folder for the snapshot that makes the next start fast; without it none is kept. */
  readonly snapshots?: string;
  /** Whose snapshot it is: one is kept for each. @default 'default' */
  readonly slot?: string;
  readonly signal?: AbortSignal;
}

/** Changes when passages or quotes are found otherwise: an index of other ones is not used. */
const READING = 2;
/** Code units of text that are indexed on the spot: a thread would take longer to start. */
const ON_THE_SPOT = 150_000;
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const hashes = new WeakMap<Article, string>();
const indexed = new WeakMap<Article, IndexedArticle>();
const ahead = new WeakSet<IndexedArticle>();
const said = new WeakMap<Article, readonly SaidWords[]>();

/**
 * The desk over some articles without holding up the event loop: the index comes from the snapshot of
 * this very corpus, else from a worker thread.
 */
export async function buildDesk(
  articles: readonly Article[],
  { aliases, aliasesText }: Pick<CorpusText, 'aliases' | 'aliasesText'>,
  options: BuildDeskOptions = {},
): Promise<BuiltDesk> {
  const sorted = [...articles].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const version = versionOf(await articleHashes(sorted), aliasesText);
  const key = `${version}/${READING}`;
  const kept = await readKept(options, version, key);
  const from = kept ? 'snapshot' : 'built';
  const segment = kept ?? (await built(sorted, aliases, key, version, options));
  const list = sorted.map(known);
  const index = openPassageIndex(segment, list, aliases);
  return {
    desk: rememberingDesk(createDesk({ articles: list, index, aliases, version, pause })),
    passages: index.passages,
    from,
    async readAhead(next) {
      for (const article of list) {
        if (ahead.has(article)) continue;
        if (!(await next())) return;
        ahead.add(article);
        void article.passages;
        void article.attributions;
      }
    },
  };
}

async function built(
  sorted: readonly Article[],
  aliases: CorpusText['aliases'],
  key: string,
  version: string,
  options: BuildDeskOptions,
) {
  const { signal } = options;
  if (sorted.reduce((sum, { body }) => sum + body.length, 0) <= ON_THE_SPOT) {
    return buildSegment(sorted.map(known), aliases);
  }
  const bytes = await buildInWorker(sorted, aliases, key, { said, ...(signal ? { signal } : {}) });
  await keep(options, version, bytes);
  const read = readSnapshot(bytes, key);
  if (read.kind === 'segment') return read.segment;
  throw new Error(`the index that was just built cannot be read: ${read.why}`);
}

/** An article that stays in the corpus keeps what was found of it. */
function known(article: Article): IndexedArticle {
  const found = indexed.get(article) ?? indexArticle(article);
  indexed.set(article, found);
  return found;
}

async function articleHashes(articles: readonly Article[]): Promise<readonly string[]> {
  const found: string[] = [];
  let read = 0;
  for (const article of articles) {
    const hash = hashes.get(article) ?? articleVersion(article);
    if (!hashes.has(article)) read += article.body.length;
    hashes.set(article, hash);
    found.push(hash);
    if (read < 2_000_000) continue;
    read = 0;
    await pause();
  }
  return found;
}

/** Where a snapshot is kept: `index-<slot>-<version>.bin`. */
function prefixOf({ slot = 'default' }: BuildDeskOptions): string {
  return `index-${slot.replace(/[^A-Za-z0-9]/g, '_')}-`;
}

function nameOf(options: BuildDeskOptions, version: string): string {
  return `${prefixOf(options)}${version.replace(/^sha256:/, '')}.bin`;
}

async function readKept(options: BuildDeskOptions, version: string, key: string) {
  if (options.snapshots === undefined) return null;
  const file = join(options.snapshots, nameOf(options, version));
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return null;
  // A copy of its own: the arrays of the segment need an aligned buffer.
  const read = readSnapshot(new Uint8Array(bytes), key);
  return read.kind === 'segment' ? read.segment : null;
}

/** One snapshot is kept in each slot: that of the corpus served last. One that cannot be written is no failure. */
async function keep(options: BuildDeskOptions, version: string, bytes: Uint8Array): Promise<void> {
  const { snapshots: folder } = options;
  if (folder === undefined) return;
  const name = nameOf(options, version);
  const part = join(folder, `${name}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(part, bytes);
    await rename(part, join(folder, name));
    for (const other of await readdir(folder)) {
      if (other.startsWith(prefixOf(options)) && other !== name)
        await rm(join(folder, other), { force: true });
    }
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}
