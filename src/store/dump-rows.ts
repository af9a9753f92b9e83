import { type Kysely, sql } from 'kysely';
import type { Engine } from './engine.ts';
import type { Schema } from './schema.ts';

export type Row = Readonly<Record<string, string | number | null>>;

const ROWS_AT_ONCE = 500;

/** Tables that a backup holds: all but the migrations and what is derived (full-text indexes). */
export async function tablesToKeep(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  return tables
    .map((table) => table.name)
    .filter((name) => name !== 'schema_migrations' && !name.startsWith('fts_'))
    .sort();
}

/**
 * Every row of a table, a page at a time.
 * @param db On PostgreSQL, a transaction: the pages are fetched from a cursor.
 */
export async function* dumpRows(
  db: Kysely<Schema>,
  engine: Engine,
  table: string,
): AsyncGenerator<Row> {
  if (engine === 'postgres') {
    await sql`declare pages no scroll cursor for select * from ${sql.table(table)}`.execute(db);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_AT_ONCE)} from pages`.execute(db);
      yield* rows;
      if (rows.length < ROWS_AT_ONCE) break;
    }
    await sql`close pages`.execute(db);
    return;
  }
  for (let after = -1; ; ) {
    const { rows } = await sql<Row & { readonly page_row: number }>`
      select rowid as page_row, * from ${sql.table(table)}
      where rowid > ${after} order by rowid limit ${ROWS_AT_ONCE}`.execute(db);
    for (const { page_row, ...row } of rows) {
      after = page_row;
      yield row as Row;
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}
