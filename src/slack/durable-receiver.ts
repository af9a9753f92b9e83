import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from './log.ts';
import type { HandledEvents } from './ports.ts';
import { recentIds } from './recent-ids.ts';

/** Longer than answering takes, waits for limits included, in ms: until then nobody else answers the same event. */
const LEASE = 60_000;
const CLICKS_REMEMBERED = 10_000;
/** After this many attempts an event is given up. */
export const MOST_ATTEMPTS = 5;

export interface DurableReceiverOptions {
  readonly receiver: Receiver;
  readonly handledEvents: HandledEvents;
  readonly clock: () => number;
  readonly log: Log;
  /** Whether the answer to this body failed in a way that another attempt may mend. */
  readonly unanswered: (body: object) => boolean;
}

export interface DurableReceiver extends Receiver {
  /** Answers what was acked but not answered, when its lease has ended. */
  replay(): Promise<void>;
  /** Resolves when nothing is under way. */
  drained(): Promise<void>;
  /** Requests so far. */
  arrivals(): number;
}

/**
 * Any receiver, with every event recorded before it is acked. Bolt acks events before their listeners
 * run, so without the record a crash in between would lose a question; and Slack delivers some events
 * more than once.
 */
export function durableReceiver(options: DurableReceiverOptions): DurableReceiver {
  const { receiver, handledEvents, clock, log, unanswered } = options;
  let app: App | undefined;
  const underWay = new Set<Promise<void>>();
  const answering = new Set<string>();
  // Slack does not deliver clicks again after a failure, so these need not survive the process: their
  // acks do not wait for a disk.
  const clicks = recentIds(CLICKS_REMEMBERED);
  let arrivals = 0;

  async function handle(event: ReceiverEvent): Promise<void> {
    if (!app) throw new Error('the receiver got a request before the app was ready');
    const trigger = triggerOf(event.body);
    if (trigger !== null && !clicks.isFirst(trigger)) {
      log.info({}, 'a click that arrived twice is answered once');
      return event.ack();
    }
    const id = eventIdOf(event.body);
    if (id === null) return app.processEvent(event);
    const payload = worthReplaying(event.body) ? JSON.stringify(event.body) : '';
    const now = clock();
    // Rejects when it cannot be recorded: without an ack, Slack delivers the event again.
    const claim = await handledEvents.claim(id, payload, { now, until: now + LEASE });
    if (claim === 'duplicate') {
      log.info({ id, retry: event.retryNum }, 'a duplicate delivery is not answered again');
      return event.ack();
    }
    answering.add(id);
    try {
      await app.processEvent(event);
    } finally {
      answering.delete(id);
    }
    if (!unanswered(event.body)) await handledEvents.done(id);
  }

  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    const forget = () => underWay.delete(work);
    work.then(forget, forget);
    return work;
  }

  return {
    init(given) {
      app = given;
      const front = {
        processEvent: (event: ReceiverEvent) => {
          arrivals += 1;
          return track(handle(event));
        },
      };
      // Receivers call nothing else of the app.
      receiver.init(front as unknown as App);
    },
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
    async replay() {
      const now = clock();
      for (const event of await handledEvents.pending({ now, until: now + LEASE })) {
        // Still at it, for longer than the lease: its own end is recorded.
        if (answering.has(event.eventId)) continue;
        log.info(
          { id: event.eventId, attempts: event.attempts },
          'answering what was left unanswered',
        );
        try {
          const body = JSON.parse(event.payload) as Record<string, unknown>;
          const customProperties = { attempts: event.attempts };
          const ack = async () => {};
          await track((app as App).processEvent({ body, ack, customProperties }));
          if (unanswered(body) && event.attempts < MOST_ATTEMPTS) continue;
        } catch (error) {
          // It comes back when its lease ends; the others are not kept waiting.
          log.error({ id: event.eventId, error: String(error) }, 'an event could not be answered');
          if (event.attempts < MOST_ATTEMPTS) continue;
        }
        await handledEvents.done(event.eventId);
      }
    },
    arrivals: () => arrivals,
    async drained() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** The event's id in its workspace; `null`: it is no event, or not for us. */
function eventIdOf(body: Record<string, unknown>): string | null {
  if (typeof body.event_id !== 'string') return null;
  const event = body.event as Record<string, unknown> | undefined;
  // What bots say, and what people say outside threads, is never answered: nothing to record.
  const ours = event?.bot_id === undefined && event?.subtype !== 'message_changed';
  const aside =
    event?.type === 'message' && event.channel_type !== 'im' && event.thread_ts === undefined;
  return ours && !aside ? `event:${installedTeam(body)}:${body.event_id}` : null;
}

/** The workspace that an event is delivered for, as Bolt reads it; see `workspaceOf`. */
function installedTeam(body: Record<string, unknown>): unknown {
  const [first] = Array.isArray(body.authorizations) ? body.authorizations : [];
  return (first as { team_id?: unknown } | undefined)?.team_id ?? body.team_id;
}

/** Commands, buttons, shortcuts and submissions carry one; each is new for each click. */
function triggerOf(body: Record<string, unknown>): string | null {
  return typeof body.trigger_id === 'string' ? body.trigger_id : null;
}

/** Questions, and what promises a deletion; other events may be lost without anyone waiting for an answer. */
function worthReplaying(body: Record<string, unknown>): boolean {
  const type = (body.event as { type?: string } | undefined)?.type ?? '';
  return ['app_mention', 'message', 'app_uninstalled', 'tokens_revoked'].includes(type);
}
