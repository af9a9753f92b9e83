import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/slack/create-app.ts';
import type { SlackAppOptions } from '../../src/slack/options.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { smallDesk } from './builders/small-desk.ts';
import { FakeSlack } from './support/fake-slack.ts';
import { harness, memoryStores, NOW } from './support/harness.ts';
import { buttonOf, quotesOf } from './support/payloads.ts';

/** A receiver as the local workspace has one: requests come in as calls. */
class DirectReceiver implements Receiver {
  private app: App | undefined;
  started = 0;
  init(app: App) {
    this.app = app;
  }
  async start() {
    this.started += 1;
  }
  async stop() {
    this.started -= 1;
  }
  async deliver(body: ReceiverEvent['body']): Promise<readonly unknown[]> {
    const acks: unknown[] = [];
    await this.app?.processEvent({ body, ack: async (response) => void acks.push(response) });
    return acks;
  }
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

describe('createApp', () => {
  const slacks: FakeSlack[] = [];
  afterEach(async () => {
    for (const slack of slacks.splice(0)) await slack.close();
  });
  async function create(over: Partial<SlackAppOptions> = {}) {
    const slack = await new FakeSlack().listen();
    slacks.push(slack);
    const receiver = new DirectReceiver();
    const ticks: (() => void)[] = [];
    const desk = await smallDesk();
    const app = await createApp({
      deskOf: () => desk,
      connection: { kind: 'receiver', receiver },
      identity: { botToken: 'xoxb-one' },
      slackApiUrl: slack.apiUrl,
      clock: () => NOW,
      sleep: async () => {},
      every: (_, run) => {
        ticks.push(run);
        return () => ticks.splice(ticks.indexOf(run), 1);
      },
      log: quiet,
      stores: memoryStores(),
      ...over,
    });
    return { app, slack, receiver, ticks };
  }
  const command = (slack: FakeSlack, text: string, team = 'T1') => ({
    command: '/afghan-brief',
    text,
    team_id: team,
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: `t-${team}-${text}`,
    response_url: slack.responseUrl(),
  });

  it("serves the caller's own receiver, with the caller's fetch", async () => {
    const urls: string[] = [];
    const { app, slack, receiver } = await create({
      fetch: async (input, init) => {
        urls.push(new URL(String(input)).pathname);
        return fetch(input, init as RequestInit);
      },
    });
    await app.start();
    expect(receiver.started).toBe(1);
    expect(await receiver.deliver(command(slack, 'schools'))).toEqual([undefined]);
    expect(quotesOf(slack.of('response_url')[0]?.args.blocks).length).toBeGreaterThan(0);
    expect(urls).toEqual(['/api/auth.test', '/respond/r1']);
    await app.stop();
    expect(receiver.started).toBe(0);
  });

  it('ticks until it is stopped', async () => {
    const { app, ticks } = await create();
    expect(ticks).toHaveLength(0);
    await app.start();
    expect(ticks).toHaveLength(1);
    await app.stop();
    expect(ticks).toHaveLength(0);
    await app.stop();
  });

  it('speaks to each workspace with its own token, digests included', async () => {
    const stores = memoryStores();
    const tokens: Record<string, string> = { T1: 'xoxb-one', T2: 'xoxb-two' };
    const { app, slack, receiver } = await create({
      stores,
      identity: {
        authorize: async ({ teamId }) => ({
          botToken: tokens[teamId ?? ''] ?? '',
          botId: 'BBOT',
          botUserId: 'UBOT',
          teamId: teamId ?? '',
        }),
      },
    });
    const daily = {
      ...aSubscription,
      localTime: '08:00',
      timeZone: 'UTC',
      weekdays: [7],
      topics: [],
    } as const;
    await stores.subscriptions.put(daily);
    await stores.subscriptions.put({ ...daily, id: 'T2/C2', team: 'T2', channel: 'C2' });
    await app.start();
    await app.idle();
    const digests = slack
      .of('chat.postMessage')
      .filter((call) => call.args.thread_ts === undefined);
    expect(digests.map((call) => [call.args.channel, call.token])).toEqual([
      ['C1', 'xoxb-one'],
      ['C2', 'xoxb-two'],
    ]);
    for (const team of ['T1', 'T2']) {
      const event = {
        type: 'app_mention',
        user: 'U1',
        channel: `C-${team}`,
        ts: '1.1',
        text: '<@UBOT> schools',
      };
      await receiver.deliver({
        type: 'event_callback',
        team_id: team,
        event_id: `Ev-${team}`,
        event,
      });
    }
    const mentions = slack.of('chat.postMessage').slice(-2);
    expect(mentions.map((call) => call.token)).toEqual(['xoxb-one', 'xoxb-two']);
    await app.stop();
  });

  it('answers "Ask again" of the home tab as a direct message', async () => {
    const h = await harness('http');
    await h.command('quotes Mina Rahimi');
    await h.slack.waitFor('response_url');
    await h.event({
      type: 'app_home_opened',
      user: 'U1',
      channel: 'D1',
      tab: 'home',
      event_ts: '1',
    });
    const { view } = (await h.slack.waitFor('views.publish')).args;
    await h.interact({
      type: 'block_actions',
      container: { type: 'view', view_id: 'V9' },
      view: { id: 'V9', hash: 'h', ...view },
      actions: [
        { type: 'button', block_id: 'b', action_ts: '1', ...buttonOf(view.blocks, 'ask_topic.0') },
      ],
    });
    const { args } = await h.slack.waitFor('chat.postMessage');
    expect(args.channel).toBe('U1');
    expect(quotesOf(args.blocks)).toEqual(['“My daughter reads at night,”']);
    await h.stop();
  });
});
