import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { Kysely, sql } from 'kysely';
import { dumpRows, tablesToKeep } from './dump-rows.ts';
import type { Store } from './open-store.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** First line of a backup. */
export interface BackupHeader {
  readonly format: 'afghan-brief-backup';
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Names of the migrations that the data has been through. */
  readonly schema: readonly string[];
}

/** Last line of a backup; without it the file was cut off. */
export interface BackupEnd {
  readonly end: true;
  readonly rows: number;
}

export interface BackupResult {
  readonly rows: number;
  readonly tables: number;
}

/**
 * Writes everything to one file while the bot runs: a header line, then `{"table","row"}` a line,
 * then an end line. JSON Lines, UTF-8, the same on both engines, so a backup of one restores on the
 * other. The state of one moment (a copy by `VACUUM INTO`; a repeatable-read transaction), written
 * beside the target and renamed when it is whole and on disk. Readable by its owner only: it holds
 * questions, and tokens as the database does, encrypted.
 */
export async function backupStore(
  store: Store,
  file: string,
  clock: () => number,
): Promise<BackupResult> {
  const part = `${file}.part`;
  try {
    const result =
      store.engine === 'sqlite'
        ? await dumpCopy(store, part, clock)
        : await store.db
            .transaction()
            .setIsolationLevel('repeatable read')
            .execute((trx) => dump(trx, 'postgres', part, clock));
    await flush(part);
    await rename(part, file);
    await flush(dirname(file));
    return result;
  } catch (cause) {
    await rm(part, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`no backup was written to ${file}: ${why}`, { cause });
  }
}

/** From a copy of the SQLite file, so that writers wait only while it is made. */
async function dumpCopy(store: Store, part: string, clock: () => number): Promise<BackupResult> {
  const copy = `${part}.db`;
  await rm(copy, { force: true });
  try {
    await sql`vacuum into ${copy}`.execute(store.db);
    const db = new Kysely<Schema>({ dialect: sqliteDialect(copy) });
    try {
      return await dump(db, 'sqlite', part, clock);
    } finally {
      await db.destroy();
    }
  } finally {
    for (const suffix of ['', '-wal', '-shm']) await rm(`${copy}${suffix}`, { force: true });
  }
}

async function dump(
  db: Kysely<Schema>,
  engine: Store['engine'],
  part: string,
  clock: () => number,
): Promise<BackupResult> {
  const out = createWriteStream(part, { mode: 0o600 });
  const failed = once(out, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  const write = async (line: object): Promise<void> => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(out, 'drain'), failed]);
  };
  const { rows: applied } = await sql<{ name: string }>`
    select name from schema_migrations order by id`.execute(db);
  const header: BackupHeader = {
    format: 'afghan-brief-backup',
    version: 1,
    createdAt: new Date(clock()).toISOString(),
    schema: applied.map(({ name }) => name),
  };
  await write(header);
  let rows = 0;
  const tables = await tablesToKeep(db);
  for (const table of tables) {
    for await (const row of dumpRows(db, engine, table)) {
      await write({ table, row });
      rows += 1;
    }
  }
  const end: BackupEnd = { end: true, rows };
  await write(end);
  out.end();
  await Promise.race([finished(out), failed]);
  return { rows, tables: tables.length };
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
