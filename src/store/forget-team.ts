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
] as const;

/**
 * Deletes everything that is kept for a workspace, its corpus and its tokens included: what an
 * uninstall promises. One transaction. Ids of handled events name no workspace and hold no text once
 * answered; they go with the daily clean-up.
 */
export async function forgetTeam({ db }: Pick<Store, 'db'>, team: string): Promise<void> {
  // Subscription ids are `<team>/<channel>`, their scopes `digest:<team>/<channel>`; "0" follows "/".
  const [first, after] = [`${team}/`, `${team}0`];
  await db.transaction().execute(async (trx) => {
    for (const table of TEAM_TABLES) {
      await trx.deleteFrom(table).where('team', '=', team).execute();
    }
    await trx
      .deleteFrom('digest_runs')
      .where('subscription', '>=', first)
      .where('subscription', '<', after)
      .execute();
    await trx
      .deleteFrom('shown_excerpts')
      .where('scope', '>=', `digest:${first}`)
      .where('scope', '<', `digest:${after}`)
      .execute();
  });
}
