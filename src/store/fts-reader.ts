import { sql } from 'kysely';
import type { Entity } from '../search/alias-matcher.ts';
import type { SegmentFacts } from '../search/segment.ts';
import { openArticle } from './article-words.ts';
import { tokenOf, wordOf } from './fts-tokens.ts';
import type { LoadedArticle, TermFigures } from './fts-view.ts';
import { jsonValues } from './json-values.ts';
import type { Store } from './open-store.ts';
import { recentlyRead } from './recently-read.ts';
import type { TeamStore } from './team-store.ts';

export interface FtsFacts {
  readonly passages: number;
  readonly meanLength: number;
  /** Mean words an article, stop words and marks of names included. */
  readonly meanArticle: number;
  readonly learned: readonly Entity[];
  /** Grows with every change of the index. */
  readonly revision: number;
}

/** A list of a term, see fts-tokens.ts. */
export interface TermList {
  /** Number of the term. */
  readonly term: number;
  readonly list: number;
}

/** Reads what a search needs of one workspace's full-text tables. */
export interface FtsReader {
  facts(): Promise<FtsFacts>;
  terms(terms: Iterable<string>): Promise<Map<string, TermFigures>>;
  /** Names of the corpus that share the spelling keys. */
  spellings(keys: readonly string[]): Promise<Map<string, readonly string[]>>;
  /** Terms that begin with the letters, with their length in characters between the two. */
  termsLike(prefix: string, shortest: number, longest: number): Promise<readonly string[]>;
  named(entities: readonly string[]): Promise<SegmentFacts['named']>;
  /**
   * The places in each of the lists, as text: `512,1027,…`.
   * @param within only those that are in one of these lists too
   */
  lists(wanted: readonly TermList[], within?: readonly TermList[]): Promise<readonly string[]>;
  /** So many places at most that are in all of the lists. */
  inAll(wanted: readonly TermList[], most: number): Promise<string>;
  /** Articles of the passages, by id. Another workspace's are not found. */
  articles(passages: readonly number[]): Promise<readonly LoadedArticle[]>;
}

/** Terms that a loosened question is compared with, at most. */
const MOST_LIKE = 50_000;
/** Bytes of articles' words that are kept as they were read. */
const MOST_WORDS = 16_000_000;

