import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { alreadyPosted } from './answered.ts';
import type { Deliver, PostMetadata } from './deliver.ts';
import type { Log } from './log.ts';
import type { HandledEvents } from './ports.ts';
import { type Person, privately } from './privately.ts';
import type { Message } from './views/message.ts';

/** A message that Slack was in no state to take: for one person, or the rest of what stands in a thread. */
export type KeptMessage =
  | {
      readonly kind: 'private';
      readonly team: string;
      readonly person: Person;
      readonly messages: readonly Message[];
    }
  | {
      readonly kind: 'post';
      readonly team: string;
      readonly channel: string;
      readonly thread: string;
      readonly messages: readonly Message[];
      /** Names the message, so that it is found where an attempt without an answer left it. */
      readonly mark: PostMetadata;
    };

export interface KeptMessages {
  /** Sent after `wait` ms, unless it is settled by then. @returns its id. Rejects when the store does. */
  keep(kept: KeptMessage, wait?: number): Promise<string>;
  /** It has arrived. */
  settle(id: string): Promise<void>;
  /** Rejects when Slack does not take it. */
  send(kept: KeptMessage): Promise<void>;
  /** How the latest message fared; while Slack is in trouble, messages are kept before they are sent. */
  troubled: boolean;
}

/** Before the first new attempt, in ms. */
export const FIRST_WAIT = 30_000;
const TYPE = 'afghan_brief_kept';

/** Messages that wait in the store for Slack to recover; `durableReceiver` sends them as it answers events again. */
export function keptMessages(options: {
  readonly handledEvents: HandledEvents;
  readonly deliver: Deliver;
  readonly clientFor: (team: string) => Promise<WebClient>;
  readonly clock: () => number;
  readonly log: Log;
}): KeptMessages {
  const { handledEvents, deliver, clientFor, clock, log } = options;
  return {
    troubled: false,
    async keep(kept, wait = FIRST_WAIT) {
      const payload = JSON.stringify({ type: TYPE, ...kept });
      const now = clock();
      // The same message kept for another time, in the same millisecond, is another one.
      const hash = createHash('sha256').update(`${wait} ${payload}`).digest('hex').slice(0, 16);
      const id = `kept:${kept.team}:${String(now).padStart(14, '0')}:${hash}`;
      await handledEvents.claim(id, payload, { now, until: now + wait });
      log.warn({ id }, 'Slack does not take messages: this one is kept');
      return id;
    },
    settle: (id) => handledEvents.done(id),
    async send(kept) {
      const client = await clientFor(kept.team);
      if (kept.kind === 'private') {
        return privately({ deliver, log }, client, kept.person, kept.messages);
      }
      const { channel, thread, messages, mark } = kept;
      if (await alreadyPosted(client, { channel, thread }, mark, log)) return;
      await deliver.post(client, { channel, thread }, messages, mark);
    },
  };
}

/** The kept message of a payload; `null`: it is a request of Slack's. */
export function keptIn(body: Record<string, unknown>): KeptMessage | null {
  return body.type === TYPE ? (body as unknown as KeptMessage) : null;
}
