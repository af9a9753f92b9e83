import type { Ingest } from '../ingest/ingest.ts';
import type { Leader } from '../store/leader.ts';

export interface PollingOptions {
  /** Of every workspace. */
  readonly ingests: () => Promise<readonly Pick<Ingest, 'pollFeeds' | 'recheck'>[]>;
  readonly leader: Pick<Leader, 'isLeader'>;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly onReport: (report: Awaited<ReturnType<Ingest['pollFeeds']>>[number]) => void;
  readonly onProblem: (error: unknown) => void;
  /** Ends each round: what the changes that were found call for. */
  readonly afterRound?: () => Promise<void>;
}

/** Between looks for feeds and pages that are due, in ms; each has its own interval. */
const LOOK = 60_000;

/**
 * Reads feeds that are due and looks again at pages that are due, one round at a time. The leader does
 * it; each feed and page is claimed in the store as well. @returns what ends it, once the round is over.
 */
export function startPolling({
  ingests,
  leader,
  every,
  onReport,
  onProblem,
  afterRound,
}: PollingOptions): () => Promise<void> {
  let round: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    if (!leader.isLeader()) return;
    try {
      for (const ingest of await ingests()) await lookAt(ingest).catch(onProblem);
    } finally {
      await afterRound?.();
    }
  };
  const lookAt = async (ingest: Pick<Ingest, 'pollFeeds' | 'recheck'>): Promise<void> => {
    if (!leader.isLeader()) return;
    for (const report of await ingest.pollFeeds()) onReport(report);
    await ingest.recheck();
  };
  const start = (): void => {
    round ??= look()
      .catch(onProblem)
      .finally(() => {
        round = undefined;
      });
  };
  start();
  const stop = every(LOOK, start);
  return async () => {
    stop();
    await round;
  };
}
