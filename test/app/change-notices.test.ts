import { beforeEach, describe, expect, it } from 'vitest';
import { changeNotices } from '../../src/app/change-notices.ts';
import type { Article } from '../../src/article/article.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import type { IngestStores, PageWatch } from '../../src/ingest/ports.ts';
import { recheckPage } from '../../src/ingest/recheck-page.ts';
import { storeArticle } from '../../src/ingest/store-article.ts';
import type { ChangeNotice } from '../../src/slack/ports.ts';

const DAY = 24 * 3_600_000;
const START = Date.parse('2026-11-22T08:00:00Z');
const URL = 'https://example.org/raids';
const PLACE = 'T1/C1/10.1';
const FIRST = 'Almost 300 raids were counted on the border this year, the ministry said.';
const SECOND = '“They come back every spring,” said a colonel of the border guard in Herat.';
const BODY = `${FIRST}\n\n${SECOND}`;
const article: Article = {
  id: 'raids',
  title: 'Raids on the border',
  publisher: 'Test Wire',
  publishedAt: '2025-01-01',
  url: URL,
  topics: [],
  sources: [],
  body: BODY,
  regions: [],
};
const shownOf = (text: string, body = BODY) => {
  const start = body.indexOf(text);
  return { articleId: article.id, start, end: start + text.length, text };
};

