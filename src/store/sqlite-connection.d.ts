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
  /** A write outside a transaction is one of its own. `values`: text without NUL, numbers, bytes, null. */
  query(sql: string, values: readonly unknown[]): Promise<SqliteResult>;
  exec(sql: 'commit' | 'rollback'): Promise<void>;
  close(): Promise<void>;
  /** Whether it ended unasked: nothing of it works any more. */
  readonly isLost: boolean;
}

/**
 * A connection in this thread: WAL, an fsync for every commit (`synchronous=FULL`), foreign keys on.
 *
 * - Transactions begin IMMEDIATE: a deferred one that reads first and writes later fails at once
 *   when another process wrote in between.
 * - While another process holds the write lock, it waits without blocking the event loop (SQLite's
 *   own busy time-out sleeps inside the call, so two connections of one process would lock up).
 */
export function openSqliteFile(file: string): SqliteConnection;
