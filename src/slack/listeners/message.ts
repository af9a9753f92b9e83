import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { addFiles } from '../add-files.ts';
import { answerMessage } from '../answer-message.ts';
import { isSmallTalk } from '../follow-up.ts';
import { plainWords } from '../message-text.ts';
import type { Services } from '../services.ts';
import { workspaceOf } from '../workspace-of.ts';

/** Direct messages (files in them are added), and untagged replies in threads that the bot was asked in. Anything else is not for us. */
export function onMessage(services: Services) {
  return async (args: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs): Promise<void> => {
    const { event, body, client, context } = args;
    const spoken =
      event.subtype === undefined ||
      event.subtype === 'file_share' ||
      event.subtype === 'thread_broadcast';
    if (!spoken || !('user' in event) || event.user === undefined) return;
    if ('bot_id' in event && event.bot_id !== undefined) return;
    const text = 'text' in event ? (event.text ?? '') : '';
    const team = workspaceOf(context);
    const { channel, user } = event;
    const threadTs = 'thread_ts' in event ? event.thread_ts : undefined;
    const direct = event.channel_type === 'im';
    if (!direct) {
      // A mention arrives as an event of its own.
      if (threadTs === undefined || text.includes(`<@${context.botUserId}>`)) return;
      const asked = await services.stores.threads.get({ team, channel, thread: threadTs });
      if (!asked || isSmallTalk(text)) return;
    }
    const heard = {
      eventId: body.event_id,
      attempts: Number(context.attempts ?? 1),
      team,
      channel,
      thread: threadTs ?? event.ts,
      user,
    };
    const files = 'files' in event ? (event.files ?? []) : [];
    if (direct && files.length > 0) {
      const words = plainWords(text, context.botUserId) !== '';
      const botToken = context.botToken ?? client.token ?? '';
      await addFiles(services, client, { ...heard, files, words, botToken });
      return;
    }
    const inThread = threadTs !== undefined;
    const botUser = context.botUserId;
    await answerMessage(services, client, { ...heard, inThread, text, botUser });
  };
}
