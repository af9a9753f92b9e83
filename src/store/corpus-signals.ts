import { CORPUS_CHANNEL, type Store } from './open-store.ts';
import { keepPostgresSession } from './postgres-session.ts';

/** Says that a workspace's corpus may have changed; what changed is read from the store. */
export interface CorpusSignals {
  /** `listener` may be called without a change; never is a change without a call. */
  subscribe(team: string, listener: () => void): () => void;
  /** Looks at the connection now instead of at the next beat. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

export interface CorpusSignalsOptions {
  readonly store: Store;
  /** The store's own, when it is PostgreSQL. */
  readonly databaseUrl?: string;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Milliseconds between looks at the connection (PostgreSQL) or at the file (SQLite). @default 5000 and 1000 */
  readonly beatMs?: number;
  readonly onConnect?: () => void;
  readonly onLose?: (reason: string) => void;
}

/**
 * PostgreSQL: LISTEN on a connection of its own. After each new connection every subscriber is
 * called, because a notification of the time between is lost.
 * SQLite: changes of this process at once, those of another one (`afghan-brief add` beside the
 * running bot) at the next look.
 */
export function createCorpusSignals(options: CorpusSignalsOptions): CorpusSignals {
  const { store, databaseUrl } = options;
  const listeners = new Map<string, Set<() => void>>();
  const signal = (team: string): void => {
    for (const listener of listeners.get(team) ?? []) listener();
  };
  const signalAll = (): void => {
    for (const team of listeners.keys()) signal(team);
  };
  const subscribe = (team: string, listener: () => void): (() => void) => {
    const own = listeners.get(team) ?? new Set();
    listeners.set(team, own.add(listener));
    return () => {
      own.delete(listener);
    };
  };

  if (databaseUrl === undefined) {
    const stopHearing = store.onAnnounce(signal);
    const stopLooking = options.every(options.beatMs ?? 1_000, signalAll);
    return {
      subscribe,
      beat: async () => signalAll(),
      async stop() {
        stopHearing();
        stopLooking();
      },
    };
  }

  const beatMs = options.beatMs ?? 5_000;
  const session = keepPostgresSession({
    databaseUrl,
    beatMs,
    timeoutMs: beatMs,
    serverTimeoutMs: beatMs * 6,
    every: options.every,
    async opened(client) {
      client.on('notification', ({ payload }) => signal(payload ?? ''));
      await client.query(`listen ${CORPUS_CHANNEL}`);
      options.onConnect?.();
      signalAll();
    },
    async beat(client) {
      await client.query('select 1');
    },
    lost: (error) => options.onLose?.(error.message),
  });
  return { subscribe, beat: () => session.beat(), stop: () => session.stop() };
}
