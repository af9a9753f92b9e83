import { describe, expect, it } from 'vitest';
import type { memoryStores } from '../../src/ingest/memory-stores.ts';
import { DAY, ingestOverHttp, PROSE, page, serve } from './ingest-over-http.ts';
import type { Handler } from './loopback-server.ts';

const at = ingestOverHttp();

describe('change watch', () => {
  const LAST =
    'The canal is 31 kilometres long and cost $14 million, said the engineer who planned it.';
  const cite = async (
    stores: ReturnType<typeof memoryStores>,
    id: string,
    words: string,
    place: string,
  ) => {
    const { article, version } = (await stores.articles.get(id))!;
    const start = article.body.indexOf(words);
    expect(start).not.toBe(-1);
    await stores.citations.add([
      { articleId: id, version, start, end: start + words.length, place, at: at.now },
    ]);
  };

  it('owes one notice to each place whose words changed, and keeps both versions', async () => {
    at.server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
    const { ingest, stores } = at.setUp();
    const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
    const old = (await stores.articles.get(id))!;
    await cite(stores, id, LAST, 'T/C/1');
    await cite(stores, id, PROSE, 'T/C/2');
    at.server.on(
      '/canal',
      serve(
        page(
          'Canal',
          `A new first paragraph about the weather of that week.\n${PROSE}\n${LAST.replace('$14', '$15')}`,
        ),
      ),
    );
    expect(await ingest.recheck()).toEqual([]);
    at.now += 2 * DAY;
    const [outcome] = await ingest.recheck();
    expect(outcome).toMatchObject({ kind: 'changed', articleId: id });
    const owed = await stores.citations.claimOwed({ now: at.now, until: at.now + 1 }, 9);
    expect(owed).toHaveLength(1);
    expect(owed[0]).toMatchObject({ place: 'T/C/1', oldVersion: old.version });
    expect(old.article.body.slice(owed[0]!.spans[0]!.start, owed[0]!.spans[0]!.end)).toBe(LAST);
    expect((await stores.articles.version(id, old.version))?.body).toBe(`${PROSE}\n\n${LAST}`);
    at.now += 2 * DAY;
    expect(await ingest.recheck()).toEqual([{ kind: 'same', articleId: id }]);
  });

  it('follows a shown span through versions that kept it', async () => {
    at.server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
    const { ingest, stores } = at.setUp();
    const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
    await cite(stores, id, LAST, 'T/C/1');
    for (const [text, notices] of [
      [`${PROSE} More.\n${LAST}`, 0],
      [
        `${PROSE} More.\nSomething else stands here now, and it is long enough to be a paragraph of its own.`,
        1,
      ],
      [
        `${PROSE} And more.\nSomething else stands here now, and it is long enough to be a paragraph of its own.`,
        0,
      ],
    ] as const) {
      at.server.on('/canal', serve(page('Canal', text)));
      at.now += 3 * DAY;
      const [outcome] = await ingest.recheck();
      expect(outcome?.kind === 'changed' && outcome.notices.length).toBe(notices);
    }
  });

  it.each([
    ['is the same', 200],
    ['cannot be fetched', 500],
  ])('keeps that a page was cited while it was looked at again and %s', async (_, status) => {
    at.server.on('/canal', serve(page('Canal', PROSE, '2020-01-01')));
    const { ingest, stores } = at.setUp();
    const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
    at.now += 60 * DAY;
    at.server.on('/canal', async (_request, response) => {
      const watch = (await stores.watches.get(id))!;
      await stores.watches.put({ ...watch, lastCitedAt: at.now });
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end(page('Canal', PROSE, '2020-01-01'));
    });
    await ingest.recheck();
    const watch = (await stores.watches.get(id))!;
    expect(watch.lastCitedAt).toBe(at.now);
    const wait = (watch.nextCheckAt - at.now) / DAY;
    expect(wait).toBe(status === 200 ? 1 : 2);
  });

  it('does not watch a page again whose article was removed while it was looked at', async () => {
    at.server.on('/canal', serve(page('Canal', PROSE)));
    const { ingest, stores } = at.setUp();
    const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
    at.now += DAY;
    at.server.on('/canal', async (_request, response) => {
      await ingest.remove(id, 'cli:a');
      response.writeHead(200, { 'content-type': 'text/html' }).end(page('Canal', PROSE));
    });
    await ingest.recheck();
    expect(await stores.watches.get(id)).toBeNull();
  });

  it('waits longer after a failure, keeping the article', async () => {
    at.server.on('/canal', serve(page('Canal', PROSE)));
    const { ingest, stores } = at.setUp();
    const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
    at.server.on('/canal', (_, response) => response.writeHead(500).end());
    at.now += DAY;
    expect(await ingest.recheck()).toEqual([
      { kind: 'failed', articleId: id, reason: 'the server has a fault (500)' },
    ]);
    expect(await stores.watches.get(id)).toMatchObject({
      failures: 1,
      problem: 'the server has a fault (500)',
    });
    expect(await stores.articles.get(id)).not.toBeNull();
  });

  const front: Handler = (_, response) => response.writeHead(302, { location: '/' }).end();
  it.each<readonly [string, Handler, string]>([
    ['404', (_, response) => response.writeHead(404).end(), 'there is no such page (404)'],
    ['410', (_, response) => response.writeHead(410).end(), 'there is no such page (410)'],
    ['a redirect to the front page', front, 'the address leads to a front page now'],
  ])(
    'owes each place one notice when a page is gone (%s), at the second look',
    async (_, handler, reason) => {
      at.server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
      at.server.on(
        '/',
        serve(page('Front', 'The newest of today, in one long paragraph of headlines.')),
      );
      const { ingest, stores } = at.setUp();
      const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
      const { version, article } = (await stores.articles.get(id))!;
      await cite(stores, id, LAST, 'T/C/1');
      await cite(stores, id, PROSE, 'T/C/1');
      await cite(stores, id, PROSE, 'T/C/2');
      at.server.on('/canal', handler);
      at.now += 2 * DAY;
      expect(await ingest.recheck()).toEqual([{ kind: 'failed', articleId: id, reason }]);
      const first = (await stores.watches.get(id))!;
      expect(first).toMatchObject({ failures: 0, problem: reason, goneSince: at.now });
      expect(first.nextCheckAt - at.now).toBe(DAY);
      expect(await stores.citations.claimOwed({ now: at.now, until: at.now }, 9)).toEqual([]);
      at.now = first.nextCheckAt;
      expect(await ingest.recheck()).toMatchObject([{ kind: 'gone', articleId: id }]);
      const owed = await stores.citations.claimOwed({ now: at.now, until: at.now }, 9);
      expect(owed.map(({ place, spans }) => [place, spans.length])).toEqual([
        ['T/C/1', 2],
        ['T/C/2', 1],
      ]);
      expect(owed[0]).not.toHaveProperty('newVersion');
      expect(owed[0]?.oldVersion).toBe(version);
      for (let look = 0; look < 2; look += 1) {
        at.now = (await stores.watches.get(id))!.nextCheckAt;
        await ingest.recheck();
      }
      expect(await stores.citations.claimOwed({ now: at.now, until: at.now }, 9)).toHaveLength(2);
      expect((await stores.articles.get(id))?.article).toEqual(article);
    },
  );

  it('alarms nobody when a missing page is back, or a fault lies between', async () => {
    const there = serve(page('Canal', PROSE));
    at.server.on('/canal', there);
    const { ingest, stores } = at.setUp();
    const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
    await cite(stores, id, PROSE, 'T/C/1');
    const kinds: (string | undefined)[] = [];
    for (const status of [404, 200, 404, 503, 429, 200]) {
      at.server.on(
        '/canal',
        status === 200 ? there : (_, response) => response.writeHead(status).end(),
      );
      at.now += 40 * DAY;
      kinds.push((await ingest.recheck())[0]?.kind);
    }
    expect(kinds).toEqual(['failed', 'same', 'failed', 'failed', 'failed', 'same']);
    expect(await stores.citations.claimOwed({ now: at.now, until: at.now }, 9)).toEqual([]);
    expect(await stores.watches.get(id)).not.toHaveProperty('goneSince');
  });

  it('owes a notice for words that are shown while their page is found changed', async () => {
    at.server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
    const { ingest, stores } = at.setUp();
    const id = (await ingest.add(at.server.url('/canal'), 'cli:a')).articles[0]!.id;
    at.server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST.replace('$14', '$15')}`)));
    const { putAll } = stores.articles;
    Object.assign(stores.articles, {
      putAll: async (entries: Parameters<typeof putAll>[0]) => {
        await cite(stores, id, LAST, 'T/C/1');
        return putAll(entries);
      },
    });
    at.now += 2 * DAY;
    await ingest.recheck();
    const owed = await stores.citations.claimOwed({ now: at.now, until: at.now }, 9);
    expect(owed.map(({ place }) => place)).toEqual(['T/C/1']);
  });
});
