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
  const { team } = person;
  if (kept === undefined || team === undefined) {
    return ways({ deliver, log }, client, person, [...messages], []);
  }
  const rest = [...messages];
  const failures: unknown[] = [];
  const whole = { kind: 'private', team, person, messages } as const;
  // A process that is killed while it waits for Slack leaves the message behind.
  const id = kept.troubled ? await kept.keep(whole, LONGEST) : undefined;
  try {
    await ways({ deliver, log }, client, person, rest, failures);
    kept.troubled = failures.some(mayPass);
  } catch (error) {
    if (![...failures, error].some(mayPass)) {
      if (id !== undefined) await kept.settle(id);
      throw error;
    }
    kept.troubled = true;
    await kept.keep({ ...whole, messages: rest });
  }
  if (id !== undefined) await kept.settle(id);
}

/** Longer than all ways take together, in ms. */
const LONGEST = 180_000;

/** Takes out of `rest` what was sent, and puts into `failures` what failed on the way. */
async function ways(
  { deliver, log }: Pick<Services, 'deliver' | 'log'>,
  client: WebClient,
  { user, channel, thread, responseUrl }: Person,
  rest: Message[],
  failures: unknown[],
): Promise<void> {
  const sendAll = async (send: (message: Message) => Promise<unknown>): Promise<void> => {
    for (let [first] = rest; first !== undefined; [first] = rest) {
      await send(first);
      rest.shift();
    }
  };
  if (responseUrl !== undefined && responseUrl !== '') {
    try {
      return await sendAll((message) => deliver.respond(responseUrl, [message]));
    } catch (error) {
      failures.push(error);
      const status = error instanceof ResponseUrlError ? error.status : undefined;
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
  await sendAll((message) => deliver.post(client, { channel: user }, [message]));
}
