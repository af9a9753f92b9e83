import { keepPostgresSession } from './postgres-session.ts';

export interface LeaderOptions {
  readonly databaseUrl: string;
  /** Milliseconds that only ever grow (`performance.now`): a wall clock that jumps makes no leader. */
  readonly monotonic: () => number;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Milliseconds between attempts, and between proofs of being alive. @default 3000 */
  readonly beatMs?: number;
  /** Milliseconds without a beat after which the server frees the lock. @default 4 beats */
  readonly serverTimeoutMs?: number;
  readonly onGain?: () => void;
  readonly onLose?: (reason: string) => void;
}

export interface Leader {
  /** Ask before every piece of the leader's work (one feed, one digest). */
  isLeader(): boolean;
  /** Tries, or proves being alive, now instead of at the next beat. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

/** Any number that no other program on the same database uses for advisory locks. */
const LEADER_LOCK = 7_241_990_002;

/**
 * One leader among the replicas, by a session advisory lock.
 *
 * Hand-over, counted in beats of 3 s: a killed leader's lock is free at once and taken within one
 * beat. One that is cut off or frozen stops believing in itself after 3 beats, the server frees its
 * lock after 4, and another has it after 5 (15 s). The work itself is claimed in the database as well,
 * so a leader that wakes up in the middle of it does no harm.
 */
export function createLeader(options: LeaderOptions): Leader {
  const { monotonic, beatMs = 3_000 } = options;
  let provenAt: number | null = null;

  const session = keepPostgresSession({
    databaseUrl: options.databaseUrl,
    beatMs,
    timeoutMs: beatMs * 1.5,
    serverTimeoutMs: options.serverTimeoutMs ?? beatMs * 4,
    every: options.every,
    opened: async () => undefined,
    async beat(client) {
      const asked = monotonic();
      if (provenAt === null) {
        const { rows } = await client.query('select pg_try_advisory_lock($1) as got', [
          LEADER_LOCK,
        ]);
        if (!rows[0]?.got) return;
        provenAt = asked;
        options.onGain?.();
      } else {
        await client.query('select 1');
        provenAt = asked;
      }
    },
    lost(error) {
      if (provenAt === null) return;
      provenAt = null;
      options.onLose?.(error.message);
    },
  });

  return {
    isLeader: () => provenAt !== null && monotonic() - provenAt < beatMs * 3,
    beat: () => session.beat(),
    stop: () => session.stop(),
  };
}

/** The leader where there is one process: SQLite. */
export const soleLeader: Leader = {
  isLeader: () => true,
  beat: async () => undefined,
  stop: async () => undefined,
};
