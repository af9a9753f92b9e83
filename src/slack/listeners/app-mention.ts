import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { answerMessage } from '../answer-message.ts';
import type { Services } from '../services.ts';
import { workspaceOf } from '../workspace-of.ts';

/** A mention is answered in its thread. */
export function onAppMention(services: Services) {
  return async (
    args: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs,
  ): Promise<void> => {
    const { event, body, client, context } = args;
    if (event.user === undefined || event.bot_id !== undefined) return;
    await answerMessage(services, client, {
      eventId: body.event_id,
      attempts: Number(context.attempts ?? 1),
      team: workspaceOf(context),
      channel: event.channel,
      thread: event.thread_ts ?? event.ts,
      inThread: event.thread_ts !== undefined,
      user: event.user,
      text: event.text,
      botUser: context.botUserId,
    });
  };
}
