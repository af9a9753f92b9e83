import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/answer/desk.ts';
import { QuestionError } from '../../src/answer/question.ts';
import { announceCommits } from '../../src/app/announce-commits.ts';
import { openDesk } from '../../src/app/open-desk.ts';
import type { Article } from '../../src/article/article.ts';
import type { CorpusThreadData } from '../../src/corpus-thread/messages.ts';
import {
  type CorpusThread,
  startCorpusThread,
} from '../../src/corpus-thread/start-corpus-thread.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { aliasesText, article, borderPost } from '../builders/border-post.ts';
import { putArticle } from '../builders/put-article.ts';

const ENTRY = new URL('../../src/corpus-thread/corpus-thread-entry.js', import.meta.url);
const melons = article({
  id: 'melons',
  body: 'The melon harvest failed in the lower valley, growers said on Monday.',
});
const wells = article({
  id: 'wells',
  body: 'Forty wells ran dry in the upper valley, engineers said on Tuesday.',
});

let home: string;
let folder: string;
let store: Store;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'afghan-brief-thread-'));
  folder = mkdtempSync(join(tmpdir(), 'afghan-brief-corpus-'));
  writeFileSync(join(folder, 'aliases.yml'), aliasesText);
  const lines = borderPost.map(({ body, regions: _, ...fields }) =>
    JSON.stringify({ ...fields, text: body }),
  );
  writeFileSync(join(folder, 'articles.jsonl'), lines.join('\n'));
  store = await openStore({ home, clock: () => 0 });
});
afterAll(async () => {
  await store.close();
  for (const each of [home, folder]) rmSync(each, { recursive: true });
});

interface Started {
  readonly thread: CorpusThread;
  readonly workers: readonly Worker[];
  /** What it said of being up, in order. */
  readonly ups: readonly boolean[];
}

async function start(
  spawn = (workerData: CorpusThreadData) => new Worker(ENTRY, { workerData }),
): Promise<Started> {
  const workers: Worker[] = [];
  const ups: boolean[] = [];
  const thread = await startCorpusThread({
    config: { corpus: [folder], home },
    teams: ['default'],
    after: (_ms, callback) => {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    },
    say: () => undefined,
    onProblem: () => undefined,
    onUp: (up) => ups.push(up),
    spawn: (data) => {
      const worker = spawn(data);
      workers.push(worker);
      return worker;
    },
  });
  return { thread, workers, ups };
}

const put = (team: string, one: Article) =>
  putArticle(createIngestStores(store, team).articles, one);

/** A message that it cannot read ends a thread, as any mistake of ours would. */
const crash = (worker: Worker | undefined): void => worker?.postMessage(null);

/** Everything that a desk can be asked, as JSON. */
async function everything(desk: Desk): Promise<Record<string, string>> {
  const { excerpts } = await desk.ask('border gate');
  const { articleId, start, end } = excerpts[0]!;
  const answers: Record<keyof Desk, unknown> = {
    corpusVersion: await desk.corpusVersion(),
    coverage: await desk.coverage(),
    topics: await desk.topics(),
    articles: await desk.articles(),
    published: await desk.published(),
    sources: await desk.sources(2),
    suggestions: await desk.suggestions(3),
    ask: [
      await desk.ask('border gate', { top: 5, by: 'sentence' }),
      await desk.ask('quantum computing'),
      await desk.ask('and the melons?', { previous: 'border gate', limit: 1 }),
    ],
    quotes: [await desk.quotes('Laila Roshan'), await desk.quotes('gate')],
    timeline: await desk.timeline('shelling'),
    figures: await desk.figures('melon growers'),
    verify: [
      await desk.verify('We will open the gate when the shelling stops'),
      await desk.verify('We will open the gate if the shelling stops'),
      await desk.verify('Nothing of this was ever said by anybody at all'),
    ],
    verifyMessage: await desk.verifyMessage(
      'She said “We will open the gate” and “No way at all”.',
    ),
    context: [
      await desk.context(articleId, { start, end }),
      await desk.context('no such article', { start: 0, end: 1 }),
    ],
    digest: await desk.digest({ since: '2031-01-01' }),
  };
  return Object.fromEntries(
    Object.entries(answers).map(([method, answer]) => [method, JSON.stringify(answer)]),
  );
}

