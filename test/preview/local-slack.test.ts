import { WebClient } from '@slack/web-api';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLocalSlack } from '../../src/preview/local-slack.ts';
import type { SlackState } from '../../src/preview/methods/method.ts';
import { BOT, OMID, SAHAR } from '../../src/preview/state/people.ts';
import { createTickets } from '../../src/preview/state/tickets.ts';
import { createViews } from '../../src/preview/state/views.ts';
import { createWorkspace } from '../../src/preview/state/workspace.ts';
import { type TestLog, testLog } from './test-log.ts';

const CHANNEL = 'C0AFGHAN';
/** The client repeats the refusals that these tests provoke. */
const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as never,
};
const modal = (blocks: object[] = [{ type: 'divider' }]) =>
  ({ type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks }) as never;

let now: number;
let state: SlackState;
let log: TestLog;
let fetch: typeof globalThis.fetch;
let client: WebClient;

function clientWith(scopes?: readonly string[]): WebClient {
  fetch = createLocalSlack({ state, log, ...(scopes ? { scopes } : {}) });
  return new WebClient('xoxb-preview', {
    fetch: fetch as never,
    slackApiUrl: 'http://slack.invalid/api/',
    retryConfig: { retries: 0 },
    logger: SILENT,
  });
}

beforeEach(() => {
  now = 1_700_000_000_000;
  log = testLog();
  const clock = () => now;
  const workspace = createWorkspace({ clock, timeZone: 'Asia/Kabul' });
  state = {
    workspace,
    views: createViews(workspace.nextId, workspace.changed),
    tickets: createTickets(clock, workspace.nextId),
    pageUrl: () => 'http://127.0.0.1:3000',
    log,
  };
  client = clientWith();
});

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  );

