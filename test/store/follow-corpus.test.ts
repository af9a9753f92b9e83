import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CorpusSignals, createCorpusSignals } from '../../src/store/corpus-signals.ts';
import { type CorpusFollower, followCorpus } from '../../src/store/follow-corpus.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import type { Store } from '../../src/store/open-store.ts';
import { anArticle, aPut } from '../ingest/ingest-stores-contract.ts';
import { describeEngines, type StorePlace } from './support/engines.ts';

let stops: (() => Promise<void>)[];
beforeEach(() => {
  stops = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

interface Replica {
  readonly signals: CorpusSignals;
  readonly follower: CorpusFollower;
  readonly applied: string[];
  /** Resolves when `count` changes in all were applied. */
  has(count: number): Promise<void>;
}

async function replica(store: Store, place: StorePlace, team = 'T1'): Promise<Replica> {
  const waiting: { readonly count: number; readonly found: () => void }[] = [];
  const applied: string[] = [];
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const signals = createCorpusSignals({
    store,
    ...(place.databaseUrl === undefined ? {} : { databaseUrl: place.databaseUrl }),
    every: () => () => undefined,
    beatMs: 60_000,
  });
  await signals.beat();
  const follower = followCorpus({
    articles: createIngestStores(store, team).articles,
    signals,
    team,
    onError: (error) => fail(error),
    async apply(changes) {
      applied.push(...changes.map(({ id, kind }) => `${id} ${kind}`));
      for (const { count, found } of waiting) if (applied.length >= count) found();
    },
  });
  stops.push(
    () => signals.stop(),
    () => follower.stop(),
  );
  return {
    signals,
    follower,
    applied,
    has: (count) =>
      Promise.race([
        failed,
        new Promise<void>((found) => {
          waiting.push({ count, found });
          if (applied.length >= count) found();
        }),
      ]),
  };
}

describeEngines('replicas follow the corpus', (under) => {
  test('each hears of every change, in order, of its own workspace only', async () => {
    const place = await under.newPlace();
    const store = await under.open(place);
    const [one, two, other] = [
      await replica(store, place),
      await replica(store, place),
      await replica(store, place, 'T2'),
    ];
    const { articles } = createIngestStores(store, 'T1');
    await articles.put(aPut(anArticle('a')));
    await Promise.all([one.has(1), two.has(1)]);
    await articles.put(aPut(anArticle('b')));
    await Promise.all([one.has(2), two.has(2)]);
    await articles.remove('a', 'cli', 2);
    await Promise.all([one.has(3), two.has(3)]);
    expect(one.applied).toEqual(['a live', 'b live', 'a removed']);
    expect(two.applied).toEqual(one.applied);
    await other.follower.catchUp();
    expect(other.applied).toEqual([]);
  });

  test('starts from where its index is', async () => {
    const place = await under.newPlace();
    const store = await under.open(place);
    const { articles } = createIngestStores(store, 'T1');
    for (let number = 0; number < 501; number += 1) {
      await articles.put(aPut(anArticle(`article-${number}`)));
    }
    const late = await replica(store, place);
    await late.has(501);
    expect(new Set(late.applied).size).toBe(501);
    await late.follower.catchUp();
    expect(late.follower.sequence()).toBe((await articles.changesAfter(500, 9)).at(-1)?.sequence);
  });

  test('writers at the same time: nothing is overtaken', async () => {
    const place = await under.newPlace();
    const stores = [await under.open(place), await under.open(place), await under.open(place)];
    const [reader] = stores as [Store];
    const one = await replica(reader, place);
    await Promise.all(
      stores.map(async (store, writer) => {
        const { articles } = createIngestStores(store, 'T1');
        for (let number = 0; number < 20; number += 1) {
          await articles.put(aPut(anArticle(`${writer}-${number}`)));
        }
      }),
    );
    await one.signals.beat();
    await one.follower.catchUp();
    expect(new Set(one.applied).size).toBe(60);
    expect(one.applied).toHaveLength(60);
  });

  test('a batch that failed comes again', async () => {
    const place = await under.newPlace();
    const store = await under.open(place);
    const { articles } = createIngestStores(store, 'T1');
    await articles.put(aPut(anArticle('a')));
    const signals: CorpusSignals = {
      subscribe: () => () => undefined,
      beat: async () => undefined,
      stop: async () => undefined,
    };
    const problems: unknown[] = [];
    let broken = true;
    const applied: string[] = [];
    const follower = followCorpus({
      articles,
      signals,
      team: 'T1',
      onError: (error) => problems.push(error),
      async apply(changes) {
        if (broken) throw new Error('the index is closed');
        applied.push(...changes.map(({ id }) => id));
      },
    });
    await expect(follower.catchUp()).rejects.toThrow('the index is closed');
    broken = false;
    await follower.catchUp();
    expect(applied).toEqual(['a']);
    expect(problems).toHaveLength(1);
  });

  if (under.engine === 'postgres') {
    test('catches up with what it missed while its connection was lost', async () => {
      const place = await under.newPlace();
      const store = await under.open(place);
      const one = await replica(store, place);
      const admin = new pg.Client({ connectionString: place.databaseUrl ?? '' });
      await admin.connect();
      stops.push(() => admin.end());
      const { rows } =
        await admin.query(`select pid, pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query in ('select 1', 'listen afghan_brief_corpus')`);
      expect(rows.length).toBeGreaterThan(0);
      const { articles } = createIngestStores(store, 'T1');
      await articles.put(aPut(anArticle('a')));
      await articles.put(aPut(anArticle('b')));
      // The first beat finds the connection dead at the latest, the second opens a new one.
      await one.signals.beat();
      await one.signals.beat();
      await one.has(2);
      expect(one.applied).toEqual(['a live', 'b live']);
    });
  }
});
