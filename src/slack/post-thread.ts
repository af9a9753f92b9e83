import type { WebClient } from '@slack/web-api';
import type { Posted, PostMetadata, Where } from './deliver.ts';
import { mayPass } from './failure.ts';
import type { Services } from './services.ts';
import type { Message } from './views/message.ts';

/**
 * The first message at `where` with its mark, the others in its thread. Once the first stands, the post
 * counts as made: of the others, what Slack is in no state to take is kept and sent later.
 */
export async function postThread(
  { deliver, kept, log }: Pick<Services, 'deliver' | 'kept' | 'log'>,
  client: WebClient,
  where: Where & { readonly team: string },
  messages: readonly Message[],
  mark: PostMetadata,
): Promise<Posted> {
  const [first, ...others] = messages;
  if (!first) throw new RangeError('there is no message to post');
  const { team, ...place } = where;
  const posted = await deliver.post(client, place, [first], mark);
  const { channel } = posted;
  const thread = where.thread ?? posted.ts;
  const following: string[] = [];
  for (const [index, message] of others.entries()) {
    const part = { ...mark.event_payload, part: String(index + 2) };
    const partMark = { event_type: mark.event_type, event_payload: part };
    try {
      const next = await deliver.post(client, { channel, thread }, [message], partMark);
      following.push(next.ts);
    } catch (error) {
      if (mayPass(error)) {
        const later = { team, channel, thread, messages: [message], mark: partMark };
        kept.troubled = true;
        await kept.keep({ kind: 'post', ...later });
      } else log.error({ error: String(error) }, 'a part of a post is not in its thread');
    }
  }
  return { ...posted, following };
}
