import { beforeEach, describe, expect, it } from 'vitest';
import type { Acting } from '../../src/preview/acts/acting.ts';
import { close, submit } from '../../src/preview/acts/dialogs.ts';
import { invite, openApp, shortcut } from '../../src/preview/acts/others.ts';
import { press } from '../../src/preview/acts/press.ts';
import { write } from '../../src/preview/acts/write.ts';
import { createLocalReceiver } from '../../src/preview/local-receiver.ts';
import { readManifest } from '../../src/preview/manifest.ts';
import type { Posted } from '../../src/preview/state/conversation.ts';
import { BOT, SAHAR } from '../../src/preview/state/people.ts';
import { createTickets } from '../../src/preview/state/tickets.ts';
import { createViews, type ViewSource } from '../../src/preview/state/views.ts';
import { createWorkspace } from '../../src/preview/state/workspace.ts';
import { answerBlocks, SMALL_MANIFEST } from './small-app.ts';
import { steadyClock } from './steady-clock.ts';
import { testLog } from './test-log.ts';

type Body = Record<string, unknown>;

const CHANNEL = 'C0AFGHAN';
const person = SAHAR.id;
const plain = (text: string) => ({ type: 'plain_text', text }) as const;

let acting: Acting;
/** What the app was sent. */
let sent: Body[];
/** What it acks with; `null`: not at all. */
let ackWith: unknown;

beforeEach(() => {
  const clock = steadyClock();
  const workspace = createWorkspace({ clock, timeZone: 'Asia/Kabul' });
  const receiver = createLocalReceiver(testLog());
  sent = [];
  ackWith = undefined;
  receiver.init({
    processEvent: async ({ body, ack }: { body: Body; ack: (response?: unknown) => unknown }) => {
      sent.push(body);
      if (ackWith !== null) await ack(ackWith);
    },
  } as never);
  acting = {
    workspace,
    views: createViews(workspace.nextId, workspace.changed),
    tickets: createTickets(clock, workspace.nextId),
    receiver,
    manifest: readManifest(SMALL_MANIFEST),
    clock,
  };
});

const say = (text: string, thread?: string, conversation = CHANNEL) =>
  write(acting, { person, conversation, text, ...(thread ? { thread } : {}) });

function botPosts(onlyFor?: string): Posted {
  return acting.workspace.post({
    conversation: CHANNEL,
    author: BOT.id,
    text: 'answer',
    blocks: answerBlocks('words'),
    ...(onlyFor ? { onlyFor } : {}),
  });
}

const pressContext = (message: Posted) =>
  press(acting, {
    person,
    surface: { kind: 'message', conversation: CHANNEL, ts: message.ts },
    blockId: 'buttons',
    actionId: 'context',
    raw: [],
    values: {},
  });

