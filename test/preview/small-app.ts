import { App, type BlockAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { PreviewParts } from '../../src/preview/start-preview.ts';

export const SMALL_MANIFEST = `
features:
  slash_commands:
    - command: /afghan-brief
      description: What your articles say, word for word
      usage_hint: "<topic> | quotes <speaker> | verify \\"<quote>\\" | help"
  shortcuts:
    - name: Verify quotes in this message
      type: message
      callback_id: verify_message
      description: Checks each quotation against the articles
oauth_config:
  scopes:
    bot: [app_mentions:read, chat:write, commands, im:history, channels:history, users:read]
settings:
  event_subscriptions:
    bot_events: [app_mention, app_home_opened, message.im, message.channels, member_joined_channel]
`;

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

/** Words that would do harm if anything took them for markup. */
export const HOSTILE =
  '<script>alert(1)</script> <!channel> *bold* _it_ `code` &amp; <https://evil.example|click> \u202Edrow\u202C ‮end  two  spaces';

export function answerBlocks(words: string): KnownBlock[] {
  return [
    { type: 'header', text: { ...plain('Tehrik-e-Taliban Pakistan *ttp*'), emoji: false } },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_quote',
          elements: [
            { type: 'text', text: words },
            { type: 'text', text: ' The matched sentence.', style: { bold: true } },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            { type: 'link', url: 'https://example.org/a#:~:text=word', text: 'The title' },
            { type: 'text', text: ' · The publisher · 17 May 2022 · ¶ 3' },
          ],
        },
      ],
    },
    {
      type: 'actions',
      block_id: 'buttons',
      elements: [
        { type: 'button', action_id: 'context', text: plain('Context'), value: '1' },
        { type: 'button', action_id: 'more', text: plain('More'), value: '3' },
        {
          type: 'button',
          action_id: 'share',
          text: plain('Share to channel'),
          confirm: { title: plain('Share?'), text: plain('Everyone sees it.') },
        },
      ],
    },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'feedback',
          positive_button: { text: plain('Useful'), value: 'yes' },
          negative_button: { text: plain('Not useful'), value: 'no' },
        },
      ],
    },
  ];
}

function contextModal(page: number): ModalView {
  return {
    type: 'modal',
    callback_id: 'context',
    title: plain('Context'),
    close: plain('Done'),
    private_metadata: String(page),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `Page *${page}* of the article` } },
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'later', text: plain('Later paragraphs') }],
      },
    ],
  };
}

function digestModal(): ModalView {
  return {
    type: 'modal',
    callback_id: 'digest',
    title: plain('Digest'),
    submit: plain('Save'),
    blocks: [
      {
        type: 'input',
        block_id: 'channel',
        label: plain('Channel'),
        element: {
          type: 'conversations_select',
          action_id: 'value',
          default_to_current_conversation: true,
        },
      },
      {
        type: 'input',
        block_id: 'time',
        label: plain('Time'),
        element: { type: 'timepicker', action_id: 'value', initial_time: '07:00' },
      },
      {
        type: 'input',
        block_id: 'zone',
        label: plain('Time zone'),
        hint: plain('As in Asia/Kabul'),
        element: { type: 'plain_text_input', action_id: 'value', initial_value: 'Nowhere' },
      },
      {
        type: 'input',
        block_id: 'days',
        label: plain('Days'),
        element: {
          type: 'checkboxes',
          action_id: 'value',
          options: ['1', '2'].map((value) => ({ value, text: plain(`Day ${value}`) })),
        },
      },
    ],
  };
}

/** A Bolt app with listeners of the kinds that Afghan Brief has; the preview's own test needs no more. */
export async function createSmallApp({ connection, identity, fetch, slackApiUrl }: PreviewParts) {
  const app = new App({
    token: identity.botToken,
    receiver: connection.receiver,
    deferInitialization: true,
    clientOptions: { fetch, slackApiUrl, retryConfig: { retries: 0 } },
  });
  await app.init();
  const asked = new Set<string>();
  app.command('/afghan-brief', async ({ ack, command, respond, client }) => {
    if (command.text === 'no-ack') return;
    await ack();
    if (command.text === 'digest') {
      await client.views.open({ trigger_id: command.trigger_id, view: digestModal() });
      return;
    }
    const words = command.text === 'hostile' ? HOSTILE : `You asked: ${command.text}`;
    await respond({ text: `Answer to ${command.text}`, blocks: answerBlocks(words) });
  });
  app.event('app_mention', async ({ event, say }) => {
    const thread = event.thread_ts ?? event.ts;
    asked.add(thread);
    await say({ text: 'In the thread', blocks: answerBlocks(event.text), thread_ts: thread });
  });
  app.message(async ({ message, say }) => {
    if (message.subtype !== undefined) return;
    const { text = '', thread_ts } = message;
    if (message.channel_type === 'im') await say({ text: `You wrote: ${text}` });
    else if (thread_ts && asked.has(thread_ts) && !text.includes('<@')) {
      await say({ text: `Followed up: ${text}`, thread_ts });
    }
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: plain('What is covered') },
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'home', text: plain('Set a digest') }],
          },
        ],
      },
    });
  });
  app.event('member_joined_channel', async ({ say }) => {
    await say({ text: 'Thank you for adding me.' });
  });
  app.action<BlockAction>('context', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: contextModal(1) });
  });
  app.action('later', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.view) return;
    const page = Number(body.view.private_metadata) + 1;
    await client.views.update({ view_id: body.view.id, view: contextModal(page) });
  });
  app.action('more', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'More of it', replace_original: false });
  });
  app.action('share', async ({ ack, body, client }) => {
    await ack();
    if (!body.channel) return;
    await client.chat.postMessage({
      channel: body.channel.id,
      text: `Shared by <@${body.user.id}>`,
    });
  });
  app.action('feedback', async ({ ack }) => ack());
  app.action('home', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    await client.views.open({ trigger_id: body.trigger_id, view: digestModal() });
  });
  app.view('digest', async ({ ack, view, client, body }) => {
    const { zone, channel, days } = view.state.values;
    if (zone?.value?.value !== 'Asia/Kabul') {
      await ack({ response_action: 'errors', errors: { zone: 'No such time zone.' } });
      return;
    }
    await ack();
    const picked = days?.value?.selected_options?.map((one) => one.value).join(',');
    await client.chat.postEphemeral({
      channel: channel?.value?.selected_conversation ?? '',
      user: body.user.id,
      text: `Digest set for days ${picked}`,
    });
  });
  app.shortcut('verify_message', async ({ ack, shortcut, client }) => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: {
        type: 'modal',
        title: plain('Quotes'),
        blocks: [{ type: 'section', text: plain(`Of: ${shortcut.message.text}`) }],
      },
    });
  });
  return app;
}