describe('the Web API in this process', () => {
  it('says who the bot is', async () => {
    expect(await client.auth.test()).toMatchObject({
      user_id: BOT.id,
      is_enterprise_install: false,
    });
  });

  it('keeps messages, threads, changes and deletions', async () => {
    const first = await client.chat.postMessage({
      channel: CHANNEL,
      text: 'one',
      unfurl_links: false,
    });
    const ts = first.ts!;
    await client.chat.postMessage({ channel: CHANNEL, text: 'two', thread_ts: ts });
    await client.chat.update({ channel: CHANNEL, ts, text: 'one, changed' });
    const shown = state.workspace.visible(CHANNEL, SAHAR.id);
    expect(shown.map((one) => [one.text, one.thread])).toEqual([
      ['one, changed', undefined],
      ['two', ts],
    ]);
    const thread = await client.conversations.replies({ channel: CHANNEL, ts });
    expect(thread.messages).toHaveLength(2);
    const link = await client.chat.getPermalink({ channel: CHANNEL, message_ts: ts });
    expect(link.permalink).toBe(
      `http://127.0.0.1:3000/archives/${CHANNEL}/p${ts.replace('.', '')}`,
    );
    await client.chat.delete({ channel: CHANNEL, ts });
    expect(await refusal(client.chat.update({ channel: CHANNEL, ts, text: 'x' }))).toBe(
      'message_not_found',
    );
  });

  it('shows an ephemeral message to one person and forgets it', async () => {
    const sent = await client.chat.postEphemeral({ channel: CHANNEL, user: SAHAR.id, text: 'you' });
    expect(state.workspace.visible(CHANNEL, SAHAR.id)).toHaveLength(1);
    expect(state.workspace.visible(CHANNEL, OMID.id)).toHaveLength(0);
    const ts = sent.message_ts!;
    expect(await refusal(client.chat.update({ channel: CHANNEL, ts, text: 'x' }))).toBe(
      'message_not_found',
    );
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a channel without the bot',
      () => client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' }),
      'not_in_channel',
    ],
    [
      'no such channel',
      () => client.chat.postMessage({ channel: 'C9', text: 'x' }),
      'channel_not_found',
    ],
    ['nothing said', () => client.chat.postMessage({ channel: CHANNEL, text: '' }), 'no_text'],
    [
      'no such thread',
      () => client.chat.postMessage({ channel: CHANNEL, text: 'x', thread_ts: '1.1' }),
      'thread_not_found',
    ],
    ['no such person', () => client.users.info({ user: 'U9' }), 'user_not_found'],
    [
      'a made-up trigger',
      () => client.views.open({ trigger_id: '1', view: modal() }),
      'invalid_trigger_id',
    ],
    ['a method that it lacks', () => client.reminders.list(), 'unknown_method'],
  ])('refuses %s', async (_, call, error) => {
    expect(await refusal(call())).toBe(error);
    expect(log.complaints.join('\n')).toContain(error);
  });

  it.each<[string, object[]]>([
    [
      'a header of 151 characters',
      [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
    ],
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    [
      'an empty text element',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
        },
      ],
    ],
    [
      'a block id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
    ['an input in a message', [{ type: 'input', label: {}, element: {} }]],
    [
      'an action id twice',
      [
        {
          type: 'actions',
          elements: ['a', 'b'].map((text) => ({
            type: 'button',
            action_id: 'x',
            text: { type: 'plain_text', text },
          })),
        },
      ],
    ],
  ])('refuses %s, and says where', async (_, blocks) => {
    const call = client.chat.postMessage({ channel: CHANNEL, text: 'x', blocks: blocks as never });
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: [expect.stringContaining('/blocks')] },
      },
    });
  });

  it('refuses what the manifest has no scope for', async () => {
    const limited = clientWith(['commands']);
    await expect(limited.chat.postMessage({ channel: CHANNEL, text: 'x' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write' },
    });
  });

  it('lets a trigger open one window, within three seconds', async () => {
    const trigger_id = state.tickets.trigger(SAHAR.id);
    await client.views.open({ trigger_id, view: modal() });
    expect(await refusal(client.views.open({ trigger_id, view: modal() }))).toBe(
      'exchanged_trigger_id',
    );
    const late = state.tickets.trigger(SAHAR.id);
    now += 3001;
    expect(await refusal(client.views.open({ trigger_id: late, view: modal() }))).toBe(
      'expired_trigger_id',
    );
  });

  it('stacks three windows, and updates one by its id and hash', async () => {
    const open = () => ({ trigger_id: state.tickets.trigger(SAHAR.id), view: modal() });
    const first = await client.views.open(open());
    await client.views.push(open());
    await client.views.push(open());
    expect(await refusal(client.views.push(open()))).toBe('push_limit_reached');
    const { id, hash } = first.view!;
    await client.views.update({ view_id: id!, hash: hash!, view: modal() });
    expect(await refusal(client.views.update({ view_id: id!, hash: hash!, view: modal() }))).toBe(
      'hash_conflict',
    );
  });

  it('has no network', async () => {
    await expect(fetch('https://example.org/')).rejects.toThrow('no network');
  });
});

describe('response URLs', () => {
  const post = (url: string, body: object) =>
    fetch(url, { method: 'POST', body: JSON.stringify(body) });

  it('answer the person five times, for half an hour', async () => {
    const url = state.tickets.responseUrl({ person: SAHAR.id, conversation: CHANNEL });
    const statuses = [];
    for (let use = 0; use < 6; use += 1) statuses.push((await post(url, { text: 'x' })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(state.workspace.visible(CHANNEL, OMID.id)).toHaveLength(0);
    const late = state.tickets.responseUrl({ person: SAHAR.id, conversation: CHANNEL });
    now += 30 * 60_000 + 1;
    expect((await post(late, { text: 'x' })).status).toBe(404);
  });

  it('replace and delete the message that they belong to', async () => {
    const source = state.workspace.post({ conversation: CHANNEL, author: BOT.id, text: 'old' });
    const url = state.tickets.responseUrl({ person: SAHAR.id, conversation: CHANNEL, source });
    await post(url, { text: 'new', replace_original: true });
    expect(state.workspace.visible(CHANNEL, OMID.id).map((one) => one.text)).toEqual(['new']);
    await post(url, { delete_original: true });
    expect(state.workspace.visible(CHANNEL, OMID.id)).toEqual([]);
  });

  it('refuse blocks that Slack refuses', async () => {
    const url = state.tickets.responseUrl({ person: SAHAR.id, conversation: CHANNEL });
    const blocks = [{ type: 'context', elements: [] }];
    expect((await post(url, { text: 'x', blocks })).status).toBe(400);
  });
});