describe('what a person types', () => {
  it('is a slash command as Slack sends it', async () => {
    await say('/afghan-brief  verify "a & b" <x>');
    expect(sent).toMatchObject([
      {
        command: '/afghan-brief',
        text: 'verify "a &amp; b" &lt;x&gt;',
        user_id: person,
        channel_id: CHANNEL,
        channel_name: 'afghanistan',
        team_id: 'T0PREVIEW',
        response_url: expect.stringMatching(/^https:\/\/hooks\.slack\.invalid\//),
        trigger_id: expect.stringMatching(/./),
      },
    ]);
    expect(acting.workspace.visible(CHANNEL, person)).toEqual([]);
  });

  it('is answered by what the ack carries, for the person alone', async () => {
    ackWith = { text: 'Right away' };
    await say('/afghan-brief ttp');
    expect(acting.workspace.visible(CHANNEL, person)).toMatchObject([
      { text: 'Right away', onlyFor: person, author: BOT.id },
    ]);
  });

  it('is a mention and a message, each an event of its own', async () => {
    const { posted } = await say('@Afghan-Brief who?');
    expect(sent.map((body) => (body.event as Body).type)).toEqual(['app_mention', 'message']);
    expect(new Set(sent.map((body) => body.event_id)).size).toBe(2);
    expect(sent[0]).toMatchObject({
      type: 'event_callback',
      event: { text: `<@${BOT.id}> who?`, channel: CHANNEL, ts: posted, user: person },
    });
    await say('and then?', posted);
    expect(sent.at(-1)).toMatchObject({
      event: {
        type: 'message',
        channel_type: 'channel',
        thread_ts: posted,
        parent_user_id: person,
      },
    });
  });

  it('reaches the app in direct messages, without a mention', async () => {
    await say('hello', undefined, acting.workspace.directWith(person).id);
    expect(sent).toMatchObject([{ event: { type: 'message', channel_type: 'im' } }]);
  });

  it('stays in the page where the manifest does not subscribe, or the bot is not there', async () => {
    const events = new Set(['app_mention']);
    acting = { ...acting, manifest: { ...acting.manifest, events } };
    await say('just talking');
    await say('@afghan-brief hi', undefined, 'C0GENERAL');
    expect(sent).toEqual([]);
  });

  it.each([
    ['/nothing x', undefined, '/nothing is not a valid command.'],
    ['/afghan-brief x', 'a thread', '/afghan-brief is not supported in threads. Sorry!'],
    ['x'.repeat(12_001), undefined, 'That is 12001 characters; a message has at most 12000.'],
  ])('%.20s is refused in one line', async (text, thread, notice) => {
    expect(await say(text, thread)).toEqual({ notice });
  });

  it('says that a command was not acked', async () => {
    ackWith = null;
    expect(await say('/afghan-brief x')).toEqual({
      notice: '/afghan-brief failed with the error “dispatch_failed”.',
    });
  });
});

describe('buttons', () => {
  it('send the message that they are in', async () => {
    await pressContext(botPosts());
    expect(sent).toMatchObject([
      {
        type: 'block_actions',
        user: { id: person },
        channel: { id: CHANNEL },
        container: { type: 'message', is_ephemeral: false },
        message: { text: 'answer', bot_id: 'B0BRIEF' },
        actions: [{ action_id: 'context', block_id: 'buttons', type: 'button', value: '1' }],
      },
    ]);
  });

  it('send no message when only one person sees it: Slack does not keep it', async () => {
    await pressContext(botPosts(person));
    expect(sent[0]).not.toHaveProperty('message');
    expect(sent).toMatchObject([{ container: { is_ephemeral: true } }]);
  });

  it('do nothing for others, nor when the message is gone', async () => {
    const gone = { notice: 'This message is gone.' };
    expect(await pressContext(botPosts('U0OMID'))).toEqual(gone);
    const message = botPosts();
    acting.workspace.remove(message);
    expect(await pressContext(message)).toEqual(gone);
    expect(sent).toEqual([]);
  });
});

describe('dialogs', () => {
  const option = (value: string) => ({ value, text: plain(`Option ${value}`) });
  const input = (id: string, element: object, optional = false) => ({
    type: 'input',
    block_id: id,
    optional,
    label: plain(id),
    element: { action_id: 'a', ...element },
  });
  const source = (over: Partial<ViewSource> = {}): ViewSource => ({
    type: 'modal',
    title: plain('T'),
    submit: plain('Save'),
    callback_id: 'settings',
    private_metadata: 'kept',
    blocks: [
      input('time', { type: 'timepicker', initial_time: '07:00' }),
      input('days', { type: 'checkboxes', options: [option('1'), option('2')] }, true),
      input('topic', { type: 'static_select', options: [option('x')] }, true),
      input('note', { type: 'plain_text_input' }, true),
      input('where', { type: 'conversations_select' }, true),
    ],
    ...over,
  });
  const given = { time: { a: ['09:30'] }, days: { a: ['2'] }, where: { a: [CHANNEL] } };
  const send = (view: string, values: object = given) =>
    submit(acting, { person, view, values: values as never });

  it('send their values as Slack types them', async () => {
    const view = acting.views.open(person, source());
    await send(view.id);
    expect(sent).toMatchObject([
      {
        type: 'view_submission',
        view: {
          callback_id: 'settings',
          private_metadata: 'kept',
          state: {
            values: {
              time: { a: { type: 'timepicker', selected_time: '09:30' } },
              days: { a: { type: 'checkboxes', selected_options: [option('2')] } },
              topic: { a: { type: 'static_select', selected_option: null } },
              note: { a: { type: 'plain_text_input', value: null } },
              where: { a: { selected_conversation: CHANNEL } },
            },
          },
        },
      },
    ]);
    expect(acting.views.stack(person)).toEqual([]);
  });

  it('ask for what is required, without the app', async () => {
    const view = acting.views.open(person, source());
    const { errors } = await send(view.id, { time: { a: [''] } });
    expect(errors).toEqual({ time: 'Please complete this required field.' });
    expect(sent).toEqual([]);
  });

  it('show errors, change, stack and clear as the ack says', async () => {
    const view = acting.views.open(person, source());
    ackWith = { response_action: 'errors', errors: { time: 'Too late.' } };
    expect(await send(view.id)).toEqual({ errors: { time: 'Too late.' } });
    ackWith = { response_action: 'push', view: source({ title: plain('Second') }) };
    await send(view.id);
    expect(acting.views.stack(person)).toHaveLength(2);
    const second = acting.views.stack(person).at(-1)!;
    ackWith = { response_action: 'update', view: source({ title: plain('Changed') }) };
    await send(second.id);
    expect(acting.views.byId(second.id)?.source.title?.text).toBe('Changed');
    ackWith = undefined;
    await send(second.id);
    expect(acting.views.stack(person).map((one) => one.id)).toEqual([view.id]);
    ackWith = { response_action: 'clear' };
    await send(view.id);
    expect(acting.views.stack(person)).toEqual([]);
  });

  it('say so when the app answers with a window that Slack refuses, or not at all', async () => {
    const view = acting.views.open(person, source());
    ackWith = { response_action: 'update', view: source({ title: plain('x'.repeat(25)) }) };
    expect((await send(view.id)).notice).toContain('at most 24 characters');
    ackWith = null;
    expect((await send(view.id)).notice).toContain('Try again');
    expect(acting.views.stack(person)).toHaveLength(1);
  });

  it('tell the app that they were closed, where it asked for it', async () => {
    const quiet = acting.views.open(person, source());
    await close(acting, { person, view: quiet.id, all: false });
    expect(sent).toEqual([]);
    const told = acting.views.open(person, source({ notify_on_close: true }));
    await close(acting, { person, view: told.id, all: true });
    expect(sent).toMatchObject([{ type: 'view_closed', is_cleared: true, view: { id: told.id } }]);
  });
});

describe('the rest', () => {
  it('a message shortcut sends the message', async () => {
    const message = botPosts();
    await shortcut(acting, {
      person,
      callbackId: 'verify_message',
      message: { conversation: CHANNEL, ts: message.ts },
    });
    expect(sent).toMatchObject([
      {
        type: 'message_action',
        callback_id: 'verify_message',
        message_ts: message.ts,
        message: { text: 'answer' },
        channel: { id: CHANNEL },
      },
    ]);
  });

  it('opening the app and inviting it are events', async () => {
    await openApp(acting, { person, tab: 'home' });
    await invite(acting, { person, conversation: 'C0GENERAL' });
    await invite(acting, { person, conversation: 'C0GENERAL' });
    expect(sent).toMatchObject([
      { event: { type: 'app_home_opened', tab: 'home', user: person, channel: 'D0SAHAR' } },
      { event: { type: 'member_joined_channel', user: BOT.id, channel: 'C0GENERAL' } },
    ]);
    expect(sent).toHaveLength(2);
  });

  it('what the manifest does not name is refused', async () => {
    await expect(shortcut(acting, { person, callbackId: 'other' })).rejects.toThrow('no shortcut');
  });
});
