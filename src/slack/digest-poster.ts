import type { WebClient } from '@slack/web-api';
import type { DigestPoster, PostOutcome } from '../digest/poster.ts';
import { CLOSED } from './closed-channel.ts';
import type { Deliver } from './deliver.ts';
import { describeFailure } from './failure.ts';
import type { KeptMessages } from './kept-messages.ts';
import type { Log } from './log.ts';
import { noteShown } from './note-shown.ts';
import type { RecordShown } from './ports.ts';
import { postThread } from './post-thread.ts';
import { privately } from './privately.ts';
import { shownSpans } from './shown-spans.ts';
import { digestView, shownOfDigest } from './views/digest-view.ts';
import { lostDigestView } from './views/lost-digest-view.ts';

const EVENT_TYPE = 'afghan_brief_digest';
/** Between looks for a digest that may have been posted, in ms. */
const LOOK_AGAIN = 60_000;

/** Digests to Slack: one post, the rest in its thread, each post marked with the key of its run. */
export function slackDigestPoster(options: {
  readonly deliver: Deliver;
  readonly kept: KeptMessages;
  readonly clientFor: (team: string) => Promise<WebClient>;
  readonly log: Log;
  readonly shown?: RecordShown | undefined;
}): DigestPoster {
  const { deliver, kept, clientFor, log } = options;
  return {
    async post(post): Promise<PostOutcome> {
      const { subscription, runKey } = post;
      const { channel, id } = subscription;
      const view = digestView(post);
      let client: WebClient;
      let ts: string;
      let posted: string;
      try {
        client = await clientFor(subscription.team);
        const metadata = {
          event_type: EVENT_TYPE,
          event_payload: { subscription: id, run: runKey },
        };
        const where = { team: subscription.team, channel };
        const all = [view.post, ...view.thread];
        ({ ts, channel: posted } = await postThread(options, client, where, all, metadata));
      } catch (error) {
        return outcomeOf(error, log);
      }
      const thread = { team: subscription.team, channel: posted, thread: ts };
      await noteShown(options, thread, shownSpans(shownOfDigest(post)));
      return { kind: 'posted', ts };
    },

    async find(subscription, runKey, since) {
      try {
        const client = await clientFor(subscription.team);
        const { messages } = await client.conversations.history({
          channel: subscription.channel,
          oldest: String(since / 1000),
          include_all_metadata: true,
          limit: 200,
        });
        const found = (messages ?? []).find((message) => {
          const { metadata } = message as { metadata?: Metadata };
          const payload = metadata?.event_payload;
          return (
            metadata?.event_type === EVENT_TYPE &&
            payload?.subscription === subscription.id &&
            payload.run === runKey
          );
        });
        return found?.ts === undefined ? { kind: 'absent' } : { kind: 'found', ts: found.ts };
      } catch (error) {
        log.warn({ error: String(error) }, 'a channel could not be searched for a digest');
        const failure = describeFailure(error);
        if (failure.kind !== 'unsure' && failure.kind !== 'later') return { kind: 'unknown' };
        const waitMs = failure.kind === 'later' ? failure.waitMs : LOOK_AGAIN;
        return { kind: 'later', waitMs, reason: failure.line };
      }
    },

    async tell(subscription, reason) {
      if (!/^[UW]/.test(subscription.setBy)) {
        log.error({ id: subscription.id, reason }, 'a digest is not posted');
        return;
      }
      try {
        const client = await clientFor(subscription.team);
        const { team, setBy, channel } = subscription;
        await privately({ deliver, kept, log }, client, { team, user: setBy }, [
          lostDigestView(channel, reason),
        ]);
      } catch (error) {
        log.error(
          { error: String(error), id: subscription.id, reason },
          'a lost digest could not be told',
        );
      }
    },
  };
}

interface Metadata {
  readonly event_type?: string;
  readonly event_payload?: { readonly subscription?: string; readonly run?: string };
}

function outcomeOf(error: unknown, log: Log): PostOutcome {
  const failure = describeFailure(error);
  log.warn({ error: String(error), kind: failure.kind }, 'a digest was not posted');
  switch (failure.kind) {
    case 'later':
      return { kind: 'later', waitMs: failure.waitMs, reason: failure.line };
    case 'unsure':
      return { kind: 'unsure', reason: failure.line };
    case 'refused': {
      const closed = CLOSED.has(failure.code);
      return { kind: 'refused', reason: failure.line, ...(closed ? { closed } : {}) };
    }
    default:
      return { kind: 'refused', reason: failure.line };
  }
}
