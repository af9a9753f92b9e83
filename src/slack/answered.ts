import type { WebClient } from '@slack/web-api';
import type { PostMetadata } from './deliver.ts';
import type { Log } from './log.ts';

const EVENT_TYPE = 'afghan_brief_answer';

/** Names the event that a message answers, so that a second attempt can find it. */
export function answerMetadata(eventId: string): PostMetadata {
  return { event_type: EVENT_TYPE, event_payload: { event_id: eventId } };
}

/**
 * Whether an earlier attempt, cut off before it was recorded, has answered an event. Where the thread
 * cannot be read (a permission, a limit) the choice is at least once: a person is waiting.
 * @see https://docs.slack.dev/messaging/message-metadata
 */
export async function alreadyAnswered(
  client: WebClient,
  event: { readonly channel: string; readonly thread: string; readonly eventId: string },
  log: Log,
): Promise<boolean> {
  try {
    const { messages } = await client.conversations.replies({
      channel: event.channel,
      ts: event.thread,
      include_all_metadata: true,
      limit: 100,
    });
    return (messages ?? []).some((message) => {
      const { metadata } = message as {
        metadata?: { event_type?: string; event_payload?: { event_id?: string } };
      };
      return (
        metadata?.event_type === EVENT_TYPE && metadata.event_payload?.event_id === event.eventId
      );
    });
  } catch (error) {
    log.warn({ error: String(error) }, 'the thread could not be read: answering again');
    return false;
  }
}
