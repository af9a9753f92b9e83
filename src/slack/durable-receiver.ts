import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from './log.ts';
import type { HandledEvents, PendingEvent } from './ports.ts';
import { type QuietTurn, quietTurns } from './quiet-turns.ts';
import { eventIdOf, triggerOf, worthReplaying } from './received.ts';
import { recentIds } from './recent-ids.ts';

/** Until its end nobody else answers the same event, in ms; `beat` makes it longer while we are at it. */
const LEASE = 60_000;
const CLICKS_REMEMBERED = 10_000;
/** So many attempts may end without a word (the process died) before an event counts as poisoned. */
export const MOST_ATTEMPTS = 5;
/** How long Slack may be in trouble before a question is given up, in ms. */
export const HORIZON = 6 * 3_600_000;
/** Between attempts, in ms: half as long as it has taken so far, within these bounds. */
const SHORTEST_WAIT = 30_000;
const LONGEST_WAIT = 120_000;
/** Events answered again at the same time. */
const LANES = 5;
/** So many failures in a row, and the rest waits for the next pass: Slack is in trouble. */
const TROUBLES = 3;

export interface DurableReceiverOptions {
  readonly receiver: Receiver;
  readonly handledEvents: HandledEvents;
  readonly clock: () => number;
  readonly log: Log;
  /** Whether requests can be answered already; until then questions are recorded for `replay`. */
  readonly ready: () => boolean;
  /** Whether the answer to this body failed in a way that another attempt may mend. */
  readonly unanswered: (body: object) => boolean;
  /** Answers an event again, or sends a kept message; rejects when another attempt may succeed. */
  readonly again: (event: PendingEvent, body: Record<string, unknown>) => Promise<void>;
  /** Tells the person that an event will not be answered. */
  readonly giveUp: (body: Record<string, unknown>) => Promise<void>;
}

export interface DurableReceiver extends Receiver {
  /** Answers what was acked but not answered, and sends what was kept, when its lease has ended. */
  replay(): Promise<void>;
  /** Keeps the leases of what is being answered. To be called more often than they end. */
  beat(): Promise<void>;
  /** Resolves when nothing is under way. */
  drained(): Promise<void>;
  /** A turn in which no request waits to be read or acked. */
  readonly quiet: QuietTurn;
}

/**
 * Any receiver, with every event recorded before it is acked. Bolt acks events before their listeners
 * run, so without the record a crash in between would lose a question; and Slack delivers some events
 * more than once.
 */
