import { type Kysely, sql } from 'kysely';
import type { Engine } from './engine.ts';
import { removePlaces } from './fts-rows.ts';
import type { Schema } from './schema.ts';

/** Tables of the full-text index whose rows are a workspace's. */
export const INDEX_TABLES = ['fts_articles', 'fts_terms', 'fts_names', 'fts_facts'] as const;

const ARTICLES_AT_ONCE = 1_000;

/** Deletes a workspace's passages from the full-text index, and everything that was counted of them. */
export async function emptyIndex(trx: Kysely<Schema>, engine: Engine, team: string): Promise<void> {
  const others = await trx
    .selectFrom('fts_articles')
    .select('team')
    .where('team', '<>', team)
    .limit(1)
    .execute();
  if (engine === 'sqlite' && others.length === 0) {
    // At once instead of row by row. (On PostgreSQL another transaction may be writing its first rows.)
    await sql`insert into fts_index (fts_index) values ('delete-all')`.execute(trx);
  } else {
    for (let after = -1; ; ) {
      const rows = await trx
        .selectFrom('fts_articles')
        .select(['first_passage', 'passages'])
        .where('team', '=', team)
        .where('first_passage', '>', after)
        .orderBy('first_passage')
        .limit(ARTICLES_AT_ONCE)
        .execute();
      if (rows.length === 0) break;
      await removePlaces(trx, engine, rows);
      after = rows.at(-1)!.first_passage;
    }
  }
  for (const table of INDEX_TABLES) await trx.deleteFrom(table).where('team', '=', team).execute();
}