describe('change notices', () => {
  let stores: IngestStores;
  let now: number;
  let problems: unknown[];
  let notices: ReturnType<typeof changeNotices>;
  beforeEach(async () => {
    stores = memoryStores();
    now = START;
    problems = [];
    notices = changeNotices({
      stores,
      clock: () => now,
      random: () => 0.5,
      onProblem: (error) => problems.push(error),
    });
    await put(BODY);
    await stores.watches.put({
      articleId: article.id,
      url: URL,
      failures: 0,
      nextCheckAt: START + 29 * DAY,
    });
  });

  const put = (body: string) =>
    storeArticle(stores.articles, {
      article: { ...article, body },
      origin: { kind: 'page', location: URL },
      by: 'cli:test',
      at: now,
      revive: true,
    });
  /** The page now has these words: looked at again, as polling does. */
  const pageBecomes = async (body: string) =>
    recheckPage((await stores.watches.get(article.id)) as PageWatch, {
      stores,
      fetch: async () => ({
        kind: 'page',
        bytes: Buffer.from(body),
        contentType: 'text/html',
        url: URL,
        moved: false,
      }),
      read: async () => ({
        kind: 'page',
        format: 'html',
        page: { text: body, title: 'Raids on the border (corrected)' },
      }),
      now: () => now,
      random: () => 0.5,
    });
  async function posted(): Promise<readonly ChangeNotice[]> {
    const sent: ChangeNotice[] = [];
    await notices.postOwedNotices(async (notice) => void sent.push(notice));
    return sent;
  }

  it('tells each place once what it was shown and what the words are now', async () => {
    await notices.recordShown(PLACE, [
      shownOf(FIRST),
      shownOf('Almost 300 raids'),
      shownOf(SECOND),
    ]);
    await notices.recordShown('T1/C2/20.1', [shownOf(SECOND)]);
    await pageBecomes(`${FIRST.replace('300', '280')}\n\n${SECOND}`);
    const [notice, ...others] = await posted();
    expect(others).toEqual([]);
    expect(notice).toEqual({
      kind: 'changed',
      key: expect.stringContaining(PLACE),
      place: PLACE,
      article: { id: 'raids', title: 'Raids on the border', publisher: 'Test Wire', url: URL },
      changes: [
        {
          shown: FIRST,
          words: [
            { kind: 'same', text: 'Almost ' },
            { kind: 'missing', text: '300' },
            { kind: 'added', text: '280' },
            { kind: 'same', text: FIRST.slice('Almost 300'.length) },
          ],
        },
      ],
    });
    now += DAY;
    expect(await posted()).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('says of words that are gone that they are', async () => {
    await notices.recordShown(PLACE, [shownOf(SECOND)]);
    await pageBecomes(FIRST);
    expect((await posted())[0]?.changes).toEqual([{ shown: SECOND }]);
  });

  it('says that a page is gone, with the words that were shown, once', async () => {
    await notices.recordShown(PLACE, [shownOf(FIRST), shownOf('Almost 300 raids')]);
    const look = async () =>
      recheckPage((await stores.watches.get(article.id)) as PageWatch, {
        stores,
        fetch: async () => ({
          kind: 'failed',
          failure: 'status',
          status: 410,
          reason: 'there is no such page (410)',
        }),
        read: () => Promise.reject(new Error('there is nothing to read')),
        now: () => now,
        random: () => 0.5,
      });
    await look();
    expect(await posted()).toEqual([]);
    now += DAY;
    await look();
    expect(await posted()).toMatchObject([
      { kind: 'gone', place: PLACE, article: { id: 'raids' }, changes: [{ shown: FIRST }] },
    ]);
    now += DAY;
    await look();
    expect(await posted()).toEqual([]);
  });

  it('owes a notice at once for words that the article has no more when they are shown', async () => {
    await put(BODY.replace('300', '280'));
    await notices.recordShown(PLACE, [shownOf(FIRST), shownOf(SECOND)]);
    expect(await posted()).toMatchObject([{ place: PLACE, changes: [{ shown: FIRST }] }]);
  });

  it('leaves what failed until its lease ends, and posts the others', async () => {
    await notices.recordShown(PLACE, [shownOf(FIRST)]);
    await notices.recordShown('T1/C2/20.1', [shownOf(FIRST)]);
    await pageBecomes(BODY.replace('300', '280'));
    const sent: string[] = [];
    await notices.postOwedNotices(async ({ place }) => {
      if (place === PLACE) throw new Error('Slack is away');
      sent.push(place);
    });
    expect(sent).toEqual(['T1/C2/20.1']);
    expect(problems).toHaveLength(1);
    expect(await posted()).toEqual([]);
    now += 3_600_000;
    expect((await posted()).map(({ place }) => place)).toEqual([PLACE]);
  });

  it('with Slack in trouble ends the round early, posts all once it is well, and gives up after days', async () => {
    const places = Array.from({ length: 6 }, (_, channel) => `T1/C${channel}/10.1`);
    for (const place of places) await notices.recordShown(place, [shownOf(FIRST)]);
    await pageBecomes(BODY.replace('300', '280'));
    let tried = 0;
    const away = async (): Promise<void> => {
      tried += 1;
      throw new Error('Slack is away');
    };
    await notices.postOwedNotices(away);
    expect(tried).toBe(3);
    now += 3_600_000;
    expect((await posted()).map(({ place }) => place).sort()).toEqual(places);

    await pageBecomes(BODY.replace('300', '270'));
    await notices.recordShown(PLACE, [shownOf(FIRST)]);
    now += 4 * DAY;
    await notices.postOwedNotices(away);
    now += DAY;
    expect(await posted()).toEqual([]);
  });

  it('counts in the version that was shown, though a newer one is stored by then', async () => {
    await put(`A new first line.\n\n${BODY}`);
    await notices.recordShown(PLACE, [shownOf(FIRST), shownOf('words of no version')]);
    const [span, ...others] = await stores.citations.of(article.id);
    expect(others).toEqual([]);
    const shown = await stores.articles.version(article.id, span?.version ?? '');
    expect(shown?.body.slice(span?.start, span?.end)).toBe(FIRST);
  });

  it('keeps nothing of articles that are not in the store', async () => {
    await notices.recordShown(PLACE, [{ articleId: 'of-a-folder', start: 0, end: 1, text: 'A' }]);
    expect(await stores.citations.of('of-a-folder')).toEqual([]);
    expect(await stores.watches.get('of-a-folder')).toBeNull();
  });

  it('has a page that is cited looked at within a day, and writes that once an hour at most', async () => {
    await notices.recordShown(PLACE, [shownOf(FIRST)]);
    const cited = await stores.watches.get(article.id);
    expect(cited).toMatchObject({ lastCitedAt: START, nextCheckAt: START + DAY });
    now += 60_000;
    await notices.recordShown('T1/C2/20.1', [shownOf(FIRST)]);
    expect(await stores.watches.get(article.id)).toEqual(cited);
  });

  it('waits a day for a version that was announced, then lets go', async () => {
    const owed = {
      key: 'k',
      place: PLACE,
      articleId: article.id,
      oldVersion: (await stores.articles.get(article.id))?.version ?? '',
      newVersion: 'sha256:never',
      spans: [{ start: 0, end: 5 }],
      at: START,
    };
    await stores.citations.owe([owed]);
    expect(await posted()).toEqual([]);
    expect(await stores.citations.claimOwed({ now: now + DAY, until: now + DAY }, 9)).toHaveLength(
      1,
    );
    now += 2 * DAY;
    expect(await posted()).toEqual([]);
    expect(await stores.citations.claimOwed({ now: now + DAY, until: now + DAY }, 9)).toEqual([]);
  });
});
