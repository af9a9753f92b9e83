import { afterEach, describe, expect, it } from 'vitest';
import { HORIZON } from '../../src/slack/durable-receiver.ts';
import { smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, MODES, memoryStores, NOW } from './support/harness.ts';
import { press, submit } from './support/payloads.ts';

const mention = (text = 'ttp attacks') => ({
  type: 'app_mention',
  user: 'U1',
  channel: 'C1',
  ts: '10.1',
  event_ts: '10.1',
  text: `<@UBOT> ${text}`,
});

describe.each(MODES)('deliveries over %s', (mode) => {
  const running: Harness[] = [];
  const start = async (over = {}) => {
    const h = await harness(mode, over);
    running.push(h);
    return h;
  };
  afterEach(async () => {
    for (const h of running.splice(0)) await h.stop();
  });

  it('answers a mention that Slack delivers three times once', async () => {
    const h = await start();
    const acks = [
      await h.event(mention(), { event_id: 'EvSame' }),
      await h.event(mention(), { event_id: 'EvSame', retry: 1 }),
      await h.event(mention(), { event_id: 'EvSame', retry: 2 }),
    ];
    expect(acks.map((ack) => ack.status)).toEqual([200, 200, 200]);
    await h.event(mention('schools'));
    await h.slack.waitFor('chat.postMessage', 2);
    await h.app.stop();
    expect(h.slack.of('chat.postMessage')).toHaveLength(2);
  });

  it.each<[string, string, (h: Harness) => Promise<unknown>]>([
    ['a command', 'response_url', (h) => h.command('schools', { trigger_id: 'same' })],
    [
      'a button',
      'response_url',
      (h) => {
        const value = JSON.stringify({ k: 'ask', q: 'schools', o: 0, c: 'sha256:1' });
        return h.interact({ ...press(h, { action_id: 'more', value }), trigger_id: 'same' });
      },
    ],
    [
      'a shortcut',
      'views.open',
      (h) => h.interact({ type: 'shortcut', callback_id: 'verify_words', trigger_id: 'same' }),
    ],
    [
      'a share',
      'chat.postMessage',
      (h) => {
        const value = JSON.stringify({ k: 'ask', q: 'schools', o: 0, c: 'sha256:1' });
        return h.interact({ ...press(h, { action_id: 'share', value }), trigger_id: 'same' });
      },
    ],
    [
      'a message to the bot',
      'chat.postMessage',
      (h) =>
        h.event(
          {
            type: 'message',
            channel_type: 'im',
            user: 'U1',
            channel: 'D1',
            ts: '1.1',
            text: 'schools',
          },
          { event_id: 'EvSame' },
        ),
    ],
    [
      'an opened home tab',
      'views.publish',
      (h) =>
        h.event(
          { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home', event_ts: '1' },
          { event_id: 'EvSame' },
        ),
    ],
    [
      'an opened agent panel',
      'assistant.threads.setSuggestedPrompts',
      (h) =>
        h.event(
          { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages', event_ts: '1' },
          { event_id: 'EvSame' },
        ),
    ],
  ])('answers %s that arrives twice once', async (_, method, send) => {
    const h = await start();
    await send(h);
    await send(h);
    await h.app.idle();
    expect(h.slack.of(method)).toHaveLength(1);
  });

  it('stores a submission that arrives twice once', async () => {
    const h = await start();
    const entry = {
      id: 'f',
      team: 'T1',
      user: 'U1',
      question: 'q',
      corpus: 'c',
      verdict: 'useful',
      at: 1,
    };
    const reason = (value: string) =>
      h.interact({
        ...submit(
          'feedback_reason_view',
          { reason: { reason: { value } } },
          { view: { private_metadata: JSON.stringify(entry) } },
        ),
        trigger_id: 'same',
      });
    expect((await reason('first')).status).toBe(200);
    expect((await reason('second')).status).toBe(200);
    await h.app.idle();
    expect((await h.stores.feedback.list('T1', 9)).map((one) => one.reason)).toEqual(['first']);
  });

  it('answers after a restart what was acked before a crash, once', async () => {
    const stores = memoryStores();
    // The process that takes the event never answers: its desk hangs, as if it had been killed.
    const desk = { ...(await smallDesk()), ask: () => new Promise<never>(() => {}) };
    const killed = await harness(mode, { stores, desk });
    expect((await killed.event(mention(), { event_id: 'EvLost' })).status).toBe(200);
    expect(killed.slack.of('chat.postMessage')).toEqual([]);
    await killed.slack.close();

    const h = await start({ stores });
    await h.app.tick();
    expect(h.slack.of('chat.postMessage')).toEqual([]);
    h.now = NOW + 61_000;
    await h.app.tick();
    await h.app.tick();
    h.now = NOW + 200_000;
    await h.app.tick();
    const posts = h.slack.of('chat.postMessage');
    expect(posts).toHaveLength(1);
    expect(posts[0]?.args).toMatchObject({ channel: 'C1', thread_ts: '10.1' });
  });

  it('does not answer again what the killed process had answered but not recorded', async () => {
    const stores = memoryStores();
    const done = stores.handledEvents.done;
    const forgetful = {
      ...stores,
      handledEvents: { ...stores.handledEvents, done: () => new Promise<never>(() => {}) },
    };
    const killed = await harness(mode, { stores: forgetful });
    await killed.event(mention(), { event_id: 'EvDone' });
    const answered = (await killed.slack.waitFor('chat.postMessage')).args;
    await killed.slack.close();

    const h = await start({
      stores: { ...stores, handledEvents: { ...stores.handledEvents, done } },
    });
    h.slack.always('conversations.replies', {
      ok: true,
      messages: [{ ts: '10.1' }, { ts: '10.2', metadata: answered.metadata }],
    });
    h.now = NOW + 61_000;
    await h.app.tick();
    expect(h.slack.of('conversations.replies')[0]?.args).toMatchObject({
      ts: '10.1',
      include_all_metadata: 'true',
    });
    expect(h.slack.of('chat.postMessage')).toEqual([]);
  });

  it('tries again while Slack fails, says so once, and after hours gives up', async () => {
    const h = await start();
    h.slack.always('chat.postMessage', { ok: false, error: 'internal_error' });
    await h.event(mention());
    const told = await h.slack.waitFor('chat.postEphemeral');
    await h.app.idle();
    expect(told.args.text).toContain('I will try again');
    expect(told.args).toMatchObject({ channel: 'C1', user: 'U1', thread_ts: '10.1' });
    for (let i = 0; i < 12; i += 1) {
      h.now += 50_000;
      await h.app.tick();
    }
    // Ten minutes: after half a minute at first, later every two.
    expect(h.slack.of('chat.postMessage')).toHaveLength(7);
    expect(h.slack.of('chat.postEphemeral')).toHaveLength(1);
    h.now = NOW + HORIZON;
    for (let i = 0; i < 3; i += 1) {
      await h.app.tick();
      h.now += 200_000;
    }
    expect(h.slack.of('chat.postMessage')).toHaveLength(8);
    const [, last, ...others] = h.slack.of('chat.postEphemeral');
    expect(last?.args.text).toContain('Slack had a problem');
    expect(others).toEqual([]);
  });

  it('answers when Slack recovers', async () => {
    const h = await start();
    h.slack.next('chat.postMessage', { status: 503 });
    await h.event(mention());
    await h.slack.waitFor('chat.postEphemeral');
    await h.app.idle();
    h.now += 61_000;
    await h.app.tick();
    h.now += 61_000;
    await h.app.tick();
    expect(h.slack.of('chat.postMessage')).toHaveLength(2);
  });

  it('leaves an event that cannot be recorded to the next delivery', async () => {
    const stores = memoryStores();
    let broken = true;
    const claim: typeof stores.handledEvents.claim = async (...args) => {
      if (broken) throw new Error('the disk is full');
      return stores.handledEvents.claim(...args);
    };
    const h = await start({
      stores: { ...stores, handledEvents: { ...stores.handledEvents, claim } },
    });
    // Not acked, so there is nothing to wait for.
    const lost = h.event(mention(), { event_id: 'EvDisk' });
    lost.catch(() => {});
    await h.command('schools');
    await h.slack.waitFor('response_url');
    broken = false;
    expect((await h.event(mention(), { event_id: 'EvDisk', retry: 1 })).status).toBe(200);
    await h.slack.waitFor('chat.postMessage');
    expect(h.slack.of('chat.postMessage')).toHaveLength(1);
  });
});

describe('signatures', () => {
  it('refuses a request that is not signed by Slack', async () => {
    const h = await harness('http');
    const response = await fetch(`http://127.0.0.1:${h.app.port()}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
        'x-slack-signature': 'v0=0000',
      },
      body: JSON.stringify({ type: 'event_callback', event: mention() }),
    });
    expect(response.status).toBe(401);
    await h.stop();
  });

  it('rejects a bad token before it serves anything', async () => {
    const { FakeSlack } = await import('./support/fake-slack.ts');
    const slack = await new FakeSlack().listen();
    slack.always('auth.test', { ok: false, error: 'invalid_auth' });
    await expect(harness('http', { slackApiUrl: slack.apiUrl })).rejects.toThrow('invalid_auth');
    await slack.close();
  });
});
