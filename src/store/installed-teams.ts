import type { Store } from './open-store.ts';

/** Ids of the workspaces that installed the app, sorted. */
export async function installedTeams({ db }: Pick<Store, 'db'>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('installations')
    .select('team')
    .where('team', 'is not', null)
    .orderBy('team')
    .execute();
  return rows.flatMap((row) => (row.team === null ? [] : [row.team]));
}
