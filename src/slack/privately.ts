import type { WebClient } from '@slack/web-api';
import { ResponseUrlError } from './response-url-error.ts';
import type { Services } from './services.ts';
import type { Message } from './views/message.ts';

export interface Person {
  readonly user: string;
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
  readonly responseUrl?: string | undefined;
}

/**
 * Shows messages to one person: through the response URL, where that is gone as ephemeral messages in
 * the channel, and where the bot is not in it as direct messages to the person who asked.
 */
export async function privately(
  { deliver, log }: Pick<Services, 'deliver' | 'log'>,
  client: WebClient,
  person: Person,
  messages: readonly Message[],
): Promise<void> {
  const { user, channel, thread, responseUrl } = person;
  if (responseUrl !== undefined && responseUrl !== '') {
    try {
      return await deliver.respond(responseUrl, messages);
    } catch (error) {
      const status = error instanceof ResponseUrlError ? error.status : undefined;
      log.warn({ status }, 'the response URL did not take the answer');
    }
  }
  if (channel !== undefined) {
    try {
      const where = { channel, user, ...(thread === undefined ? {} : { thread }) };
      for (const message of messages) await deliver.ephemeral(client, where, message);
      return;
    } catch (error) {
      log.warn({ error: String(error) }, 'an ephemeral message was not taken');
    }
  }
  await deliver.post(client, { channel: user }, messages);
}
