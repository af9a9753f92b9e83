import type { WebClient } from '@slack/web-api';
import { mayPass } from './failure.ts';
import type { KeptMessages } from './kept-messages.ts';
import { ResponseUrlError } from './response-url-error.ts';
import type { Services } from './services.ts';
import type { Message } from './views/message.ts';

export interface Person {
  readonly user: string;
  /** Where it is given, what Slack is in no state to take is kept and sent later. */
  readonly team?: string | undefined;
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
  readonly responseUrl?: string | undefined;
}

/**
 * Shows messages to one person: through the response URL, where that is gone as ephemeral messages in
 * the channel, and where the bot is not in it as direct messages to the person who asked. Each way goes
 * on where the one before it ended.
 */
export async function privately(
  {
    deliver,
    log,
    kept,
  }: Pick<Services, 'deliver' | 'log'> & { readonly kept?: KeptMessages | undefined },
  client: WebClient,
  person: Person,
  messages: readonly Message[],
): Promise<void> {
  const { user, team, channel, thread, responseUrl } = person;
  const failures: unknown[] = [];
  let rest = messages;
  const sendAll = async (send: (message: Message) => Promise<unknown>): Promise<void> => {
    for (const message of messages.slice(messages.length - rest.length)) {
      await send(message);
      rest = rest.slice(1);
    }
  };
  if (responseUrl !== undefined && responseUrl !== '') {
    try {
      return await sendAll((message) => deliver.respond(responseUrl, [message]));
    } catch (error) {
      const status = error instanceof ResponseUrlError ? error.status : undefined;
      failures.push(error);
      log.warn({ status }, 'the response URL did not take the answer');
    }
  }
  if (channel !== undefined) {
    try {
      const where = { channel, user, ...(thread === undefined ? {} : { thread }) };
      return await sendAll((message) => deliver.ephemeral(client, where, message));
    } catch (error) {
      failures.push(error);
      log.warn({ error: String(error) }, 'an ephemeral message was not taken');
    }
  }
  try {
    await sendAll((message) => deliver.post(client, { channel: user }, [message]));
  } catch (error) {
    const passing = [...failures, error].some(mayPass);
    if (kept === undefined || team === undefined || !passing) throw error;
    await kept.keep({ kind: 'private', team, person, messages: rest });
  }
}
