import type { Config } from '../config.ts';
import type { Log } from '../slack/log.ts';
import { createLeader, type Leader, soleLeader } from '../store/leader.ts';

/** One of the replicas leads; a process alone always does. */
export function openLeader({
  config: { databaseUrl },
  monotonic,
  every,
  log,
}: {
  readonly config: Pick<Config, 'databaseUrl'>;
  readonly monotonic: () => number;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly log: Log;
}): Leader {
  if (databaseUrl === undefined) return soleLeader;
  return createLeader({
    databaseUrl,
    monotonic,
    every,
    onGain: () => log.info({}, 'this replica leads'),
    onLose: (reason) => log.warn({ reason }, 'this replica leads no more'),
  });
}
