import type { ModalView, View } from '@slack/types';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { messageProblems, viewProblems } from './limits.ts';
import type { Log } from './log.ts';
import { createPace } from './pace.ts';
import { PATIENCE, RATE_LIMIT_RETRIES } from './patience.ts';
import { createRespond, type ResponseFetch } from './respond.ts';
import type { Message } from './views/message.ts';
import { notices } from './views/notice-modal.ts';

export interface DeliverOptions {
  readonly fetch: ResponseFetch;
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
}

export interface Posted {
  readonly channel: string;
  readonly ts: string;
  /** What followed in the thread. */
  readonly following: readonly string[];
}

export interface Where {
  readonly channel: string;
  readonly thread?: string;
}

export interface PostMetadata {
  readonly event_type: string;
  readonly event_payload: Record<string, string>;
}

/** Everything that leaves for Slack goes through here: checked, paced, patient with limits, never unfurled. */
export interface Deliver {
  /** The first message at `where`, the others in its thread. */
  post(
    client: WebClient,
    where: Where,
    messages: readonly Message[],
    metadata?: PostMetadata,
  ): Promise<Posted>;
  /** Seen by one person only, through the response URL: up to five messages in 30 minutes. */
  respond(responseUrl: string, messages: readonly Message[]): Promise<void>;
  ephemeral(client: WebClient, where: Where & { user: string }, message: Message): Promise<void>;
  update(client: WebClient, at: { channel: string; ts: string }, message: Message): Promise<void>;
  openView(client: WebClient, triggerId: string, view: ModalView): Promise<void>;
  updateView(client: WebClient, viewId: string, view: ModalView, hash?: string): Promise<void>;
  publishHome(client: WebClient, user: string, view: View): Promise<void>;
  /** For views that go out with an ack. */
  checkedView<V extends View>(view: V): V;
}

const RESPONSES = 5;
/** Refusals of the layout, not of the message: the words still go out. */
const LAYOUT_ERRORS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
]);

export function createDeliver({ fetch, clock, sleep, log }: DeliverOptions): Deliver {
  const pace = createPace(clock);
  const respond = createRespond({ fetch, sleep, log });

  /** Where Slack asked to wait for long, the call is not made: it would be refused again. */
  async function paced(workspace: string, channel: string): Promise<void> {
    const resting = pace.resting(workspace) / 1000;
    if (resting > PATIENCE) throw new WebAPIRateLimitedError(Math.ceil(resting));
    const wait = pace.take(workspace, channel);
    if (wait > 0) await sleep(wait);
  }

  /** Waits out what `Retry-After` asks for, a few times; only calls that were surely not executed. */
  async function waitingOut<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        const limited = error instanceof WebAPIRateLimitedError;
        if (!limited || attempt >= RATE_LIMIT_RETRIES || error.retryAfter > PATIENCE) throw error;
        log.warn({ retryAfter: error.retryAfter }, 'Slack asks to wait');
        await sleep(error.retryAfter * 1000);
      }
    }
  }

  /** A post in its turn; a limit that Slack names holds for the whole workspace. */
  function posting<T>(workspace: string, channel: string, call: () => Promise<T>): Promise<T> {
    return waitingOut(async () => {
      await paced(workspace, channel);
      try {
        return await call();
      } catch (error) {
        if (error instanceof WebAPIRateLimitedError) pace.rest(workspace, error.retryAfter * 1000);
        throw error;
      }
    });
  }

  function checked(message: Message): Message {
    const problems = messageProblems(message);
    if (problems.length === 0) return message;
    log.error(
      { problems },
      'a message breaks the limits of Block Kit; its words are sent without layout',
    );
    return wordsOnly(message);
  }

  async function withoutLayoutTrouble<T>(
    message: Message,
    send: (message: Message) => Promise<T>,
  ): Promise<T> {
    try {
      return await send(message);
    } catch (error) {
      const code = error instanceof WebAPIPlatformError ? error.data.error : '';
      if (!LAYOUT_ERRORS.has(code) || message.blocks.length === 0) throw error;
      log.error({ code }, 'Slack refused the layout of a message; its words are sent without');
      return send(wordsOnly(message));
    }
  }

  async function postOne(client: WebClient, where: Where, given: Message, metadata?: PostMetadata) {
    const sent = await withoutLayoutTrouble(checked(given), async (message) => {
      const workspace = client.token ?? '';
      return posting(workspace, where.channel, () =>
        client.chat.postMessage({
          channel: where.channel,
          text: message.text,
          mrkdwn: false,
          unfurl_links: false,
          unfurl_media: false,
          ...(message.blocks.length > 0 ? { blocks: [...message.blocks] } : {}),
          ...(where.thread === undefined ? {} : { thread_ts: where.thread }),
          ...(metadata === undefined ? {} : { metadata }),
        }),
      );
    });
    return { channel: sent.channel ?? where.channel, ts: sent.ts ?? '' };
  }

  function checkedView<V extends View>(view: V): V {
    const problems = viewProblems(view);
    if (problems.length === 0) return view;
    log.error({ problems }, 'a view breaks the limits of Block Kit; a notice is shown instead');
    const [line] = problems;
    return (view.type === 'modal' ? notices.modal(line) : notices.home()) as V;
  }

  return {
    checkedView,
    async post(client, where, messages, metadata) {
      const [first, ...others] = messages;
      if (!first) throw new RangeError('there is no message to post');
      const posted = await postOne(client, where, first, metadata);
      const following: string[] = [];
      const thread = where.thread ?? posted.ts;
      for (const other of others) {
        const next = await postOne(client, { channel: posted.channel, thread }, other);
        following.push(next.ts);
      }
      return { ...posted, following };
    },
    async respond(responseUrl, messages) {
      for (const message of messages.slice(0, RESPONSES)) {
        await respond(responseUrl, checked(message));
      }
    },
    async ephemeral(client, where, given) {
      await withoutLayoutTrouble(checked(given), (message) =>
        waitingOut(() =>
          client.chat.postEphemeral({
            channel: where.channel,
            user: where.user,
            text: message.text,
            ...(message.blocks.length > 0 ? { blocks: [...message.blocks] } : {}),
            ...(where.thread === undefined ? {} : { thread_ts: where.thread }),
          }),
        ),
      );
    },
    async update(client, at, given) {
      const message = checked(given);
      await waitingOut(() =>
        client.chat.update({ ...at, text: message.text, blocks: [...message.blocks] }),
      );
    },
    async openView(client, triggerId, view) {
      await client.views.open({ trigger_id: triggerId, view: checkedView(view) });
    },
    async updateView(client, viewId, view, hash) {
      await waitingOut(() =>
        client.views.update({
          view_id: viewId,
          view: checkedView(view),
          ...(hash === undefined ? {} : { hash }),
        }),
      );
    },
    async publishHome(client, user, view) {
      await waitingOut(() =>
        client.views.publish({ user_id: user, view: checkedView(view) as never }),
      );
    },
  };
}

/** The spoken text holds whole excerpts only, so it can stand in for the layout. */
function wordsOnly(message: Message): Message {
  const text =
    message.text.trim() === '' ? 'I have an answer but cannot show it here.' : message.text;
  return { text, blocks: [] };
}
