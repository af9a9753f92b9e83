import { type RawBuilder, sql } from 'kysely';
import { postgresLexeme, sqliteToken } from './fts-words.ts';
import type { Store } from './open-store.ts';

/** A term to look for. */
export interface ProposalTerm {
  readonly term: string;
  /** What holding it is worth. */
  readonly idf: number;
}

/** Which passages are asked for. */
export interface Wanted {
  /** At least one of these; empty: whatever holds `all`. */
  readonly any: readonly ProposalTerm[];
  /** What else counts for the order, where the engine can say it. */
  readonly also?: readonly ProposalTerm[];
  /** Filters ask for each of these: in any field, or as words of a speaker's name. */
  readonly all?: readonly { readonly term: string; readonly ofSpeaker: boolean }[];
  /** A condition on `fts_articles`. */
  readonly articles?: RawBuilder<unknown>;
  /** No other workspace has passages: asking for this one's takes as long as a term of the question. */
  readonly alone: boolean;
}

/** A proposed passage. */
export interface Place {
  readonly pid: number;
  readonly articleId: string;
}

/**
 * The best passages that hold any of the question's terms (never all of them: AND loses most answers),
 * by the engine's own index, best first.
 */
export async function proposePassages(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  team: string,
  wanted: Wanted,
  limit: number,
): Promise<readonly Place[]> {
  const { any, all = [] } = wanted;
  if (any.length === 0 && all.length === 0) return [];
  const statement =
    engine === 'sqlite' ? onSqlite(team, wanted, limit) : onPostgres(team, wanted, limit);
  return (await sql<Place>`${statement}`.execute(db)).rows;
}

const FIELDS = '{title heading speaker words}';

function onSqlite(
  team: string,
  { any, all = [], articles, alone }: Wanted,
  limit: number,
): RawBuilder<unknown> {
  const parts = [
    ...(alone ? [] : [`team : "${sqliteToken(team)}"`]),
    ...all.map(
      ({ term, ofSpeaker }) => `${ofSpeaker ? 'speaker' : FIELDS} : "${sqliteToken(term)}"`,
    ),
  ];
  if (any.length > 0) {
    parts.push(`${FIELDS} : (${any.map(({ term }) => `"${sqliteToken(term)}"`).join(' OR ')})`);
  }
  const match = parts.join(' AND ');
  const ranked = sql`from fts_index where fts_index match ${match}
    and rank match 'bm25(0, 0.7, 0.5, 0.5, 1)'`;
  if (!articles) {
    return sql`select pid, article_id as "articleId" from fts_passages join (
        select rowid as found, rank ${ranked} order by rank limit ${limit}
      ) on pid = found order by rank, pid`;
  }
  return sql`select p.pid, p.article_id as "articleId"
    from (select rowid as found, rank ${ranked}) join fts_passages p on p.pid = found
    where p.article_id in (select article_id from fts_articles where team = ${team} and ${articles})
    order by rank, p.pid limit ${limit}`;
}

function onPostgres(
  team: string,
  { any, also = [], all = [], articles }: Wanted,
  limit: number,
): RawBuilder<unknown> {
  const parts = all.map(({ term, ofSpeaker }) => postgresLexeme(term) + (ofSpeaker ? ':C' : ''));
  if (any.length > 0) {
    parts.push(`(${any.map(({ term }) => postgresLexeme(term)).join(' | ')})`);
  }
  // ts_rank knows nothing of rarity: each term is ranked alone and weighted.
  const ranks = [sql`0::float8`].concat(
    [...any, ...also].map(
      ({ term, idf }) =>
        sql`ts_rank('{0.5,0.25,0.25,0.35}', lexemes, ${postgresLexeme(term)}::tsquery, 1) * ${idf}::float8`,
    ),
  );
  return sql`select pid, article_id as "articleId" from fts_passages
    where team = ${team} and lexemes @@ ${parts.join(' & ')}::tsquery
    ${articles ? sql`and article_id in (select article_id from fts_articles where team = ${team} and ${articles})` : sql``}
    order by ${sql.join(ranks, sql` + `)} desc, pid limit ${limit}`;
}
