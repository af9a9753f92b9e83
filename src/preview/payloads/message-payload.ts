import type { Posted } from '../state/conversation.ts';
import { APP_ID, BOT, BOT_ID, TEAM } from '../state/people.ts';

/** A message as Slack puts it in payloads and replies. */
export function messagePayload(message: Posted): Readonly<Record<string, unknown>> {
  const bot = message.author === BOT.id;
  return {
    type: 'message',
    user: message.author,
    text: message.text,
    ts: message.ts,
    team: TEAM.id,
    ...(message.thread ? { thread_ts: message.thread } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(bot ? { bot_id: BOT_ID, app_id: APP_ID } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
}
