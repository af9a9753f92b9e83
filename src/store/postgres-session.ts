import pg from 'pg';
import { postgresConnection } from './postgres-dialect.ts';

export interface PostgresSessionOptions {
  readonly databaseUrl: string;
  /** Milliseconds between beats; a lost session is opened again at the next one. */
  readonly beatMs: number;
  /** Milliseconds that connecting or a query may take before the session counts as lost. */
  readonly timeoutMs: number;
  /** Milliseconds without a beat after which the server ends the session and frees its locks. */
  readonly serverTimeoutMs: number;
  /** Calls `run` every `ms` until the returned function is called. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** The session was opened: what it is for is set up here. */
  readonly opened: (client: pg.Client) => Promise<void>;
  /** At every beat; it has to send a query, or the server's time-out ends the session. */
  readonly beat: (client: pg.Client) => Promise<void>;
  /** The session is gone, with its locks and subscriptions. */
  readonly lost: (error: Error) => void;
}

export interface PostgresSession {
  /** Beats now; waits for the beat that is under way instead when there is one. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * One connection that is kept open for what lives in a session: advisory locks and LISTEN. It needs
 * a direct connection (or a pooler in session mode).
 */
export function keepPostgresSession(options: PostgresSessionOptions): PostgresSession {
  let client: pg.Client | null = null;
  let beating: Promise<void> | null = null;
  let stopped = false;

  function drop(error: Error): void {
    const gone = client;
    client = null;
    if (gone === null) return;
    // `end` would wait for an answer of a server that may be out of reach.
    gone.removeAllListeners();
    gone.on('error', () => undefined);
    (
      gone as unknown as { connection: { stream: { destroy(): void } } }
    ).connection.stream.destroy();
    options.lost(error);
  }

  async function open(): Promise<pg.Client> {
    const fresh = new pg.Client({
      ...postgresConnection(options.databaseUrl),
      connectionTimeoutMillis: options.timeoutMs,
      query_timeout: options.timeoutMs,
    });
    let failed: Error | null = null;
    const fail = (error: Error): void => {
      failed = error;
      if (client === fresh) drop(error);
    };
    fresh.on('error', fail);
    fresh.on('end', () => fail(new Error('the server closed the connection')));
    await fresh.connect();
    client = fresh;
    // A process that is stopped (or a machine that is cut off) must not keep its locks.
    await fresh.query(`set idle_session_timeout = ${Math.round(options.serverTimeoutMs)}`);
    await options.opened(fresh);
    if (failed) throw failed;
    return fresh;
  }

  async function once(): Promise<void> {
    try {
      const open_ = client ?? (await open());
      await options.beat(open_);
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      if (client === null) options.lost(error);
      else drop(error);
    }
  }

  function beat(): Promise<void> {
    if (stopped) return Promise.resolve();
    beating ??= once().finally(() => {
      beating = null;
    });
    return beating;
  }

  const stopBeating = options.every(options.beatMs, () => void beat());
  void beat();
  return {
    beat,
    async stop() {
      stopped = true;
      stopBeating();
      await beating;
      drop(new Error('stopped'));
    },
  };
}
