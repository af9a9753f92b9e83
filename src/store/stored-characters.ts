import { sql } from 'kysely';
import type { TeamStore } from './team-store.ts';

/** Characters of the documents of the articles that were added and are not removed. */
export async function storedCharacters({ db, team }: TeamStore): Promise<number> {
  const { rows } = await sql<{ characters: number | null }>`
    select sum(length(v.document)) as characters from articles a
    join article_versions v on v.team = a.team and v.article_id = a.id and v.version = a.version
    where a.team = ${team} and a.removed_at is null`.execute(db);
  return Number(rows[0]?.characters ?? 0);
}
