import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { TeamStore } from './team-store.ts';

/** Number of the workspace's last change that its full-text index holds; 0: none. */
export async function indexSequence({ db, team }: TeamStore): Promise<number> {
  const row = await db
    .selectFrom('fts_facts')
    .select('sequence')
    .where('team', '=', team)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

/** Notes that the index holds every change up to that one. */
export async function indexReached({ db, team }: TeamStore, sequence: number): Promise<void> {
  await db.updateTable('fts_facts').set({ sequence }).where('team', '=', team).execute();
}

/** Number of the workspace's last change. */
export async function lastSequence(db: Kysely<Schema>, team: string): Promise<number> {
  const row = await db
    .selectFrom('corpus_counters')
    .select('sequence')
    .where('team', '=', team)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}
