import { setImmediate as turn } from 'node:timers/promises';

/** Turns of the event loop without a new request: nobody is waiting to be accepted, read or acked. */
const QUIET_TURNS = 10;
/** However many requests come, one may go on after this many turns, and everyone who has waited this long, in ms. */
const MOST_TURNS = 500;
const MOST_WAIT = 1000;

/** Resolves, in the order asked, when no request is on its way in; one in each turn of the event loop. */
export type QuietTurn = () => Promise<void>;

/**
 * What may wait does so until nobody waits for an ack: Slack allows an ack three seconds, and what follows
 * it half an hour. Without this, requests that arrive together are acked only after each other's answers.
 * `arrivals` counts the requests so far.
 */
export function quietTurns(arrivals: () => number, clock: () => number): QuietTurn {
  const waiting: { readonly next: () => void; readonly since: number }[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    let seen = arrivals();
    let still = 0;
    let passed = 0;
    while (waiting.length > 0) {
      await turn();
      const now = arrivals();
      still = now === seen ? still + 1 : 0;
      seen = now;
      passed += 1;
      const [first] = waiting;
      const late = first !== undefined && clock() - first.since >= MOST_WAIT;
      if (still < QUIET_TURNS && passed < MOST_TURNS && !late) continue;
      passed = 0;
      waiting.shift()?.next();
    }
    running = false;
  }

  return () =>
    new Promise((next) => {
      waiting.push({ next, since: clock() });
      if (!running) void run();
    });
}
