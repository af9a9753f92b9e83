import { beforeEach, describe, expect, it } from 'vitest';
import type { RunLog, ShownExcerpts, Subscriptions } from '../../src/digest/ports.ts';
import type { Subscription } from '../../src/digest/subscription.ts';

export interface DigestStores {
  readonly subscriptions: Subscriptions;
  readonly runLog: RunLog;
  readonly shownExcerpts: ShownExcerpts;
}

export const aSubscription: Subscription = {
  id: 'T1/C1',
  team: 'T1',
  channel: 'C1',
  localTime: '08:00',
  timeZone: 'Asia/Kabul',
  weekdays: [1, 2, 3, 4, 5],
  topics: ['TTP', 'ISIS-K'],
  postWhenQuiet: true,
  setBy: 'U1',
  setAt: '2026-11-01T00:00:00Z',
};

/** What every implementation of the digest's ports keeps to. `create` gives empty stores. */
export function digestStoresContract(name: string, create: () => Promise<DigestStores>): void {
  describe(`digest stores: ${name}`, () => {
    let stores: DigestStores;
    beforeEach(async () => {
      stores = await create();
    });
    const run = { subscription: 'T1/C1', key: '2026-11-22' };
    const finished = (key: string, coveredUntil: number) => ({
      subscription: 'T1/C1',
      key,
      coveredUntil,
      corpus: 'sha256:1',
    });

    it('gives back a subscription as it was put', async () => {
      await stores.subscriptions.put(aSubscription);
      expect(await stores.subscriptions.get('T1/C1')).toEqual(aSubscription);
      expect(await stores.subscriptions.get('T1/C2')).toBeNull();
    });

    it('replaces a subscription with the same id', async () => {
      await stores.subscriptions.put(aSubscription);
      await stores.subscriptions.put({ ...aSubscription, topics: [], postWhenQuiet: false });
      expect(await stores.subscriptions.list()).toEqual([
        { ...aSubscription, topics: [], postWhenQuiet: false },
      ]);
    });

    it('lists by id, all or of one team', async () => {
      await stores.subscriptions.put({ ...aSubscription, id: 'T2/C9', team: 'T2', channel: 'C9' });
      await stores.subscriptions.put({ ...aSubscription, id: 'T1/C2', channel: 'C2' });
      await stores.subscriptions.put(aSubscription);
      const ids = (all: readonly Subscription[]) => all.map((one) => one.id);
      expect(ids(await stores.subscriptions.list())).toEqual(['T1/C1', 'T1/C2', 'T2/C9']);
      expect(ids(await stores.subscriptions.list('T1'))).toEqual(['T1/C1', 'T1/C2']);
    });

    it('removes once', async () => {
      await stores.subscriptions.put(aSubscription);
      expect(await stores.subscriptions.remove('T1/C1')).toBe(true);
      expect(await stores.subscriptions.remove('T1/C1')).toBe(false);
    });

    it('lets one of many claim a run', async () => {
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => stores.runLog.claim(run, { now: 1000, until: 2000 })),
      );
      expect(claims.filter((claim) => claim.kind === 'claimed')).toEqual([
        { kind: 'claimed', attempts: 1 },
      ]);
      expect(claims.filter((claim) => claim.kind === 'busy')).toHaveLength(9);
    });

    it('gives a run away when the lease has ended, and counts', async () => {
      await stores.runLog.claim(run, { now: 1000, until: 2000 });
      expect(await stores.runLog.claim(run, { now: 1999, until: 3000 })).toEqual({ kind: 'busy' });
      expect(await stores.runLog.claim(run, { now: 2000, until: 3000 })).toEqual({
        kind: 'claimed',
        attempts: 2,
      });
    });

    it('gives a released run away from the time it says', async () => {
      await stores.runLog.claim(run, { now: 1000, until: 9000 });
      await stores.runLog.release(run, 1500, true);
      expect(await stores.runLog.claim(run, { now: 1499, until: 9000 })).toEqual({ kind: 'busy' });
      expect(await stores.runLog.claim(run, { now: 1500, until: 9000 })).toEqual({
        kind: 'claimed',
        attempts: 2,
      });
    });

    it('after an attempt that surely did not post, the next one is the first', async () => {
      await stores.runLog.claim(run, { now: 1000, until: 1500 });
      expect(await stores.runLog.claim(run, { now: 1500, until: 9000 })).toMatchObject({
        attempts: 2,
      });
      await stores.runLog.release(run, 2000, false);
      expect(await stores.runLog.claim(run, { now: 2000, until: 9000 })).toEqual({
        kind: 'claimed',
        attempts: 1,
      });
    });

    it('never gives a finished run away, and keeps its first result', async () => {
      await stores.runLog.claim(run, { now: 1000, until: 2000 });
      await stores.runLog.finish({
        ...finished(run.key, 1000),
        result: { kind: 'posted', ts: '1.2' },
      });
      await stores.runLog.finish({ ...finished(run.key, 5000), result: { kind: 'quiet' } });
      expect(await stores.runLog.claim(run, { now: 9000, until: 9999 })).toEqual({
        kind: 'finished',
      });
      expect(await stores.runLog.last('T1/C1')).toEqual({
        ...finished(run.key, 1000),
        result: { kind: 'posted', ts: '1.2' },
      });
    });

    it('knows the last run that covered something, and the latest of all', async () => {
      expect(await stores.runLog.last('T1/C1')).toBeNull();
      expect(await stores.runLog.latest('T1/C1')).toBeNull();
      const posted = {
        ...finished('2026-11-20', 1000),
        result: { kind: 'posted', ts: '1.1' },
      } as const;
      const quiet = { ...finished('2026-11-21', 2000), result: { kind: 'quiet' } } as const;
      const lost = {
        ...finished('2026-11-22', 3000),
        result: { kind: 'given-up', reason: 'the channel is gone' },
      } as const;
      for (const one of [posted, quiet, lost]) await stores.runLog.finish(one);
      expect(await stores.runLog.last('T1/C1')).toEqual(quiet);
      expect(await stores.runLog.latest('T1/C1')).toEqual(lost);
      expect(await stores.runLog.last('T1/C2')).toBeNull();
    });

    it('remembers what was shown, scope by scope', async () => {
      await stores.shownExcerpts.add('digest:T1/C1', ['a', 'b'], 1000);
      await stores.shownExcerpts.add('digest:T1/C1', ['b', 'c'], 2000);
      expect(await stores.shownExcerpts.shown('digest:T1/C1', ['a', 'c', 'd'])).toEqual(
        new Set(['a', 'c']),
      );
      expect(await stores.shownExcerpts.shown('digest:T1/C2', ['a'])).toEqual(new Set());
      expect(await stores.shownExcerpts.shown('digest:T1/C1', [])).toEqual(new Set());
    });
  });
}
