import type { WebClient } from '@slack/web-api';
import type { PostMetadata } from './deliver.ts';
import { mayPass } from './failure.ts';
import type { Log } from './log.ts';

const EVENT_TYPE = 'afghan_brief_answer';

/** Names the event that a message answers, so that a second attempt can find it. */
export function answerMetadata(eventId: string): PostMetadata {
  return { event_type: EVENT_TYPE, event_payload: { event_id: eventId } };
}

/**
 * Whether an earlier attempt, cut off before it was recorded, has posted a message into a thread. Where
 * the thread may not be read (a permission) the choice is at least once: a person is waiting. Where Slack
 * is in no state to say, it rejects: another attempt will know.
 * @see https://docs.slack.dev/messaging/message-metadata
 */
export async function alreadyPosted(
  client: WebClient,
  { channel, thread }: { readonly channel: string; readonly thread: string },
  mark: PostMetadata,
  log: Log,
): Promise<boolean> {
  try {
    const { messages } = await client.conversations.replies({
      channel,
      ts: thread,
      include_all_metadata: true,
      limit: 100,
    });
    return (messages ?? []).some((message) => {
      const { metadata } = message as { metadata?: Partial<PostMetadata> };
      return (
        metadata?.event_type === mark.event_type && samePayload(mark, metadata.event_payload ?? {})
      );
    });
  } catch (error) {
    if (mayPass(error)) throw error;
    log.warn({ error: String(error) }, 'the thread could not be read: posting, perhaps again');
    return false;
  }
}

/** Parts of one post differ by a field more. */
function samePayload({ event_payload: wanted }: PostMetadata, found: Record<string, string>) {
  const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...keys].every((key) => wanted[key] === found[key]);
}
