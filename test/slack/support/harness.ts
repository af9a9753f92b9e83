import { createHmac } from 'node:crypto';
import type { Desk } from '../../../src/answer/desk.ts';
import { memoryRunLog } from '../../../src/digest/memory-run-log.ts';
import { memoryShownExcerpts } from '../../../src/digest/memory-shown-excerpts.ts';
import { memorySubscriptions } from '../../../src/digest/memory-subscriptions.ts';
import { createApp, type SlackApp } from '../../../src/slack/create-app.ts';
import { memoryFeedback } from '../../../src/slack/memory-feedback.ts';
import { memoryHandledEvents } from '../../../src/slack/memory-handled-events.ts';
import { memoryQuestions } from '../../../src/slack/memory-questions.ts';
import { memoryThreads } from '../../../src/slack/memory-threads.ts';
import type { SlackAppOptions, Stores } from '../../../src/slack/options.ts';
import { smallDesk } from '../builders/small-desk.ts';
import { FakeSlack } from './fake-slack.ts';

export const SECRET = 'a-signing-secret-of-a-test';
/** 2026-11-22 08:00 UTC, a Sunday. */
export const NOW = Date.parse('2026-11-22T08:00:00Z');
export type Mode = 'http' | 'socket';
export const MODES: readonly Mode[] = ['http', 'socket'];

/** What Slack got back for a delivery. */
export interface Ack {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the app acked with, as JSON
  readonly body: any;
}

export interface Harness {
  readonly slack: FakeSlack;
  readonly app: SlackApp;
  readonly stores: Stores;
  readonly desk: Desk;
  readonly logged: { level: string; fields: object; message: string }[];
  now: number;
  /** Waits asked for, in ms; none of them takes time. */
  readonly slept: number[];
  command(text: string, more?: object): Promise<Ack>;
  event(event: object, more?: object): Promise<Ack>;
  interact(payload: object): Promise<Ack>;
  stop(): Promise<void>;
}

export function memoryStores(): Stores {
  return {
    subscriptions: memorySubscriptions(),
    runLog: memoryRunLog(),
    shownExcerpts: memoryShownExcerpts(),
    handledEvents: memoryHandledEvents(),
    feedback: memoryFeedback(),
    threads: memoryThreads(),
    questions: memoryQuestions(),
  };
}

let counter = 0;
const unique = (prefix: string) => {
  counter += 1;
  return `${prefix}${counter}`;
};

type Over = Partial<SlackAppOptions> & {
  /** Of every workspace that has none by `deskOf`. */
  readonly desk?: Desk;
};

/** The real app, started on loopback, and a Slack that talks to it as Slack does. */
export async function harness(mode: Mode, over: Over = {}): Promise<Harness> {
  const slack = await new FakeSlack().listen();
  const logged: Harness['logged'] = [];
  const slept: number[] = [];
  const stores = over.stores ?? memoryStores();
  const write = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message });
  const log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  const desk = over.desk ?? (await smallDesk());
  const state = { now: NOW };
  const { desk: _, ...options } = over;
  const app = await createApp({
    deskOf: () => desk,
    connection:
      mode === 'http'
        ? { kind: 'http', signingSecret: SECRET, port: 0, host: '127.0.0.1' }
        : { kind: 'socket', appToken: 'xapp-1-test' },
    identity: { botToken: 'xoxb-test' },
    slackApiUrl: slack.apiUrl,
    clock: () => state.now,
    sleep: async (ms) => {
      slept.push(ms);
      state.now += ms;
    },
    every: () => () => {},
    log,
    policyOf: () => ({
      digests: 'admins',
      sources: 'admins',
      curators: { users: ['UCURATOR'] },
    }),
    ...options,
    stores,
  });
  await app.start();
  await app.idle();

  async function http(
    body: string,
    type: string,
    headers: Record<string, string> = {},
  ): Promise<Ack> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    const response = await fetch(`http://127.0.0.1:${app.port()}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : parsed(text) };
  }

  return {
    slack,
    app,
    stores,
    desk,
    logged,
    slept,
    get now() {
      return state.now;
    },
    set now(value) {
      state.now = value;
    },
    async command(text, more = {}) {
      const payload: Record<string, string> = {
        command: '/afghan-brief',
        text,
        team_id: 'T1',
        user_id: 'U1',
        channel_id: 'C1',
        trigger_id: unique('trigger-'),
        response_url: slack.responseUrl(),
        api_app_id: 'A1',
        token: 'legacy',
        ...more,
      };
      if (mode === 'http') {
        return http(new URLSearchParams(payload).toString(), 'application/x-www-form-urlencoded');
      }
      return { status: 200, body: await slack.envelope('slash_commands', payload) };
    },
    async event(event, more = {}) {
      const { retry, ...outer } = more as { retry?: number };
      const payload = {
        type: 'event_callback',
        team_id: 'T1',
        api_app_id: 'A1',
        event_id: unique('Ev'),
        event_time: 1,
        authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true }],
        event,
        ...outer,
      };
      if (mode === 'http') {
        const again = retry === undefined ? {} : { 'x-slack-retry-num': String(retry) };
        return http(JSON.stringify(payload), 'application/json', again as Record<string, string>);
      }
      const again = retry === undefined ? {} : { retry_attempt: retry };
      return { status: 200, body: await slack.envelope('events_api', payload, again) };
    },
    async interact(payload) {
      const full = {
        team: { id: 'T1' },
        user: { id: 'U1' },
        api_app_id: 'A1',
        trigger_id: unique('trigger-'),
        ...payload,
      };
      if (mode === 'http') {
        const body = new URLSearchParams({ payload: JSON.stringify(full) }).toString();
        return http(body, 'application/x-www-form-urlencoded');
      }
      return { status: 200, body: await slack.envelope('interactive', full) };
    },
    async stop() {
      await app.stop();
      await slack.close();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
