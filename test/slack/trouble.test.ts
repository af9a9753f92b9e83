import { afterEach, describe, expect, it } from 'vitest';
import { apiFetch } from '../../src/slack/api-fetch.ts';
import { MOST_ATTEMPTS } from '../../src/slack/durable-receiver.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { type Harness, harness, MODES, memoryStores, NOW } from './support/harness.ts';

type Fetch = typeof globalThis.fetch;

/** What comes back while Slack is in trouble; what was asked for may be done all the same. */
const KINDS: Readonly<Record<string, (go: () => Promise<Response>) => Promise<Response>>> = {
  limited: async () => new Response('{}', { status: 429, headers: { 'retry-after': '30' } }),
  'limited without a time': async () => new Response('', { status: 429 }),
  failing: async () => new Response('upstream error', { status: 500 }),
  'failing, but done': async (go) => {
    await go();
    return new Response('upstream error', { status: 503 });
  },
  'an error page': async () => new Response('<h1>Sorry</h1>', { status: 200 }),
  'half an answer, and done': async (go) => new Response((await (await go()).text()).slice(0, 7)),
  'another answer': async () => new Response('null', { status: 200 }),
  'no answer': async () => {
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  },
  'no answer, but done': async (go) => {
    await go();
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  },
  'no connection': async () => {
    throw new TypeError('fetch failed');
  },
};

const mention = (ts: string) => ({
  type: 'app_mention',
  user: 'U1',
  channel: 'C1',
  ts,
  event_ts: ts,
  text: '<@UBOT> schools',
});
const daily = {
  ...aSubscription,
  channel: 'C9',
  id: 'T1/C9',
  localTime: '08:00',
  timeZone: 'UTC',
  weekdays: [7],
  topics: [],
} as const;

describe.each(MODES)('ten minutes of trouble over %s', (mode) => {
  let h: Harness;
  let trouble: (typeof KINDS)[string] | null = null;
  const troubled: Fetch = async (input, init) => {
    const go = () => fetch(input, init);
    return trouble === null ? go() : trouble(go);
  };
  const start = async (over = {}) => {
    trouble = null;
    h = await harness(mode, { fetch: apiFetch(troubled as never), ...over });
  };
  afterEach(() => h.stop());
  const minutes = async (count: number) => {
    for (let half = 0; half < 2 * count; half += 1) {
      h.now += 30_000;
      await h.app.tick();
    }
  };

  it.each(Object.keys(KINDS))('%s: mention, command and digest each arrive once', async (kind) => {
    await start();
    await h.stores.subscriptions.put({ ...daily, localTime: '08:01' });
    trouble = KINDS[kind] ?? null;
    await h.event(mention('10.1'), { event_id: 'Ev1' });
    await h.command('schools', { user_id: 'U7' });
    await h.app.idle();
    await minutes(10);
    trouble = null;
    await minutes(6);
    const posts = h.slack.of('chat.postMessage').map(({ args }) => args);
    const answers = posts.filter((post) => post.thread_ts === '10.1');
    expect(answers).toHaveLength(1);
    expect(answers[0].metadata.event_payload).toEqual({ event_id: 'Ev1' });
    const digests = posts.filter((post) => post.channel === 'C9' && !post.thread_ts);
    expect(digests).toHaveLength(1);
    const toPerson = [
      ...h.slack.of('response_url'),
      ...h.slack.of('chat.postEphemeral').filter(({ args }) => args.user === 'U7'),
      ...posts.filter((post) => post.channel === 'U7').map((args) => ({ args })),
    ];
    // What is seen by one person only may come again where nobody can tell whether it came.
    if (kind.endsWith('done')) expect(toPerson.length).toBeGreaterThan(0);
    else expect(toPerson).toHaveLength(1);
  });

  it('what follows in the thread is kept when only the first message was taken', async () => {
    await start();
    const before = h.slack.of('chat.postMessage').length;
    await h.stores.subscriptions.put({ ...daily });
    let posts = 0;
    trouble = async (go) => {
      posts += 1;
      return posts === 1 ? go() : new Response('', { status: 500 });
    };
    await h.app.tick();
    trouble = null;
    await minutes(3);
    const [main, ...rest] = h.slack.of('chat.postMessage').slice(before);
    expect(main?.args.thread_ts).toBeUndefined();
    for (const { args } of rest) expect(args.metadata.event_payload.run).toBe('2026-11-22');
    expect(h.slack.of('chat.postMessage').filter(({ args }) => !args.thread_ts)).toHaveLength(1);
  });

  it('an event that ended the process again and again is told, and not tried again', async () => {
    const stores = memoryStores();
    const body = {
      type: 'event_callback',
      team_id: 'T1',
      event_id: 'EvBad',
      event: mention('10.9'),
    };
    await stores.handledEvents.claim('event:T1:EvBad', JSON.stringify(body), { now: 0, until: 1 });
    for (let dead = 1; dead < MOST_ATTEMPTS; dead += 1) {
      await stores.handledEvents.pending({ now: 10 * dead, until: 10 * dead + 1 }, 1);
    }
    await start({ stores });
    await h.app.tick();
    await minutes(5);
    expect(h.slack.of('chat.postMessage')).toEqual([]);
    const told = h.slack.of('chat.postEphemeral');
    expect(told.map(({ args }) => args.text).join()).toContain('Something went wrong on my side');
    expect(told).toHaveLength(1);
  });
});

describe('started while Slack is in trouble', () => {
  it('records what is asked, says so to commands, and answers when Slack does', async () => {
    let down = true;
    const troubled: Fetch = async (input, init) =>
      down ? new Response('', { status: 503 }) : fetch(input, init);
    const h = await harness('http', { fetch: apiFetch(troubled as never) });
    let ready = false;
    void h.app.ready.then(() => {
      ready = true;
    });
    expect((await h.event(mention('10.1'))).status).toBe(200);
    expect((await h.command('schools')).body).toContain('just starting');
    h.now = NOW + 30_000;
    await h.app.tick();
    expect([ready, h.slack.calls]).toEqual([false, []]);
    down = false;
    h.now = NOW + 60_000;
    await h.app.tick();
    expect(ready).toBe(true);
    expect(h.slack.of('chat.postMessage').map(({ args }) => args.thread_ts)).toEqual(['10.1']);
    await h.stop();
  });
});
