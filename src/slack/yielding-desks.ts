import { setImmediate as turn } from 'node:timers/promises';
import type { Desk, DeskOf } from '../answer/desk.ts';

/** Turns of the event loop without a new request: nobody is waiting to be accepted, read or acked. */
const QUIET_TURNS = 10;
/** Answers are not put off for longer than this many turns, however many requests come. */
const MOST_TURNS = 500;

/** Questions asked at once: enough that the desks' thread never waits for us. */
const LANES = 4;

/**
 * The same desks, few questions at a time over all of them, and only when no request is on its way in. An
 * answer takes milliseconds of computing in another thread, and a few of laying it out here; without this,
 * commands that arrive together would compete with each other's answers for processors before they are
 * acked, and Slack waits three seconds at most.
 * `arrivals` counts the requests so far.
 */
export function yieldingDesks(deskOf: DeskOf, arrivals: () => number): DeskOf {
  const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
  let next = 0;

  async function quiet(): Promise<void> {
    let seen = arrivals();
    let still = 0;
    for (let i = 0; i < MOST_TURNS && still < QUIET_TURNS; i += 1) {
      await turn();
      still = arrivals() === seen ? still + 1 : 0;
      seen = arrivals();
    }
  }

  function inTurn<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) {
    return (...args: A): Promise<R> => {
      const run = async (): Promise<R> => {
        await quiet();
        return work(...args);
      };
      const lane = next;
      next = (next + 1) % LANES;
      const result = (lanes[lane] as Promise<unknown>).then(run);
      lanes[lane] = result.catch(() => {});
      return result;
    };
  }
  const yielding = (desk: Desk): Desk => ({
    ...desk,
    ask: inTurn(desk.ask.bind(desk)),
    quotes: inTurn(desk.quotes.bind(desk)),
    timeline: inTurn(desk.timeline.bind(desk)),
    figures: inTurn(desk.figures.bind(desk)),
    verify: inTurn(desk.verify.bind(desk)),
    verifyMessage: inTurn(desk.verifyMessage.bind(desk)),
    digest: inTurn(desk.digest.bind(desk)),
  });
  const made = new WeakMap<Desk, Desk>();
  return (team) => {
    const desk = deskOf(team);
    const before = made.get(desk);
    if (before) return before;
    const after = yielding(desk);
    made.set(desk, after);
    return after;
  };
}
