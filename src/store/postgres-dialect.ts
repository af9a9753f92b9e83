import { PostgresDialect } from 'kysely';
import pg from 'pg';

const INT8 = 20;
/** `numeric`, the type of `sum(bigint)`. */
const NUMERIC = 1700;

/** Options of every PostgreSQL connection of ours. */
export function postgresConnection(databaseUrl: string): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: 'afghan-brief',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: {
      // 64-bit counters of ours stay far below 2^53; SQLite hands out plain numbers as well.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 || oid === NUMERIC
          ? (text: string) => Number(text)
          : pg.types.getTypeParser(oid, format as 'text'),
    },
  };
}

export interface PostgresPoolOptions {
  readonly databaseUrl: string;
  /** Connections at most. @default 10 */
  readonly poolSize?: number;
  /** Told of errors of idle connections (the server restarted): the pool replaces them by itself. */
  readonly onError?: (error: Error) => void;
}

export function postgresPool(options: PostgresPoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...postgresConnection(options.databaseUrl),
    max: options.poolSize ?? 10,
    idleTimeoutMillis: 30_000,
    // A query that nobody waits for any more must not hold its locks for ever.
    statement_timeout: 30_000,
    // The same on our side, for a server that is out of reach and says nothing.
    query_timeout: 35_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // Without a listener an error of an idle connection ends the process.
  pool.on('error', (error) => options.onError?.(error));
  // Reading many lists at once looks dear to the planner: compiling it would take longer than running it.
  pool.on('connect', (client) => {
    client.query('set jit = off').catch((error: Error) => options.onError?.(error));
  });
  return pool;
}

export function postgresDialect(pool: pg.Pool): PostgresDialect {
  return new PostgresDialect({ pool });
}
