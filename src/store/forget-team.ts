import { sql } from 'kysely';
import { emptyIndex, INDEX_TABLES } from './empty-index.ts';
import type { Store } from './open-store.ts';

/** Tables whose rows carry the team they belong to. */
export const TEAM_TABLES = [
  'subscriptions',
  'feedback',
  'threads',
  'questions',
  'corpus_counters',
  'articles',
  'article_versions',
  'audit',
  'feeds',
  'feed_seen',
  'page_watches',
  'cited_spans',
  'change_notices',
  'installations',
  ...INDEX_TABLES,
] as const;

/**
 * Rows whose key begins with the team: `T1/C1`, `digest:T1/C1`, `event:T1:Ev1`. Each range ends at
 * the character after the one that ends the team ("0" follows "/", ";" follows ":").
 */
export const KEY_RANGES = [
  { table: 'digest_runs', column: 'subscription', before: '', from: '/', to: '0' },
  { table: 'shown_excerpts', column: 'scope', before: 'digest:', from: '/', to: '0' },
  { table: 'handled_events', column: 'event_id', before: 'event:', from: ':', to: ';' },
  { table: 'handled_events', column: 'event_id', before: 'trigger:', from: ':', to: ';' },
  { table: 'handled_events', column: 'event_id', before: 'welcome:', from: ':', to: ';' },
  { table: 'handled_events', column: 'event_id', before: 'kept:', from: ':', to: ';' },
] as const;

/**
 * Deletes everything that is kept for a workspace, its corpus and its tokens included: what an
 * uninstall promises. One transaction.
 */
export async function forgetTeam(store: Store, team: string): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await emptyIndex(trx, store.engine, team);
    for (const table of TEAM_TABLES) {
      await trx.deleteFrom(table).where('team', '=', team).execute();
    }
    for (const { table, column, before, from, to } of KEY_RANGES) {
      const key = sql.ref(column);
      await sql`delete from ${sql.table(table)}
        where ${key} >= ${before + team + from} and ${key} < ${before + team + to}`.execute(trx);
    }
  });
}
