import type { Log } from './log.ts';

export interface TickingOptions {
  /** Finds out who we are, if that is not known yet. @returns whether it is. */
  readonly introduced: () => Promise<boolean>;
  readonly answerPending: () => Promise<void>;
  readonly postDigests: () => Promise<void>;
  /** Keeps the leases of what is being answered. */
  readonly beat: () => Promise<void>;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly log: Log;
}

export interface Ticking {
  /** One pass over pending events and due digests; rejects when the digests cannot be read. */
  tick(): Promise<void>;
  /** Ticks now and every 30 s. */
  start(): void;
  stop(): void;
  /** Resolves when no tick is under way. */
  idle(): Promise<void>;
}

const TICK = 30_000;

/** What is done from time to time, each thing at its own pace: a digest does not wait for an answer that waits for Slack. */
export function createTicking(options: TickingOptions): Ticking {
  const { introduced, beat, every, log } = options;
  const answer = single(options.answerPending);
  const digest = single(options.postDigests);
  const ticks = new Set<Promise<void>>();
  let stopTimer: (() => void) | undefined;

  const pass = async (): Promise<void> => {
    if (!(await introduced())) return;
    await Promise.all([
      answer().catch((error) =>
        log.error({ error: String(error) }, 'pending events could not be read'),
      ),
      digest(),
    ]);
  };
  const tick = (): Promise<void> => {
    const ticking = pass().finally(() => ticks.delete(ticking));
    ticks.add(ticking);
    return ticking;
  };
  const tickSafely = (): void => {
    beat().catch((error) => log.error({ error: String(error) }, 'leases could not be kept'));
    tick().catch((error) => log.error({ error: String(error) }, 'a tick failed'));
  };
  return {
    tick,
    start() {
      tickSafely();
      stopTimer = every(TICK, tickSafely);
    },
    stop() {
      stopTimer?.();
      stopTimer = undefined;
    },
    async idle() {
      await Promise.allSettled(ticks);
    },
  };
}

/** One run at a time; calls during a run wait for it. */
function single(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}