describe('the corpus thread', () => {
  let started: Started;
  let desk: Desk;
  beforeAll(async () => {
    await put('T1', melons);
    started = await start();
    ({ desk } = await openDesk([folder]));
  });
  afterAll(() => started.thread.stop());

  it('answers everything with the bytes of a desk in the same thread', async () => {
    const { thread, ups } = started;
    expect(await everything(thread.deskOf('default'))).toEqual(await everything(desk));
    expect(thread.passages()).toBeGreaterThan(5);
    expect(ups).toEqual([true]);
  });

  it('keeps the kind and the words of an error', async () => {
    const there = started.thread.deskOf('default');
    await expect(there.ask(' ')).rejects.toBeInstanceOf(QuestionError);
    const { message } = (await desk.ask('since:never').catch((error) => error)) as Error;
    await expect(there.ask('since:never')).rejects.toThrow(message);
  });

  it('serves each workspace the folders and its own articles, never another one’s, and follows them', async () => {
    const { deskOf, announced, forget } = started.thread;
    const endAnnouncing = announceCommits(store, { announced });
    const ids = async (team: string) =>
      (await deskOf(team).articles()).map(({ articleId }) => articleId);
    expect(await ids('T1')).toEqual(['copy', 'gate', 'melons', 'shelling']);
    expect(await ids('T2')).toEqual(['copy', 'gate', 'shelling']);
    const before = await deskOf('T2').corpusVersion();
    await put('T2', wells);
    while ((await deskOf('T2').corpusVersion()) === before);
    expect(await ids('T2')).toEqual(['copy', 'gate', 'shelling', 'wells']);
    expect(await ids('T1')).toEqual(['copy', 'gate', 'melons', 'shelling']);
    expect((await deskOf('T1').ask('wells ran dry')).outcome).toBe('not-covered');
    expect((await deskOf('T2').ask('wells ran dry')).outcome).toBe('found');
    await forget('T2');
    expect(await ids('T2')).toEqual(['copy', 'gate', 'shelling', 'wells']);
    endAnnouncing();
  });

  it('started again after it ended, it answers what was asked before', async () => {
    const { thread, workers, ups } = started;
    await thread.forget('T1');
    const asked = thread.deskOf('T1').published();
    crash(workers[0]);
    expect((await asked).map(({ articleId }) => articleId)).toContain('melons');
    expect(workers).toHaveLength(2);
    expect(ups.slice(0, 2)).toEqual([true, false]);
  });

  it('stopping finishes the answers under way and takes no more', async () => {
    const { thread, ups } = started;
    const asked = thread.deskOf('default').ask('border gate');
    const stopped = thread.stop();
    await expect(thread.deskOf('default').ask('border gate')).rejects.toThrow('the bot stops');
    expect((await asked).outcome).toBe('found');
    await stopped;
    expect(ups.at(-1)).toBe(false);
  });
});

describe('a thread that ends', () => {
  /** Serves, until it is asked something. */
  const brittle = () =>
    new Worker(
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ kind }) => process.exit(kind === 'stop' ? 0 : 1));
      parentPort.postMessage({ kind: 'ready' });`,
      { eval: true },
    );

  it('is asked the same question twice at most', async () => {
    const { thread, workers, ups } = await start(brittle);
    await expect(thread.deskOf('default').ask('border gate')).rejects.toThrow(
      'the corpus thread ended',
    );
    await thread.stop();
    expect(workers.length).toBeGreaterThanOrEqual(2);
    expect(ups.slice(0, 3)).toEqual([true, false, true]);
  });

  it('says why it cannot serve at all', async () => {
    const unusable = () =>
      new Worker(
        `require('node:worker_threads').parentPort.postMessage({ kind: 'unusable', message: 'no disk' })`,
        { eval: true },
      );
    await expect(start(unusable)).rejects.toThrow('no disk');
  });
});
