import type Libsql from 'libsql';

/** What comes of a statement: rows, or what it changed. */
export interface SqliteResult {
  readonly rows: unknown[];
  readonly changes?: number;
  readonly lastInsertRowid?: number | bigint;
}

/** One connection to a SQLite file, in this thread or in another. */
export interface SqliteConnection {
  /** Begins a transaction, once no other connection holds the write lock. */
  begin(): Promise<void>;
  /** Runs a statement outside Kysely's transactions as one of its own. `values` are as `bindable` lets them. */
  query(sql: string, values: readonly unknown[]): Promise<SqliteResult>;
  exec(sql: 'commit' | 'rollback'): Promise<void>;
  close(): Promise<void>;
  /** Whether it ended unasked: nothing of it works any more. */
  readonly isLost: boolean;
}

export interface SqliteConnectionOptions {
  readonly database: Libsql.Database;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Milliseconds that a statement waits for another connection's write lock before it fails. */
const BUSY_TIMEOUT_MS = 15_000;
const BUSY_RETRY_MS = 4;
/** Statements that stay prepared: what a process asks again and again. */
const MOST_PREPARED = 200;
/** Readers never wait in WAL mode; VACUUM INTO and pragmas do not run inside a transaction. */
const NEEDS_NO_LOCK = /^\s*(?:select|pragma|vacuum)\b/i;

/**
 * A connection in this thread.
 *
 * - Transactions begin IMMEDIATE: a deferred one that reads first and writes later fails at once
 *   when another process wrote in between.
 * - While another process holds the write lock, it waits without blocking the event loop (SQLite's
 *   own busy time-out sleeps inside the call, so two connections of one process would lock up).
 */
export function sqliteConnection({ database, sleep }: SqliteConnectionOptions): SqliteConnection {
  async function begin(): Promise<void> {
    for (let waited = 0; ; waited += BUSY_RETRY_MS) {
      try {
        database.exec('begin immediate');
        return;
      } catch (error) {
        if (!isBusy(error) || waited >= BUSY_TIMEOUT_MS) throw error;
        await sleep(BUSY_RETRY_MS);
      }
    }
  }

  /** By their text, the one used last at the end. */
  const prepared = new Map<string, Libsql.Statement>();

  function run(sql: string, values: readonly unknown[]): SqliteResult {
    // One that throws is not kept: it may be left open.
    const kept = prepared.get(sql);
    prepared.delete(sql);
    const statement = kept ?? database.prepare(sql);
    const result = execute(statement, values);
    prepared.set(sql, statement);
    const [oldest] = prepared.keys();
    if (prepared.size > MOST_PREPARED) prepared.delete(oldest!);
    return result;
  }

  return {
    isLost: false,
    begin,
    async query(sql, values) {
      if (database.inTransaction || NEEDS_NO_LOCK.test(sql)) return run(sql, values);
      // libsql leaves a prepared statement that failed with SQLITE_BUSY open, and no transaction can
      // be committed beside it; `exec` does not. So every write takes the lock first.
      await begin();
      try {
        const result = run(sql, values);
        database.exec('commit');
        return result;
      } catch (error) {
        if (database.inTransaction) database.exec('rollback');
        throw error;
      }
    },
    async exec(sql) {
      database.exec(sql);
    },
    async close() {
      database.close();
    },
  };
}

function execute(statement: Libsql.Statement, values: readonly unknown[]): SqliteResult {
  if (statement.reader) return { rows: statement.all(values) };
  const { changes, lastInsertRowid } = statement.run(values);
  return { rows: [], changes, lastInsertRowid };
}

function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED');
}
