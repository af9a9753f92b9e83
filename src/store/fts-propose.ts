import { sql } from 'kysely';
import { postgresLexeme, sqliteToken } from './fts-words.ts';
import type { Store } from './open-store.ts';

/** A term to look for. */
export interface ProposalTerm {
  readonly term: string;
  /** What holding it is worth. */
  readonly idf: number;
}

/** A proposed passage. */
export interface Place {
  readonly pid: number;
  readonly articleId: string;
}

/**
 * The best passages that hold any of the terms (never all of them: AND loses most answers), by the
 * engine's own index, best first.
 */
export async function proposePassages(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  team: string,
  terms: readonly ProposalTerm[],
  limit: number,
): Promise<readonly Place[]> {
  if (terms.length === 0) return [];
  if (engine === 'sqlite') {
    const any = terms.map(({ term }) => `"${sqliteToken(term)}"`).join(' OR ');
    const match = `team : "${sqliteToken(team)}" AND {title heading speaker words} : (${any})`;
    const { rows } = await sql<Place>`
      select pid, article_id as "articleId" from fts_passages join (
        select rowid as found, rank from fts_index
        where fts_index match ${match} and rank match 'bm25(0, 0.7, 0.5, 0.5, 1)'
        order by rank limit ${limit}
      ) on pid = found order by rank, pid`.execute(db);
    return rows;
  }
  const any = terms.map(({ term }) => postgresLexeme(term)).join(' | ');
  // ts_rank knows nothing of rarity: each term is ranked alone and weighted.
  const ranks = terms.map(
    ({ term, idf }) =>
      sql`ts_rank('{0.5,0.25,0.25,0.35}', lexemes, ${postgresLexeme(term)}::tsquery, 1) * ${idf}::float8`,
  );
  const { rows } = await sql<Place>`
    select pid, article_id as "articleId" from fts_passages
    where team = ${team} and lexemes @@ ${any}::tsquery
    order by ${sql.join(ranks, sql` + `)} desc, pid limit ${limit}`.execute(db);
  return rows;
}
