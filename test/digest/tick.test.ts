import { beforeEach, expect, it } from 'vitest';
import { instantOf } from '../../src/digest/local-time.ts';
import type { DigestPost, DigestPoster, PostOutcome } from '../../src/digest/poster.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import { type TickServices, tick } from '../../src/digest/tick.ts';
import { createSlackStores } from '../../src/store/slack-stores.ts';
import { smallDesk } from '../slack/builders/small-desk.ts';
import { describeEngines } from '../store/support/engines.ts';
import { aSubscription } from './digest-stores-contract.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const daily: Subscription = {
  ...aSubscription,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  topics: [],
  postWhenQuiet: true,
  setAt: '2020-01-01T00:00:00Z',
};

describeEngines('digests by the clock', (under) => {
  let now = 0;
  let posts: (DigestPost & { readonly at: number })[];
  let told: string[];
  let outcome: (post: DigestPost) => PostOutcome;
  let find: DigestPoster['find'];
  let leads = true;
  let services: TickServices;
  const at = (iso: string): void => {
    now = Date.parse(iso);
  };
  /** Ticks until then. */
  const until = async (iso: string, step = 10 * MINUTE): Promise<void> => {
    for (const end = Date.parse(iso); now <= end; now += step) await tick(services);
  };
  const times = () => posts.map((post) => `${post.localDate} ${new Date(post.at).toISOString()}`);

  beforeEach(async () => {
    const stores = createSlackStores(await under.emptyStore());
    posts = [];
    told = [];
    outcome = () => ({ kind: 'posted', ts: '1.1' });
    find = async () => ({ kind: 'absent' });
    leads = true;
    const desk = await smallDesk();
    services = {
      deskOf: () => desk,
      runLog: stores.runLog,
      shownExcerpts: stores.shownExcerpts,
      subscriptions: stores.subscriptions,
      clock: () => now,
      leads: () => leads,
      failed: (_, error) => {
        throw error;
      },
      poster: {
        async post(post) {
          posts.push({ ...post, at: now });
          return outcome(post);
        },
        find: (...given) => find(...given),
        async tell(_, reason) {
          told.push(reason);
        },
      },
    };
  });
  const set = (over: Partial<Subscription> = {}) =>
    services.subscriptions.put({ ...daily, ...over });

  it('a skipped hour: once, later; a doubled hour: once, the first time', async () => {
    await set({ localTime: '01:30', timeZone: 'Europe/London' });
    at('2026-03-29T00:00:00Z');
    await until('2026-03-29T04:00:00Z');
    at('2026-10-25T00:00:00Z');
    await until('2026-10-25T03:00:00Z');
    expect(times()).toEqual([
      '2026-03-29 2026-03-29T01:30:00.000Z',
      '2026-10-25 2026-10-25T00:30:00.000Z',
    ]);
  });

  it('a zone that changes: once a local date, nothing caught up', async () => {
    await set({ timeZone: 'Asia/Kabul' });
    at('2026-11-22T03:20:00Z');
    await until('2026-11-22T03:40:00Z');
    // Set anew for London, where 08:00 of the same date is still to come.
    await set({ timeZone: 'Europe/London', setAt: '2026-11-22T04:00:00Z' });
    await until('2026-11-22T09:00:00Z');
    at('2026-11-23T07:50:00Z');
    await until('2026-11-23T08:10:00Z');
    expect(times()).toEqual([
      '2026-11-22 2026-11-22T03:30:00.000Z',
      '2026-11-23 2026-11-23T08:00:00.000Z',
    ]);
  });

  it('a clock that jumps back, and forward: each date once', async () => {
    await set({ timeZone: 'UTC' });
    at('2026-11-22T07:59:30Z');
    await until('2026-11-22T08:01:00Z', MINUTE / 2);
    at('2026-11-22T07:00:00Z');
    await until('2026-11-22T08:30:00Z');
    at('2026-11-25T08:00:30Z');
    await until('2026-11-25T08:01:00Z', MINUTE / 2);
    at('2026-11-24T08:00:00Z');
    await until('2026-11-24T08:02:00Z', MINUTE / 2);
    expect(posts.map((post) => post.localDate)).toEqual(['2026-11-22', '2026-11-25', '2026-11-24']);
  });

  it('asleep over the hour: posted late within four hours and marked, later left to the next day', async () => {
    await set({ timeZone: 'UTC' });
    at('2026-11-22T08:10:00Z');
    await tick(services);
    at('2026-11-23T11:59:30Z');
    await tick(services);
    at('2026-11-24T12:00:00Z');
    await tick(services);
    expect(posts.map(({ localDate, lateSince }) => [localDate, lateSince])).toEqual([
      ['2026-11-22', undefined],
      ['2026-11-23', instantOf('2026-11-23', '08:00', 'UTC')],
    ]);
  });

  it('Slack down for an hour, every kind of no: posted once when it is back', async () => {
    await set({ timeZone: 'UTC' });
    const kinds: PostOutcome[] = [
      { kind: 'unsure', reason: 'Slack did not answer.' },
      { kind: 'later', waitMs: 30_000, reason: 'Slack asks me to slow down.' },
    ];
    let turn = 0;
    outcome = () => {
      turn += 1;
      return kinds[turn % 2] as PostOutcome;
    };
    find = async () => ({ kind: 'later', waitMs: MINUTE, reason: 'Slack did not answer.' });
    at('2026-11-22T08:00:00Z');
    await until('2026-11-22T09:00:00Z', 2 * MINUTE);
    expect(told).toEqual([]);
    posts = [];
    outcome = () => ({ kind: 'posted', ts: '1.1' });
    find = async () => ({ kind: 'absent' });
    await until('2026-11-22T09:20:00Z', MINUTE);
    expect(posts).toHaveLength(1);
    expect(posts[0]?.at).toBeLessThan(Date.parse('2026-11-22T09:05:00Z'));
  });

  it('Slack down until the window closes: given up and told once, the next day holds it all', async () => {
    await set({ timeZone: 'UTC' });
    outcome = () => ({ kind: 'later', waitMs: MINUTE, reason: 'Slack asks me to slow down.' });
    at('2026-11-22T08:00:00Z');
    await until('2026-11-22T11:40:00Z');
    await until('2026-11-22T12:05:00Z', MINUTE / 2);
    expect(told).toEqual(['Slack asks me to slow down.']);
    outcome = () => ({ kind: 'posted', ts: '1.1' });
    at('2026-11-23T08:00:00Z');
    await tick(services);
    expect(posts.at(-1)?.digest?.articles).toBe(2);
  });

  it('what was added after a post that nobody confirmed is in the next digest', async () => {
    await set({ timeZone: 'UTC' });
    outcome = () => ({ kind: 'unsure', reason: 'Slack did not answer.' });
    const full = services.deskOf('T1');
    const fewer = (await full.published()).slice(1);
    services = { ...services, deskOf: () => ({ ...full, published: async () => fewer }) };
    at('2026-11-22T08:00:00Z');
    await tick(services);
    services = { ...services, deskOf: () => full };
    find = async () => ({ kind: 'found', ts: '9.9' });
    now += 3 * MINUTE;
    await tick(services);
    outcome = () => ({ kind: 'posted', ts: '1.1' });
    at('2026-11-23T08:00:00Z');
    await tick(services);
    const added = (await full.published())[0]?.articleId;
    const shown = posts
      .at(-1)
      ?.digest?.groups.flatMap(({ items }) => items.map(({ excerpt }) => excerpt.articleId));
    expect([posts.length, shown]).toEqual([2, [added]]);
  });

  it('a closed channel: told once, paused until it is set anew; a configured one is tried daily', async () => {
    await set({ timeZone: 'UTC' });
    await set({ id: 'T1/C2', channel: 'C2', timeZone: 'UTC', setBy: 'config' });
    outcome = () => ({ kind: 'refused', reason: 'That channel is archived.', closed: true });
    for (const day of ['22', '23', '24']) {
      at(`2026-11-${day}T08:00:00Z`);
      await tick(services);
      await tick(services);
    }
    expect(posts.map(({ subscription }) => subscription.channel)).toEqual(['C1', 'C2', 'C2', 'C2']);
    expect(told).toEqual(['That channel is archived.', 'That channel is archived.']);
    expect((await services.subscriptions.get('T1/C1'))?.paused).toEqual({
      reason: 'That channel is archived.',
      at: '2026-11-22T08:00:00.000Z',
    });
    await set({ timeZone: 'UTC', setAt: '2026-11-24T09:00:00Z' });
    outcome = () => ({ kind: 'posted', ts: '1.1' });
    at('2026-11-25T08:00:00Z');
    await tick(services);
    expect(posts.filter(({ subscription }) => subscription.channel === 'C1')).toHaveLength(2);
  });

  it('only the leader posts, and stops in the middle when it is that no more', async () => {
    for (let channel = 1; channel <= 40; channel += 1) {
      await set({ id: `T1/C${channel}`, channel: `C${channel}`, timeZone: 'UTC' });
    }
    at('2026-11-22T08:00:00Z');
    leads = false;
    await tick(services);
    expect(posts).toEqual([]);
    leads = true;
    outcome = () => {
      leads = posts.length < 10;
      return { kind: 'posted', ts: '1.1' };
    };
    await tick(services);
    expect(posts.length).toBeGreaterThanOrEqual(10);
    expect(posts.length).toBeLessThan(20);
    leads = true;
    outcome = () => ({ kind: 'posted', ts: '1.1' });
    await tick(services);
    expect(new Set(posts.map(({ subscription }) => subscription.id)).size).toBe(40);
    expect(posts).toHaveLength(40);
  });

  it('with Slack in trouble a pass ends early, and takes turns between workspaces', async () => {
    for (let channel = 1; channel <= 60; channel += 1) {
      const team = channel <= 30 ? 'T1' : 'T2';
      await set({ id: `${team}/C${channel}`, team, channel: `C${channel}`, timeZone: 'UTC' });
    }
    outcome = () => ({ kind: 'unsure', reason: 'Slack did not answer.' });
    at('2026-11-22T08:00:00Z');
    await tick(services);
    expect(posts.length).toBeLessThan(30);
    const teams = posts.slice(0, 10).map(({ subscription }) => subscription.team);
    expect(teams.filter((team) => team === 'T2').length).toBeGreaterThanOrEqual(4);
    outcome = () => ({ kind: 'posted', ts: '1.1' });
    now += HOUR / 20;
    await tick(services);
    now += HOUR / 20;
    await tick(services);
    const done = await Promise.all(
      (await services.subscriptions.list()).map(({ id }) => services.runLog.last(id)),
    );
    expect(done.filter((run) => run?.result.kind === 'posted')).toHaveLength(60);
  });
});
