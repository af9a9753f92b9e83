import { beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import type {
  ChangeNotice,
  CitedSpan,
  Feed,
  IngestStores,
  PageWatch,
  PutArticle,
} from '../../src/ingest/ports.ts';

export const anArticle = (id: string, body = `Words of ${id}.`): Article => ({
  id,
  title: `Title of ${id}`,
  deck: 'A deck',
  publisher: 'A paper',
  author: 'Ann Author',
  publishedAt: '2022-04-22T10:00:00+04:30',
  url: `https://example.org/${id}`,
  language: 'en',
  topics: ['TTP', 'Herat'],
  sources: [{ id: 's', title: 'S', publisher: 'P', date: '2022', url: 'https://example.org/s' }],
  body,
  regions: [{ start: 0, end: 2, kind: 'caption' }],
});

export const aPut = (article: Article, rest: Partial<PutArticle> = {}): PutArticle => ({
  article,
  version: `v:${article.title}:${article.body}`,
  bodyHash: `h:${article.body}`,
  addressKey: `k:${article.url}`,
  origin: { kind: 'page', location: article.url ?? article.id },
  by: 'cli:anna',
  at: 1000,
  revive: false,
  ...rest,
});

export const aFeed = (id: string, nextPollAt = 0): Feed => ({
  id,
  url: `https://example.org/${id}.xml`,
  title: 'A feed',
  topics: ['Afghanistan'],
  intervalMs: 900_000,
  addedBy: 'slack:T1/U1',
  addedAt: 5,
  state: { nextPollAt, failures: 0, added: 0 },
});

/** What every implementation of the ingest ports keeps to. `create` gives empty stores. */
export function ingestStoresContract(name: string, create: () => Promise<IngestStores>): void {
  describe(`ingest stores: ${name}`, () => {
    let stores: IngestStores;
    beforeEach(async () => {
      stores = await create();
    });

    describe('articles', () => {
      it('gives back what was put, every field and character', async () => {
        const article = anArticle('a', 'Line\r\nline \u2028 “quote” 😀 \ufeff é\t');
        expect(await stores.articles.put(aPut(article))).toEqual({ kind: 'added' });
        expect(await stores.articles.get('a')).toEqual({
          article,
          version: aPut(article).version,
          bodyHash: aPut(article).bodyHash,
          addressKey: 'k:https://example.org/a',
          origin: { kind: 'page', location: 'https://example.org/a' },
          addedAt: 1000,
          addedBy: 'cli:anna',
          changedAt: 1000,
        });
      });

      it('keeps absent fields absent', async () => {
        const bare: Article = {
          id: 'b',
          title: '',
          topics: [],
          sources: [],
          body: 'x',
          regions: [],
        };
        const { addressKey: _, ...put } = aPut(bare);
        await stores.articles.put(put);
        const stored = await stores.articles.get('b');
        expect(stored?.article).toEqual(bare);
        expect(stored).not.toHaveProperty('addressKey');
      });

      it('changes nothing when the same version is put again', async () => {
        await stores.articles.put(aPut(anArticle('a')));
        const again = aPut(anArticle('a'), { at: 2000, by: 'cli:ben' });
        expect(await stores.articles.put(again)).toEqual({ kind: 'unchanged' });
        expect((await stores.articles.get('a'))?.changedAt).toBe(1000);
        expect(await stores.audit.list({ limit: 9 })).toHaveLength(1);
        expect(await stores.articles.changesAfter(0, 9)).toHaveLength(1);
      });

      it('puts several at once, each as if alone, with a change number of its own', async () => {
        await stores.articles.put(aPut(anArticle('same')));
        await stores.articles.put(aPut(anArticle('old')));
        await stores.articles.put(aPut(anArticle('away')));
        await stores.articles.remove('away', 'cli:anna', 2);
        expect(await stores.articles.putAll([])).toEqual([]);
        const results = await stores.articles.putAll([
          aPut(anArticle('same')),
          aPut(anArticle('new 1')),
          aPut(anArticle('old', 'New words.')),
          aPut(anArticle('away'), { revive: false }),
          aPut(anArticle('new 2')),
        ]);
        expect(results.map(({ kind }) => kind)).toEqual([
          'unchanged',
          'added',
          'changed',
          'stays-removed',
          'added',
        ]);
        const changes = await stores.articles.changesAfter(0, 99);
        expect(changes.map(({ id }) => id)).toEqual(['same', 'away', 'new 1', 'old', 'new 2']);
        expect(new Set(changes.map(({ sequence }) => sequence)).size).toBe(5);
        const audit = await stores.audit.list({ limit: 3 });
        expect(audit.map(({ action, target }) => [action, target])).toEqual([
          ['add', 'new 2'],
          ['change', 'old'],
          ['add', 'new 1'],
        ]);
        expect((await stores.articles.get('old'))?.article.body).toBe('New words.');
        expect((await stores.articles.find({ bodyHash: 'h:New words.' }))?.id).toBe('old');
      });

      it('keeps every version, and who put it', async () => {
        const old = aPut(anArticle('a', 'old'));
        const next = aPut(anArticle('a', 'new'), { at: 2000, by: 'watch' });
        await stores.articles.put(old);
        expect(await stores.articles.put(next)).toEqual({ kind: 'changed', previous: old.version });
        const stored = await stores.articles.get('a');
        expect(stored?.article.body).toBe('new');
        expect(stored?.addedAt).toBe(1000);
        expect(stored?.addedBy).toBe('cli:anna');
        expect(stored?.changedAt).toBe(2000);
        expect((await stores.articles.version('a', old.version))?.body).toBe('old');
        expect(await stores.articles.version('a', 'none')).toBeNull();
        expect(await stores.articles.versions('a')).toEqual([
          { version: next.version, at: 2000, by: 'watch' },
          { version: old.version, at: 1000, by: 'cli:anna' },
        ]);
        await stores.articles.put({ ...old, at: 3000 });
        expect((await stores.articles.versions('a')).map(({ at }) => at)).toEqual([3000, 2000]);
      });

      it('finds by address and by words, the one added first', async () => {
        await stores.articles.put(aPut(anArticle('z', 'same')));
        await stores.articles.put(aPut(anArticle('a', 'same')));
        expect(await stores.articles.find({ bodyHash: 'h:same' })).toEqual({
          id: 'z',
          title: anArticle('z').title,
          removed: false,
          addressKey: 'k:https://example.org/z',
          url: 'https://example.org/z',
        });
        expect(await stores.articles.find({ addressKey: 'k:https://example.org/a' })).toEqual({
          id: 'a',
          title: anArticle('a').title,
          removed: false,
          addressKey: 'k:https://example.org/a',
          url: 'https://example.org/a',
        });
        expect(await stores.articles.find({ addressKey: 'k:none' })).toBeNull();
        expect((await stores.articles.find({ id: 'a' }))?.addressKey).toBe(
          'k:https://example.org/a',
        );
        expect(await stores.articles.find({ id: 'h:same' })).toBeNull();
        await stores.articles.remove('z', 'cli:anna', 2);
        expect(await stores.articles.find({ bodyHash: 'h:same' })).toMatchObject({
          id: 'z',
          removed: true,
        });
      });

      it('lists in pages by id, without what was removed', async () => {
        for (const id of ['c', 'a', 'é', 'B', 'd']) await stores.articles.put(aPut(anArticle(id)));
        await stores.articles.remove('c', 'cli:anna', 2000);
        const first = await stores.articles.list({ limit: 2 });
        expect(first.map(({ id }) => id)).toEqual(['B', 'a']);
        const rest = await stores.articles.list({ after: 'a', limit: 9 });
        expect(rest.map(({ id }) => id)).toEqual(['d', 'é']);
        expect(first[1]).toEqual({
          id: 'a',
          title: 'Title of a',
          publisher: 'A paper',
          publishedAt: '2022-04-22T10:00:00+04:30',
          url: 'https://example.org/a',
          origin: { kind: 'page', location: 'https://example.org/a' },
          addedAt: 1000,
          addedBy: 'cli:anna',
        });
      });

      it('removes so that it can be undone, and not twice', async () => {
        await stores.articles.put(aPut(anArticle('a')));
        expect(await stores.articles.remove('a', 'slack:T/U', 2000)).toBe('removed');
        expect(await stores.articles.remove('a', 'slack:T/U', 2001)).toBe('absent');
        expect(await stores.articles.remove('none', 'slack:T/U', 2001)).toBe('absent');
        expect(await stores.articles.get('a')).toBeNull();
        expect(await stores.articles.version('a', aPut(anArticle('a')).version)).not.toBeNull();
        expect(await stores.articles.removed(9)).toMatchObject([
          { id: 'a', removedAt: 2000, removedBy: 'slack:T/U' },
        ]);
        expect(await stores.articles.restore('a', 'slack:T/V', 3000)).toBe('restored');
        expect(await stores.articles.restore('a', 'slack:T/V', 3000)).toBe('absent');
        expect((await stores.articles.get('a'))?.article).toEqual(anArticle('a'));
        expect(await stores.articles.removed(9)).toEqual([]);
      });

      it('brings a removed one back only when asked to', async () => {
        await stores.articles.put(aPut(anArticle('a')));
        await stores.articles.remove('a', 'cli:anna', 2000);
        const feed = aPut(anArticle('a', 'newer'), { by: 'feed:f', at: 3000 });
        expect(await stores.articles.put(feed)).toEqual({ kind: 'stays-removed' });
        expect(await stores.articles.get('a')).toBeNull();
        const person = aPut(anArticle('a'), { revive: true, at: 4000 });
        expect(await stores.articles.put(person)).toEqual({ kind: 'added' });
        expect((await stores.articles.get('a'))?.article.body).toBe('Words of a.');
      });

      it('purges what was removed before a time, and nothing else', async () => {
        for (const id of ['a', 'b', 'c']) await stores.articles.put(aPut(anArticle(id)));
        await stores.articles.remove('a', 'cli:anna', 2000);
        await stores.articles.remove('b', 'cli:anna', 3000);
        expect(await stores.articles.purgeRemovedBefore(3000)).toBe(1);
        expect(await stores.articles.versions('a')).toEqual([]);
        expect(await stores.articles.restore('a', 'cli:anna', 4000)).toBe('absent');
        expect(await stores.articles.restore('b', 'cli:anna', 4000)).toBe('restored');
        expect(await stores.articles.get('c')).not.toBeNull();
      });

      it('tells replicas what changed since, with growing numbers', async () => {
        await stores.articles.put(aPut(anArticle('a')));
        await stores.articles.put(aPut(anArticle('b')));
        const first = await stores.articles.changesAfter(0, 9);
        expect(first.map(({ id, kind }) => [id, kind])).toEqual([
          ['a', 'live'],
          ['b', 'live'],
        ]);
        const last = first.at(-1)!.sequence;
        expect(await stores.articles.changesAfter(last, 9)).toEqual([]);
        await stores.articles.put(aPut(anArticle('a', 'new')));
        await stores.articles.remove('b', 'cli:anna', 2000);
        const next = await stores.articles.changesAfter(last, 9);
        expect(next.map(({ id, kind }) => [id, kind])).toEqual([
          ['a', 'live'],
          ['b', 'removed'],
        ]);
        expect(next.every(({ sequence }) => sequence > last)).toBe(true);
        expect(await stores.articles.changesAfter(last, 1)).toEqual(next.slice(0, 1));
      });

      it('lets one of many puts of one article add it', async () => {
        const results = await Promise.all(
          Array.from({ length: 8 }, () => stores.articles.put(aPut(anArticle('a')))),
        );
        expect(results.filter(({ kind }) => kind === 'added')).toHaveLength(1);
        expect(results.filter(({ kind }) => kind === 'unchanged')).toHaveLength(7);
      });
    });

    it('audits who did what, newest first', async () => {
      await stores.articles.put(aPut(anArticle('a')));
      await stores.articles.put(aPut(anArticle('a', 'new'), { by: 'watch', at: 2000 }));
      await stores.articles.remove('a', 'slack:T/U', 3000);
      await stores.articles.restore('a', 'slack:T/V', 4000);
      await stores.feeds.put(aFeed('f'), 'cli:anna', 5000);
      await stores.feeds.put({ ...aFeed('f'), topics: [] }, 'cli:anna', 6000);
      await stores.feeds.remove('f', 'cli:anna', 7000);
      const entries = await stores.audit.list({ limit: 9 });
      expect(entries.map(({ at, by, action }) => [at, by, action])).toEqual([
        [7000, 'cli:anna', 'remove-feed'],
        [6000, 'cli:anna', 'change-feed'],
        [5000, 'cli:anna', 'add-feed'],
        [4000, 'slack:T/V', 'restore'],
        [3000, 'slack:T/U', 'remove'],
        [2000, 'watch', 'change'],
        [1000, 'cli:anna', 'add'],
      ]);
      expect(entries.at(-1)).toMatchObject({ target: 'a', detail: 'Title of a' });
      expect(entries[0]).toMatchObject({ target: 'f', detail: 'https://example.org/f.xml' });
      expect(await stores.audit.list({ limit: 2, target: 'a' })).toEqual(entries.slice(3, 5));
    });

    describe('feeds', () => {
      it('gives back what was put, by id', async () => {
        await stores.feeds.put(aFeed('b'), 'cli:anna', 1);
        await stores.feeds.put(aFeed('a'), 'cli:anna', 1);
        expect(await stores.feeds.list()).toEqual([aFeed('a'), aFeed('b')]);
        expect(await stores.feeds.get('a')).toEqual(aFeed('a'));
        expect(await stores.feeds.get('none')).toBeNull();
      });

      it('hands each due feed to one caller until the lease ends', async () => {
        await stores.feeds.put(aFeed('late', 50), 'cli:anna', 1);
        await stores.feeds.put(aFeed('early', 10), 'cli:anna', 1);
        await stores.feeds.put(aFeed('future', 1000), 'cli:anna', 1);
        const lease = { now: 100, until: 200 };
        const claims = await Promise.all([
          stores.feeds.claimDue(lease, 9),
          stores.feeds.claimDue(lease, 9),
        ]);
        expect(
          claims
            .flat()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(['early', 'late']);
        expect(await stores.feeds.claimDue({ now: 199, until: 300 }, 9)).toEqual([]);
        const again = await stores.feeds.claimDue({ now: 200, until: 300 }, 1);
        expect(again.map(({ id }) => id)).toEqual(['early']);
      });

      it('records a poll and is due again when the state says so', async () => {
        await stores.feeds.put(aFeed('f'), 'cli:anna', 1);
        await stores.feeds.claimDue({ now: 100, until: 9999 }, 9);
        const state = {
          nextPollAt: 500,
          failures: 2,
          etag: '"e"',
          lastModified: 'Fri, 22 Apr 2022 10:00:00 GMT',
          lastPollAt: 100,
          lastSuccessAt: 90,
          lastNewAt: 80,
          problem: 'no answer in 10 s',
          added: 7,
        };
        await stores.feeds.saveState('f', state);
        expect(await stores.feeds.get('f')).toEqual({ ...aFeed('f'), state });
        expect(await stores.feeds.claimDue({ now: 499, until: 9999 }, 9)).toEqual([]);
        expect(await stores.feeds.claimDue({ now: 500, until: 9999 }, 9)).toHaveLength(1);
        await stores.feeds.saveState('none', state);
        expect(await stores.feeds.get('none')).toBeNull();
      });

      it('remembers what it has seen, per feed, until it is removed', async () => {
        await stores.feeds.put(aFeed('f'), 'cli:anna', 1);
        await stores.feeds.addSeen('f', ['1', '2'], 10);
        await stores.feeds.addSeen('f', ['2', '3'], 11);
        expect(await stores.feeds.seen('f', ['1', '2', '3', '4'])).toEqual(
          new Set(['1', '2', '3']),
        );
        expect(await stores.feeds.seen('g', ['1'])).toEqual(new Set());
        expect(await stores.feeds.seen('f', [])).toEqual(new Set());
        const many = Array.from({ length: 5000 }, (_, index) => `key-${index}`);
        await stores.feeds.addSeen('f', many, 12);
        expect((await stores.feeds.seen('f', many)).size).toBe(5000);
        expect(await stores.feeds.remove('f', 'cli:anna', 2)).toBe(true);
        expect(await stores.feeds.remove('f', 'cli:anna', 2)).toBe(false);
        expect(await stores.feeds.seen('f', ['1'])).toEqual(new Set());
      });
    });

    it('hands out watched pages when they are due', async () => {
      const watch: PageWatch = {
        articleId: 'a',
        url: 'https://example.org/a',
        nextCheckAt: 100,
        failures: 1,
        etag: '"e"',
        lastModified: 'x',
        lastCheckAt: 50,
        lastCitedAt: 40,
        problem: 'gone',
      };
      await stores.watches.put(watch);
      await stores.watches.put({ articleId: 'b', url: 'u', nextCheckAt: 90, failures: 0 });
      expect(await stores.watches.get('a')).toEqual(watch);
      expect(await stores.watches.get('b')).toEqual({
        articleId: 'b',
        url: 'u',
        nextCheckAt: 90,
        failures: 0,
      });
      const due = await stores.watches.claimDue({ now: 100, until: 200 }, 9);
      expect(due.map(({ articleId }) => articleId)).toEqual(['b', 'a']);
      expect(await stores.watches.claimDue({ now: 150, until: 200 }, 9)).toEqual([]);
      await stores.watches.put({ ...watch, nextCheckAt: 120 });
      expect(await stores.watches.claimDue({ now: 150, until: 300 }, 9)).toHaveLength(1);
      await stores.watches.remove('a');
      await stores.watches.remove('b');
      expect(await stores.watches.claimDue({ now: 9999, until: 99_999 }, 9)).toEqual([]);
    });

    it('loses nothing that two callers write to one watched page at once', async () => {
      await stores.watches.put({ articleId: 'a', url: 'u', nextCheckAt: 90, failures: 0 });
      const many = Array.from({ length: 8 }, (_, index) => index);
      await Promise.all([
        ...many.map(() =>
          stores.watches.update(
            'a',
            (watch) => ({ ...watch, failures: watch.failures + 1 }),
            'goes-on',
          ),
        ),
        stores.watches.update('a', (watch) => ({ ...watch, lastCitedAt: 7 }), 'goes-on'),
      ]);
      expect(await stores.watches.get('a')).toEqual({
        articleId: 'a',
        url: 'u',
        nextCheckAt: 90,
        failures: 8,
        lastCitedAt: 7,
      });
      await stores.watches.update('b', (watch) => ({ ...watch, failures: 1 }), 'ends');
      expect(await stores.watches.get('b')).toBeNull();
    });

    it('changes a watched page within its lease, or ends it', async () => {
      await stores.watches.put({ articleId: 'a', url: 'u', nextCheckAt: 90, failures: 0 });
      const due = () => stores.watches.claimDue({ now: 100, until: 200 }, 9);
      expect(await due()).toHaveLength(1);
      await stores.watches.update('a', (watch) => ({ ...watch, lastCitedAt: 7 }), 'goes-on');
      expect(await due()).toEqual([]);
      await stores.watches.update('a', (watch) => ({ ...watch, nextCheckAt: 101 }), 'ends');
      expect(await due()).toEqual([]);
      await stores.watches.update('a', (watch) => ({ ...watch, nextCheckAt: 100 }), 'ends');
      expect(await due()).toMatchObject([{ lastCitedAt: 7, nextCheckAt: 100 }]);
    });

    describe('citations', () => {
      const span = (place: string, at: number, start = 0): CitedSpan => ({
        articleId: 'a',
        version: 'v1',
        start,
        end: start + 5,
        place,
        at,
      });
      const notice = (key: string, at: number): ChangeNotice => ({
        key,
        place: 'T/C/1',
        articleId: 'a',
        oldVersion: 'v1',
        newVersion: 'v2',
        spans: [{ start: 0, end: 5 }],
        at,
      });

      it('keeps what was shown where, once', async () => {
        await stores.citations.add([span('p1', 10), span('p2', 20), span('p1', 30, 8)]);
        await stores.citations.add([span('p1', 99)]);
        expect(await stores.citations.of('a')).toEqual([
          span('p1', 10),
          span('p2', 20),
          span('p1', 30, 8),
        ]);
        expect(await stores.citations.of('b')).toEqual([]);
        expect(await stores.citations.citedSince(30)).toEqual(['a']);
        expect(await stores.citations.citedSince(31)).toEqual([]);
      });

      it('owes each notice once, until it is done', async () => {
        await stores.citations.owe([notice('k2', 20), notice('k1', 10)]);
        await stores.citations.owe([notice('k1', 99)]);
        const lease = { now: 100, until: 200 };
        const claims = await Promise.all([
          stores.citations.claimOwed(lease, 9),
          stores.citations.claimOwed(lease, 9),
        ]);
        expect(claims.flat()).toHaveLength(2);
        await stores.citations.done('k1');
        expect(await stores.citations.claimOwed({ now: 200, until: 300 }, 9)).toEqual([
          notice('k2', 20),
        ]);
        await stores.citations.done('k2');
        await stores.citations.owe([notice('k2', 500)]);
        expect(await stores.citations.claimOwed({ now: 999, until: 1000 }, 9)).toEqual([]);
      });
    });
  });
}
