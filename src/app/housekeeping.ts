import type { ArticleStore } from '../ingest/ports.ts';
import type { Health } from '../ops/health.ts';
import { cleanUp } from '../store/clean-up.ts';
import type { Leader } from '../store/leader.ts';
import type { Store } from '../store/open-store.ts';

export interface HousekeepingOptions {
  readonly store: Store;
  /** Of every workspace. */
  readonly articles: () => Promise<readonly Pick<ArticleStore, 'purgeRemovedBefore'>[]>;
  readonly leader: Pick<Leader, 'isLeader'>;
  readonly health: Pick<Health, 'storeAnswered' | 'storeFailed'>;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly clock: () => number;
  readonly onProblem: (error: unknown) => void;
}

/** Between looks at the store, in ms. */
const PING = 10_000;
const CLEAN = 6 * 3_600_000;
/** How long a removed article can be brought back, in ms. */
const UNDO = 30 * 24 * 3_600_000;

/**
 * Looks whether the store answers, and deletes what is past its time: every six hours, by the
 * leader. @returns what ends it, once nothing of it is under way.
 */
export function startHousekeeping(options: HousekeepingOptions): () => Promise<void> {
  const { store, articles, leader, health, every, clock, onProblem } = options;
  const ping = (): void => {
    store.ping().then(
      () => health.storeAnswered(),
      (error: unknown) => health.storeFailed(error instanceof Error ? error.message : 'no answer'),
    );
  };
  const purge = async (): Promise<void> => {
    await cleanUp(store, clock());
    for (const own of await articles()) await own.purgeRemovedBefore(clock() - UNDO);
  };
  let cleaning: Promise<void> = Promise.resolve();
  const clean = (): void => {
    if (leader.isLeader()) cleaning = purge().catch(onProblem);
  };
  ping();
  clean();
  const stops = [every(PING, ping), every(CLEAN, clean)];
  return async () => {
    for (const stop of stops) stop();
    await cleaning;
  };
}
