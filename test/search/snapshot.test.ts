import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { NO_ALIASES } from '../../src/search/aliases.ts';
import { buildInWorker } from '../../src/search/build-in-worker.ts';
import { buildSegment } from '../../src/search/build-segment.ts';
import { indexArticle } from '../../src/search/index-article.ts';
import { createPassageIndex, openPassageIndex } from '../../src/search/passage-index.ts';
import type { SaidWords } from '../../src/search/search.ts';
import { readSnapshot, writeSnapshot } from '../../src/search/snapshot.ts';
import { borderPost } from '../builders/border-post.ts';
import { indexedArticle } from './indexed-article.ts';

const ARTICLES = [
  indexedArticle(
    'a',
    'Harvest',
    ['Farmers in Ghor cut wheat early. Rain had come in May.'],
    '2024-05-02',
  ),
  indexedArticle(
    'b',
    'Bridge',
    ['The bridge at Torkham reopened. Lorries waited for two days.'],
    '2024-06-11',
  ),
];
const CORPUS = 'sha256:one';
const segment = buildSegment(ARTICLES, NO_ALIASES);

describe('snapshot', () => {
  test('reads back what was written, at any address', () => {
    const bytes = writeSnapshot(segment, CORPUS);
    expect(readSnapshot(bytes, CORPUS)).toEqual({ kind: 'segment', segment });
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(readSnapshot(shifted.subarray(1), CORPUS)).toEqual({ kind: 'segment', segment });
  });

  test.each([
    ['another corpus', (bytes: Uint8Array<ArrayBuffer>) => bytes, 'sha256:two', /another corpus/],
    [
      'cut short',
      (bytes: Uint8Array<ArrayBuffer>) => bytes.subarray(0, bytes.length - 4),
      CORPUS,
      /cut short/,
    ],
    ['empty', () => new Uint8Array(0), CORPUS, /cut short/],
    ['not a snapshot', () => new TextEncoder().encode('{"index": []}'), CORPUS, /no snapshot/],
    [
      'a damaged header',
      (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, i) => (i === 8 ? 0 : byte)),
      CORPUS,
      /header is damaged/,
    ],
  ])('%s is not used', (_, change, corpus, why) => {
    const read = readSnapshot(
      change(writeSnapshot(segment, CORPUS)) as Uint8Array<ArrayBuffer>,
      corpus,
    );
    expect(read).toMatchObject({ kind: 'unusable', why: expect.stringMatching(why) });
  });

  test('an index over a snapshot made by a worker answers as one made here', async () => {
    const bytes = await buildInWorker(
      ARTICLES.map(({ article }) => article),
      NO_ALIASES,
      CORPUS,
    );
    expect(bytes).toEqual(writeSnapshot(segment, CORPUS));
    const read = readSnapshot(bytes, CORPUS);
    if (read.kind !== 'segment') throw new Error(read.why);
    const there = openPassageIndex(read.segment, ARTICLES, NO_ALIASES);
    const here = createPassageIndex(ARTICLES, NO_ALIASES);
    for (const text of ['bridge at torkham', 'wheat', 'when did rain come', 'nothing']) {
      expect(await there.search({ text }, 5)).toEqual(await here.search({ text }, 5));
    }
  });

  test('who said what is found once, and the next index is the same', async () => {
    const said = new WeakMap<Article, readonly SaidWords[]>();
    const build = () => buildInWorker(borderPost, NO_ALIASES, CORPUS, { said });
    const first = await build();
    expect(said.get(borderPost[0]!)?.map(({ speaker }) => speaker?.name)).toContain('Laila Roshan');
    expect(await build()).toEqual(first);
    const indexed = borderPost.map(indexArticle);
    expect(first).toEqual(writeSnapshot(buildSegment(indexed, NO_ALIASES), CORPUS));
  });

  test('a build can be stopped', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(
      buildInWorker(
        ARTICLES.map(({ article }) => article),
        NO_ALIASES,
        CORPUS,
        { signal: stopped },
      ),
    ).rejects.toThrow('enough');
  });

  test('a segment of other articles is refused', () => {
    expect(() => openPassageIndex(segment, ARTICLES.slice(1), NO_ALIASES)).toThrow(RangeError);
  });
});
