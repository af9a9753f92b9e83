import type { Desk, DeskOf } from '../answer/desk.ts';
import { fairLanes } from './fair-lanes.ts';
import type { QuietTurn } from './quiet-turns.ts';

/** Questions asked at once: enough that the desks' thread never waits for us. */
const LANES = 4;

/**
 * The same desks, few questions at a time over all of them, workspaces in turns, and only when no request is on its way in. An
 * answer takes milliseconds of computing in another thread, and a few of laying it out here; without this,
 * commands that arrive together would compete with each other's answers for processors before they are
 * acked.
 */
export function yieldingDesks(deskOf: DeskOf, quiet: QuietTurn): DeskOf {
  const inLane = fairLanes(LANES);
  const yielding = (team: string, desk: Desk): Desk => {
    const inTurn =
      <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> =>
        inLane(team, async () => {
          await quiet();
          return work(...args);
        });
    return {
      ...desk,
      ask: inTurn(desk.ask.bind(desk)),
      quotes: inTurn(desk.quotes.bind(desk)),
      timeline: inTurn(desk.timeline.bind(desk)),
      figures: inTurn(desk.figures.bind(desk)),
      verify: inTurn(desk.verify.bind(desk)),
      verifyMessage: inTurn(desk.verifyMessage.bind(desk)),
      digest: inTurn(desk.digest.bind(desk)),
    };
  };
  const made = new WeakMap<Desk, Desk>();
  return (team) => {
    const desk = deskOf(team);
    const before = made.get(desk);
    if (before) return before;
    const after = yielding(team, desk);
    made.set(desk, after);
    return after;
  };
}
