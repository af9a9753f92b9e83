import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';
import { type SqliteConnection, sqliteConnection } from './sqlite-connection.ts';

/** A connection in this thread: WAL, an fsync for every commit (`synchronous=FULL`), foreign keys on. */
export function openSqliteFile(file: string): SqliteConnection {
  // The time-out covers what happens before the connection's own waiting: switching to WAL.
  const database = new Libsql(file, { timeout: 5_000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('busy_timeout = 0');
  return sqliteConnection({ database, sleep: (ms) => sleep(ms).then(() => undefined) });
}
