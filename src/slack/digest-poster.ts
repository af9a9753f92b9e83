import type { WebClient } from '@slack/web-api';
import type { DigestPoster, PostOutcome } from '../digest/poster.ts';
import type { Deliver } from './deliver.ts';
import { describeFailure } from './failure.ts';
import type { Log } from './log.ts';
import { noteShown } from './note-shown.ts';
import type { RecordShown } from './ports.ts';
import { shownSpans } from './shown-spans.ts';
import { digestView, shownOfDigest } from './views/digest-view.ts';
import { lostDigestView } from './views/lost-digest-view.ts';

const EVENT_TYPE = 'afghan_brief_digest';

/** Digests to Slack: one post, the rest in its thread, each post marked with the key of its run. */
export function slackDigestPoster(options: {
  readonly deliver: Deliver;
  readonly clientFor: (team: string) => Promise<WebClient>;
  readonly log: Log;
  readonly shown?: RecordShown | undefined;
}): DigestPoster {
  const { deliver, clientFor, log } = options;
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
        ({ ts, channel: posted } = await deliver.post(client, { channel }, [view.post], metadata));
      } catch (error) {
        return outcomeOf(error, log);
      }
      try {
        for (const message of view.thread) {
          await deliver.post(client, { channel, thread: ts }, [message]);
        }
      } catch (error) {
        log.error(
          { error: String(error), id },
          'the details of a digest are not all in its thread',
        );
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
        return { kind: 'unknown' };
      }
    },

    async tell(subscription, reason) {
      if (!/^[UW]/.test(subscription.setBy)) {
        log.error({ id: subscription.id, reason }, 'a digest is not posted');
        return;
      }
      try {
        const client = await clientFor(subscription.team);
        await deliver.post(client, { channel: subscription.setBy }, [
          lostDigestView(subscription.channel, reason),
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
    default:
      return { kind: 'refused', reason: failure.line };
  }
}