export function createFtsReader({
  db,
  team,
  engine,
}: TeamStore & Pick<Store, 'engine'>): FtsReader {
  // An article that is written anew has other numbers: what was read stays true.
  const recent = recentlyRead<LoadedArticle>(MOST_WORDS);
  const isSqlite = engine === 'sqlite';
  return {
    async facts() {
      const row = await db
        .selectFrom('fts_facts')
        .selectAll()
        .where('team', '=', team)
        .executeTakeFirst();
      if (!row) return { passages: 0, meanLength: 0, meanArticle: 0, learned: [], revision: 0 };
      return {
        passages: row.passages,
        meanLength: row.words / Math.max(1, row.passages),
        meanArticle: row.all_words / Math.max(1, row.articles),
        learned: JSON.parse(row.learned) as readonly Entity[],
        revision: row.revision,
      };
    },
    async terms(terms) {
      const found = new Map<string, TermFigures>();
      const wanted = [...new Set(terms)];
      if (wanted.length === 0) return found;
      const { rows } = await sql<TermFigures & { readonly term: string }>`
        select term, number, df, capitals, small, lists from fts_terms
        where team = ${team} and term in ${jsonValues(engine, wanted, 'text')}`.execute(db);
      for (const { term, ...figures } of rows) found.set(term, figures);
      return found;
    },
    async spellings(keys) {
      const found = new Map<string, string[]>();
      if (keys.length === 0) return found;
      const rows = await db
        .selectFrom('fts_terms')
        .select(['term', 'spelling'])
        .where(sql<string>`team || ''`, '=', team)
        .where('spelling', 'in', keys)
        .where('df', '>', 0)
        .whereRef('capitals', '>', 'small')
        .execute();
      // Team and order not in plain columns: SQLite would walk through all terms of the workspace.
      rows.sort((a, b) => (a.term < b.term ? -1 : 1));
      for (const { term, spelling } of rows) {
        const names = found.get(spelling ?? '') ?? [];
        found.set(spelling ?? '', names);
        names.push(term);
      }
      return found;
    },
    async termsLike(prefix, shortest, longest) {
      const rows = await db
        .selectFrom('fts_terms')
        .select('term')
        .where('team', '=', team)
        .where('term', '>=', prefix)
        // Terms are compared byte by byte; U+FFFF is above every letter.
        .where('term', '<', `${prefix}\uffff`)
        .where((eb) => eb(eb.fn<number>('length', ['term']), '>=', shortest))
        .where((eb) => eb(eb.fn<number>('length', ['term']), '<=', longest))
        .where('df', '>', 0)
        .limit(MOST_LIKE)
        .execute();
      return rows.map(({ term }) => term);
    },
    async named(entities) {
      if (entities.length === 0) return [];
      const rows = await db
        .selectFrom('fts_names')
        .select(['entity', 'form', 'uses'])
        .where('team', '=', team)
        .where('entity', 'in', entities)
        .orderBy('entity')
        .orderBy('uses', 'desc')
        .orderBy('form')
        .execute();
      const byEntity = new Map<string, [string, number][]>();
      for (const { entity, form, uses } of rows) {
        const forms = byEntity.get(entity) ?? [];
        byEntity.set(entity, forms);
        forms.push([form, uses]);
      }
      return [...byEntity];
    },
    async lists(wanted, within) {
      if (wanted.length === 0) return [];
      const tokens = wanted.map(({ term, list }) => tokenOf(term, list));
      const keys = isSqlite ? tokens.map(wordOf) : tokens;
      const outer = within?.map(({ term, list }) => tokenOf(term, list));
      const either = outer?.map((token) => `"${wordOf(token)}"`).join(' OR ');
      const and = either === undefined ? '' : ` AND (${either})`;
      const { rows } = await sql<{ token: string; places: string | null }>`
        select j.value as token, (${
          isSqlite
            ? sql`select group_concat(rowid) from fts_index where fts_index match '"' || j.value || '"' || ${and}`
            : sql`select string_agg(place::text, ',') from fts_index
                where tokens @> array[j.value::integer]
                ${outer ? sql`and tokens && ${`{${outer.join(',')}}`}::integer[]` : sql``}`
        }) as places from ${jsonValues(engine, keys, isSqlite ? 'text' : 'bigint')} as j`.execute(
        db,
      );
      const places = new Map(rows.map((row) => [String(row.token), row.places ?? '']));
      return keys.map((key) => places.get(String(key)) ?? '');
    },
    async inAll(wanted, most) {
      const tokens = wanted.map(({ term, list }) => tokenOf(term, list));
      const match = tokens.map((token) => `"${wordOf(token)}"`).join(' AND ');
      const { rows } = await sql<{ places: string | null }>`${
        isSqlite
          ? sql`select group_concat(place) as places from (select rowid as place from fts_index
              where fts_index match ${match} limit ${most})`
          : sql`select string_agg(place::text, ',') as places from (select place from fts_index
              where tokens @> ${`{${tokens.join(',')}}`}::integer[] order by place limit ${most}) as p`
      }`.execute(db);
      return rows[0]?.places ?? '';
    },
    async articles(passages) {
      const { rows } = await sql<{ first: number }>`select distinct (select max(first_passage)
        from fts_articles where first_passage <= j.value) as first
        from ${jsonValues(engine, passages, 'bigint')} as j`.execute(db);
      const found = new Map<number, LoadedArticle>();
      const missing: number[] = [];
      for (const { first } of rows) {
        const known = first === null ? undefined : recent.get(String(first));
        if (known) found.set(first, known);
        else if (first !== null) missing.push(first);
      }
      if (missing.length > 0) {
        const read = await db
          .selectFrom('fts_articles')
          .select(['article_id', 'first_passage', 'day', 'words'])
          // Not as a plain column: SQLite would walk through all articles of the workspace.
          .where(sql<string>`team || ''`, '=', team)
          .where('first_passage', 'in', sql<number>`${jsonValues(engine, missing, 'bigint')}`)
          .execute();
        for (const { article_id: articleId, first_passage: first, day, words } of read) {
          const article = { articleId, first, day, words: openArticle(words) };
          found.set(first, article);
          recent.set(String(first), article, words.byteLength);
        }
      }
      return [...found.values()].sort((a, b) => (a.articleId < b.articleId ? -1 : 1));
    },
  };
}
