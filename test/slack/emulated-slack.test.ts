import { readFileSync } from 'node:fs';
import { createEmulator, type Emulator } from 'emulate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { memoryRunLog } from '../../src/digest/memory-run-log.ts';
import type { SlackAppOptions } from '../../src/slack/options.ts';
import { DRAFTS } from './builders/small-desk.ts';
import { type Harness, harness, MODES, NOW } from './support/harness.ts';
import { buttonOf, press, quotesOf, richTextOf } from './support/payloads.ts';

const scopes: readonly string[] = parse(readFileSync('manifest.yml', 'utf8')).oauth_config.scopes
  .bot;
const TOKEN = 'xoxb-emulated';

/** A Slack that keeps what it is sent, refuses what it cannot show, and checks the manifest's scopes. */
describe.each(MODES)('an emulated Slack with the scopes of manifest.yml, over %s', (mode) => {
  let emulator: Emulator;
  let h: Harness;
  let channel: string;

  async function api(method: string, args: object) {
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    // biome-ignore lint/suspicious/noExplicitAny: whatever the method answers
    return (await response.json()) as any;
  }

  beforeEach(async () => {
    emulator = await createEmulator({
      service: 'slack',
      port: 0,
      seed: {
        slack: {
          team: { name: 'Desk', domain: 'desk' },
          users: [{ name: 'brief', real_name: 'Brief', email: 'brief@example.org' }],
          channels: [{ name: 'desk' }],
          strict_scopes: true,
          tokens: [{ token: TOKEN, user: 'brief', scopes: [...scopes] }],
        },
      },
    });
    const { channels } = await api('conversations.list', {});
    channel = channels[0].id;
    h = await start();
  });
  const start = (over: Partial<SlackAppOptions> = {}) => {
    const emulated = emulator.url;
    // Socket Mode and assistant.* are not emulated: those calls go to the recording server.
    return harness(mode, {
      ...over,
      identity: { botToken: TOKEN },
      fetch: async (input, init) => {
        const url = String(input);
        const here = /\/api\/(?!apps\.|assistant\.)/.test(url);
        return fetch(here ? url.replace(/^https?:\/\/[^/]+/, emulated) : url, init as RequestInit);
      },
    });
  };
  afterEach(async () => {
    await h.stop();
    await emulator.close();
  });

  const mention = (ts: string, text = 'ttp attacks') => ({
    type: 'app_mention',
    user: 'U1',
    channel,
    ts,
    event_ts: ts,
    text: `<@UBOT> ${text}`,
  });
  const replies = async (ts: string) =>
    (
      await api('conversations.replies', { channel, ts, include_all_metadata: true })
    ).messages.slice(1);

  it('holds the answer to a mention in the thread, every excerpt as it stands in its article', async () => {
    const { ts } = await api('chat.postMessage', { channel, text: 'a question' });
    await h.event(mention(ts));
    await h.app.idle();
    const [answer, ...others] = await replies(ts);
    expect(others).toEqual([]);
    const bodies = DRAFTS.map((draft) => draft.body).join('\n');
    expect(quotesOf(answer.blocks).length).toBeGreaterThan(0);
    for (const quote of quotesOf(answer.blocks)) expect(bodies).toContain(quote);
  });

  it('finds its own answer by its metadata after a crash', async () => {
    const { ts } = await api('chat.postMessage', { channel, text: 'a question' });
    await h.event(mention(ts), { event_id: 'EvCrash' });
    await h.app.idle();
    // As if the process had died before it recorded that it was done.
    const body = { type: 'event_callback', team_id: 'T1', event_id: 'EvCrash', event: mention(ts) };
    await h.stores.handledEvents.claim('crashed', JSON.stringify(body), { now: 0, until: 1 });
    await h.app.tick();
    expect(await replies(ts)).toHaveLength(1);
  });

  it('shares, and deletes what was shared', async () => {
    await h.command('ttp attacks', { channel_id: channel });
    const { blocks } = (await h.slack.waitFor('response_url')).args;
    await h.interact(press(h, buttonOf(blocks, 'share'), { channel }));
    await h.app.idle();
    const history = async () => (await api('conversations.history', { channel })).messages;
    const [shared] = await history();
    expect(richTextOf([shared.blocks[0]])).toContain('asked: ttp attacks');
    const remove = buttonOf(shared.blocks, 'delete_shared');
    await h.interact(press(h, remove, { channel, ephemeral: false, ts: shared.ts }));
    await h.app.idle();
    expect(await history()).toEqual([]);
  });

  it('finds a digest in the channel by its metadata', async () => {
    await h.stores.subscriptions.put({
      id: `T1/${channel}`,
      team: 'T1',
      channel,
      localTime: '08:00',
      timeZone: 'UTC',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      topics: [],
      postWhenQuiet: true,
      setBy: 'U1',
      setAt: '2026-01-01T00:00:00Z',
    });
    h.now = NOW + 1000;
    await h.app.tick();
    const history = async () => (await api('conversations.history', { channel })).messages;
    expect(await history()).toHaveLength(1);
    // The record of it was lost with its process: another one claims the same run for the second time.
    const run = { subscription: `T1/${channel}`, key: '2026-11-22' };
    const runLog = memoryRunLog();
    await runLog.claim(run, { now: 0, until: 1 });
    const second = await start({ stores: { ...h.stores, runLog } });
    second.now = h.now;
    await second.app.tick();
    await second.stop();
    expect(await history()).toHaveLength(1);
    const { ts } = (await history())[0];
    expect((await runLog.last(run.subscription))?.result).toEqual({ kind: 'posted', ts });
  });

  it('publishes the home tab', async () => {
    await h.event({
      type: 'app_home_opened',
      user: 'U000000001',
      channel: 'D1',
      tab: 'home',
      event_ts: '1',
    });
    await h.app.idle();
    expect(h.logged.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });
});
