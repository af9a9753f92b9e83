import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import Libsql from 'libsql';
import { LibsqlDriver } from './sqlite-driver.ts';

/**
 * Kysely's SQLite dialect over libsql: one connection, WAL, an fsync for every commit
 * (`synchronous=FULL`), foreign keys on.
 */
export function sqliteDialect(file: string): Dialect {
  return {
    createDriver: () => new LibsqlDriver(openFile(file)),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function openFile(file: string): Libsql.Database {
  // The time-out covers what happens before the driver's own waiting: switching to WAL.
  const database = new Libsql(file, { timeout: 5_000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('busy_timeout = 0');
  return database;
}
