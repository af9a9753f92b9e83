import { expect, test } from 'vitest';
import { cleanUp, KEPT_DAYS } from '../../src/store/clean-up.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import { createSlackStores } from '../../src/store/slack-stores.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { describeEngines } from './support/engines.ts';

const DAY = 24 * 3_600_000;

describeEngines('clean-up', (under) => {
  test('deletes what is past its time, and nothing else', async () => {
    const store = await under.emptyStore();
    const stores = createSlackStores(store);
    const now = 1_000 * DAY;
    const key = { team: 'T1', channel: 'C1' };
    const keep = (days: number) => now - days * DAY;
    for (const [name, extra] of [
      ['old', 1],
      ['kept', 0],
    ] as const) {
      const received = keep(KEPT_DAYS.events) - extra;
      await stores.handledEvents.claim(name, '{}', { now: received, until: received + 1 });
      await stores.threads.put({
        ...key,
        thread: name,
        question: name,
        at: keep(KEPT_DAYS.threads) - extra,
      });
      await stores.questions.add({
        team: 'T1',
        user: 'U1',
        question: name,
        outcome: 'found',
        at: keep(KEPT_DAYS.questions) - extra,
      });
    }
    await cleanUp(store, now);
    await cleanUp(store, now);
    const pending = await stores.handledEvents.pending({ now, until: now + 1 }, 10);
    expect(pending.map(({ eventId }) => eventId)).toEqual(['kept']);
    expect(await stores.threads.get({ ...key, thread: 'old' })).toBeNull();
    expect(await stores.threads.get({ ...key, thread: 'kept' })).not.toBeNull();
    const questions = await stores.questions.recent('T1', 'U1', 9);
    expect(questions.map(({ question }) => question)).toEqual(['kept']);
  });

  test('digests: what was never confirmed goes, the newest runs stay', async () => {
    const store = await under.emptyStore();
    const { runLog, shownExcerpts, subscriptions } = createSlackStores(store);
    const now = 1_000 * DAY;
    const id = 'T1/C1';
    await subscriptions.put({ ...aSubscription, id });
    const runs = [
      ['old', 'posted', 300],
      ['last', 'posted', 200],
      ['failed', 'given-up', 150],
    ] as const;
    for (const [key, kind, days] of runs) {
      const result = kind === 'posted' ? { kind, ts: '1' } : { kind, reason: key };
      const coveredUntil = now - days * DAY;
      await runLog.finish({ subscription: id, key, result, coveredUntil, corpus: 'x' });
    }
    for (const [scope, days] of [
      [`digest:${id}`, 900],
      [`digest:${id}#2020-01-01`, 8],
      [`digest:${id}#2020-01-02`, 6],
      ['digest:T1/gone', 91],
      ['digest:T1/left', 89],
    ] as const) {
      await shownExcerpts.add(scope, ['a'], now - days * DAY);
    }
    await cleanUp(store, now);
    expect((await runLog.last(id))?.key).toBe('last');
    expect((await runLog.latest(id))?.key).toBe('failed');
    const left = await store.db.selectFrom('digest_runs').select('run_key').execute();
    expect(left.map(({ run_key }) => run_key).sort()).toEqual(['failed', 'last']);
    const scopes = await store.db.selectFrom('shown_excerpts').select('scope').execute();
    expect(scopes.map(({ scope }) => scope).sort()).toEqual([
      `digest:${id}`,
      `digest:${id}#2020-01-02`,
      'digest:T1/left',
    ]);
  });

  test('what a feed still lists is not forgotten, nor what one listed that is not read', async () => {
    const store = await under.emptyStore();
    const { feeds } = createIngestStores(store, 'T1');
    const old = KEPT_DAYS.listed + 5;
    const now = 2_000 * DAY;
    await feeds.addSeen('read', ['listed', 'dropped'], now - old * DAY);
    await feeds.addSeen('read', ['listed', 'new'], now);
    await feeds.addSeen('still', ['kept'], now - old * DAY);
    await cleanUp(store, now);
    expect([...(await feeds.seen('read', ['listed', 'dropped', 'new']))].sort()).toEqual([
      'listed',
      'new',
    ]);
    expect((await feeds.seen('still', ['kept'])).size).toBe(1);
  });

  test('which words were shown is forgotten after a year, with the notices of them', async () => {
    const store = await under.emptyStore();
    const { citations } = createIngestStores(store, 'T1');
    const now = 2_000 * DAY;
    const span = { articleId: 'a', version: 'v', start: 0, end: 1 };
    for (const [place, days] of [
      ['old', KEPT_DAYS.cited + 1],
      ['kept', KEPT_DAYS.cited - 1],
    ] as const) {
      await citations.add([{ ...span, place, at: now - days * DAY }]);
    }
    await cleanUp(store, now);
    expect((await citations.of('a')).map(({ place }) => place)).toEqual(['kept']);
  });
});
