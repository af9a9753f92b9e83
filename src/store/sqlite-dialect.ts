import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { openSqliteFile } from './sqlite-connection.js';
import { SqliteDriver } from './sqlite-driver.ts';
import { sqliteThread } from './sqlite-thread.ts';

/**
 * Kysely's SQLite dialect over libsql, one connection. `threaded`: in a thread of its own, so that the
 * event loop does not wait for the disk; each statement then costs a message there and back.
 */
export function sqliteDialect(file: string, threaded = false): Dialect {
  return {
    createDriver: () =>
      new SqliteDriver(() => (threaded ? sqliteThread(file) : openSqliteFile(file))),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