export function durableReceiver(options: DurableReceiverOptions): DurableReceiver {
  const { receiver, handledEvents, clock, log, ready, unanswered } = options;
  let app: App | undefined;
  const underWay = new Set<Promise<unknown>>();
  const answering = new Set<string>();
  // Slack does not deliver clicks again after a failure, so these need not survive the process: their
  // acks do not wait for a disk.
  const clicks = recentIds(CLICKS_REMEMBERED);
  let arrivals = 0;
  const quiet = quietTurns(() => arrivals, clock);
  let stopped = false;
  let taking: Promise<unknown> = Promise.resolve();

  async function handle(event: ReceiverEvent): Promise<void> {
    if (!app) throw new Error('the receiver got a request before the app was ready');
    const trigger = triggerOf(event.body);
    if (trigger !== null && !clicks.isFirst(trigger)) {
      log.info({}, 'a click that arrived twice is answered once');
      return event.ack();
    }
    const id = eventIdOf(event.body);
    if (id === null && !ready()) return notYet(event);
    if (id === null && typeof event.body.command === 'string') return afterAck(event);
    if (id === null) return app.processEvent(event);
    const payload = worthReplaying(event.body) ? JSON.stringify(event.body) : '';
    const now = clock();
    // Rejects when it cannot be recorded: without an ack, Slack delivers the event again.
    const until = ready() ? now + LEASE : now;
    const claim = await handledEvents.claim(id, payload, { now, until });
    if (claim === 'duplicate') {
      log.info({ id, retry: event.retryNum }, 'a duplicate delivery is not answered again');
      return event.ack();
    }
    if (!ready()) return event.ack();
    answering.add(id);
    try {
      await afterAck(event);
    } finally {
      answering.delete(id);
    }
    if (unanswered(event.body)) await handledEvents.release(id, clock() + SHORTEST_WAIT);
    else await handledEvents.done(id);
  }

  /**
   * For what is acked without a word, commands and events: the ack goes out first, and what follows, Bolt's
   * way to the listener included, when nobody else waits for theirs.
   */
  async function afterAck(event: ReceiverEvent): Promise<void> {
    await event.ack();
    await quiet();
    await app?.processEvent({ ...event, ack: async () => {} });
  }

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const forget = () => underWay.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** One claim at a time: claims at the same moment would find the same event. */
  function take(): Promise<PendingEvent | undefined> {
    const next = taking.then(async () => {
      const now = clock();
      const [event] = await handledEvents.pending({ now, until: now + LEASE }, 1);
      return event;
    });
    taking = next.catch(() => undefined);
    return next;
  }

  /** @returns whether it is settled. */
  async function answerAgain(event: PendingEvent): Promise<boolean> {
    const { eventId, attempts, receivedAt } = event;
    const body = JSON.parse(event.payload) as Record<string, unknown>;
    log.info({ id: eventId, attempts }, 'answering what was left unanswered');
    let settled = false;
    let over = clock() - receivedAt >= HORIZON;
    if (attempts > MOST_ATTEMPTS) {
      log.error({ id: eventId }, 'an event that ended the process is not tried again');
      over = true;
    } else {
      try {
        await options.again(event, body);
        settled = !unanswered(body);
      } catch (error) {
        log.error({ id: eventId, error: String(error) }, 'an event could not be answered');
      }
    }
    if (!settled && over) {
      await options
        .giveUp(body)
        .catch((error) => log.error({ id: eventId, error: String(error) }, 'nobody could be told'));
    }
    if (settled || over) await handledEvents.done(eventId);
    else await handledEvents.release(eventId, clock() + wait(clock() - receivedAt));
    return settled;
  }

  return {
    init(given) {
      app = given;
      const front = {
        processEvent: (event: ReceiverEvent) => {
          arrivals += 1;
          return track(handle({ ...event, ack: safely(event.ack, log) }));
        },
      };
      // Receivers call nothing else of the app.
      receiver.init(front as unknown as App);
    },
    start: (...args) => receiver.start(...args),
    stop(...args) {
      stopped = true;
      return receiver.stop(...args);
    },
    async replay() {
      if (!ready()) return;
      let troubles = 0;
      const lane = async (): Promise<void> => {
        while (troubles < TROUBLES && !stopped) {
          const event = await take();
          if (event === undefined) return;
          // Still at it, for longer than the lease: its own end is recorded.
          if (answering.has(event.eventId)) continue;
          answering.add(event.eventId);
          try {
            troubles = (await track(answerAgain(event))) ? 0 : troubles + 1;
          } finally {
            answering.delete(event.eventId);
          }
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    },
    async beat() {
      if (answering.size > 0) await handledEvents.extend([...answering], clock() + LEASE);
    },
    quiet,
    async drained() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

function wait(age: number): number {
  return Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, age / 2));
}

async function notYet(event: ReceiverEvent): Promise<void> {
  if (typeof event.body.command !== 'string') throw new Error('Slack has not answered us yet');
  await event.ack('I am just starting. Please ask again in a minute.');
}

/** An ack that does not reach Slack (the socket closed) is no reason not to answer. */
function safely(ack: ReceiverEvent['ack'], log: Log): ReceiverEvent['ack'] {
  return async (response) => {
    try {
      await ack(response);
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (!code.startsWith('slack_socket_mode')) throw error;
      log.warn({ error: String(error) }, 'an ack did not reach Slack');
    }
  };
}
