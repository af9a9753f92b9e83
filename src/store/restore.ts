import { createReadStream } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { BackupEnd, BackupHeader } from './backup.ts';
import { type Row, tablesToKeep } from './dump-rows.ts';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { type DatabasePlace, openDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';

const ROWS_AT_ONCE = 200;

/**
 * Loads a backup into an empty store, on either engine; nothing is kept when it fails. A backup of
 * an older version is loaded as it was written and then migrated.
 *
 * @returns Number of rows.
 * @throws when the store holds anything, or the file is not a whole backup.
 */
export async function restoreStore(
  place: DatabasePlace,
  file: string,
  clock: () => number,
): Promise<number> {
  const { engine, db } = openDatabase(place);
  const iso = (): string => new Date(clock()).toISOString();
  try {
    const lines = readLines(file);
    const header = readHeader((await lines.next()).value);
    const then = migrations.filter(({ name }) => header.schema.includes(name));
    if (then.length < header.schema.length) {
      throw new Error('it was written by a newer version of the program');
    }
    const { rows: before } = await currentSchema(db);
    if (before.length === 0) await migrate(db, engine, iso, then);
    else if (before.length !== then.length) {
      throw new Error(
        'it is of an older version than this database: restore it into a new data folder or database',
      );
    }
    const rows = await db.transaction().execute((trx) => load(trx, engine, lines));
    await migrate(db, engine, iso);
    return rows;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file} was not restored: ${why}`, { cause });
  } finally {
    await db.destroy();
  }
}

async function load(
  trx: Kysely<Schema>,
  engine: Engine,
  lines: AsyncGenerator<string>,
): Promise<number> {
  const tables = new Set(await tablesToKeep(trx));
  for (const table of tables) {
    const { rows } = await sql`select 1 as held from ${sql.table(table)} limit 1`.execute(trx);
    if (rows.length > 0) {
      throw new Error(
        `the store is not empty (${table} has rows): restore into a new data folder or database`,
      );
    }
  }
  let count = 0;
  let end: BackupEnd | null = null;
  let batch: Row[] = [];
  let current = '';
  const insert = async (): Promise<void> => {
    if (batch.length > 0)
      await trx
        .insertInto(current as 'feeds')
        .values(batch as never)
        .execute();
    batch = [];
  };
  for await (const line of lines) {
    const entry = JSON.parse(line) as { table: string; row: Row } | BackupEnd;
    if ('end' in entry) {
      end = entry;
      break;
    }
    if (!tables.has(entry.table))
      throw new Error(`it has rows of an unknown table "${entry.table}"`);
    if (entry.table !== current || batch.length >= ROWS_AT_ONCE) {
      await insert();
      current = entry.table;
    }
    batch.push(entry.row);
    count += 1;
  }
  await insert();
  if (end?.rows !== count) {
    throw new Error(
      `it is not whole: ${count} rows were read, ${end ? `${end.rows} were written` : 'and it has no end'}`,
    );
  }
  if (engine === 'postgres') {
    // Rows came with their numbers; the next one given out must be above them.
    await sql`select setval(pg_get_serial_sequence('audit', 'seq'),
      (select coalesce(max(seq), 0) + 1 from audit), false)`.execute(trx);
  }
  return count;
}

async function currentSchema(db: Kysely<Schema>): Promise<{ rows: readonly unknown[] }> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === 'schema_migrations')) return { rows: [] };
  return await sql`select name from schema_migrations`.execute(db);
}

function readHeader(line: string | undefined): BackupHeader {
  try {
    const header = JSON.parse(line ?? '') as Partial<BackupHeader>;
    if (header.format === 'afghan-brief-backup' && header.version === 1 && header.schema) {
      return header as BackupHeader;
    }
  } catch {
    // Told below.
  }
  throw new Error(
    'it is not a backup: the first line should name the format "afghan-brief-backup"',
  );
}

/** Lines by line feed only: U+2028 may stand inside a JSON string. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}
