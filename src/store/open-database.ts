import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import { postgresDialect, postgresPool } from './postgres-dialect.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

export interface DatabasePlace {
  /** `postgres://…`; without it, SQLite in one file of `home`. */
  readonly databaseUrl?: string;
  /** Folder of the SQLite file; made when missing. Not used with PostgreSQL. */
  readonly home: string;
  /** SQLite in a thread of its own: the event loop does not wait for the disk. @default false */
  readonly threaded?: boolean;
  /** PostgreSQL connections at most. @default 10 */
  readonly poolSize?: number;
  /** Told of errors of idle PostgreSQL connections, which are replaced by themselves. */
  readonly onError?: (error: Error) => void;
}

/** Name of the SQLite file in the data folder. */
export const SQLITE_FILE = 'afghan-brief.db';

/** The database as it is: `openStore` brings its schema up to date. */
export function openDatabase(place: DatabasePlace): { engine: Engine; db: Kysely<Schema> } {
  if (place.databaseUrl !== undefined) {
    const pool = postgresPool({
      databaseUrl: place.databaseUrl,
      ...(place.poolSize === undefined ? {} : { poolSize: place.poolSize }),
      ...(place.onError === undefined ? {} : { onError: place.onError }),
    });
    return { engine: 'postgres', db: new Kysely<Schema>({ dialect: postgresDialect(pool) }) };
  }
  mkdirSync(place.home, { recursive: true, mode: 0o700 });
  const file = join(place.home, SQLITE_FILE);
  return {
    engine: 'sqlite',
    db: new Kysely<Schema>({ dialect: sqliteDialect(file, place.threaded) }),
  };
}
