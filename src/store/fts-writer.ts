import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely';
import type { Entity } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import { segmentBuilder } from '../search/build-segment.ts';
import type { IndexedArticle } from '../search/search.ts';
import { idsIn } from './article-condition.ts';
import { encodeArticle, openArticle } from './article-words.ts';
import { chunks } from './chunks.ts';
import { emptyIndex } from './empty-index.ts';
import {
  applyDeltas,
  countIn,
  countOut,
  type Deltas,
  noDeltas,
  takeNumbers,
} from './fts-figures.ts';
import { removePlaces, writePlaces } from './fts-rows.ts';
import type { Store } from './open-store.ts';
import type { Schema } from './schema.ts';
import type { TeamStore } from './team-store.ts';

export interface FtsWriter {
  /** Empties the index and sets what the corpus says its acronyms stand for. */
  reset(learned: readonly Entity[]): Promise<void>;
  /** Indexes these articles, anew where they are indexed already; one transaction. */
  put(articles: readonly (IndexedArticle & { readonly version: string })[]): Promise<void>;
  remove(articleIds: readonly string[]): Promise<void>;
  /**
   * After many writes: what PostgreSQL keeps beside its index for later goes into it, and it counts anew; the parts of
   * SQLite's become one, which a question reads in two thirds of the time.
   */
  settle(): Promise<void>;
}

/**
 * Keeps the database's full-text index of one workspace. What an article's words are is decided by the
 * same analyzer and aliases as in memory; the figures of the corpus (df, lengths, spellings) are kept
 * beside it, up to date with every batch.
 */
export function createFtsWriter(
  store: TeamStore & Pick<Store, 'engine'>,
  aliases: Aliases,
): FtsWriter {
  const { db, team, engine } = store;

  async function learned(trx: Kysely<Schema>): Promise<readonly Entity[]> {
    const row = await trx
      .selectFrom('fts_facts')
      .select('learned')
      .where('team', '=', team)
      .executeTakeFirst();
    return row ? (JSON.parse(row.learned) as readonly Entity[]) : [];
  }

  async function drop(trx: Transaction<Schema>, ids: readonly string[], deltas: Deltas) {
    const these = sql<SqlBool>`article_id in ${idsIn(engine, ids)}`;
    const rows = await trx
      .selectFrom('fts_articles')
      .select(['first_passage', 'passages', 'words'])
      .where('team', '=', team)
      .where(these)
      .orderBy('first_passage')
      .execute();
    if (rows.length === 0) return;
    await trx.deleteFrom('fts_articles').where('team', '=', team).where(these).execute();
    for (const row of rows) countOut(deltas, openArticle(row.words));
    await removePlaces(trx, engine, rows);
  }

  return {
    async reset(entities) {
      await db.transaction().execute(async (trx) => {
        await emptyIndex(trx, engine, team);
        await trx
          .insertInto('fts_facts')
          .values({
            team,
            passages: 0,
            words: 0,
            articles: 0,
            all_words: 0,
            revision: 0,
            sequence: 0,
            learned: JSON.stringify(entities),
          })
          .execute();
      });
    },
    async put(articles) {
      await db.transaction().execute(async (trx) => {
        const known = await learned(trx);
        const deltas = noDeltas();
        await drop(
          trx,
          articles.map(({ article }) => article.id),
          deltas,
        );
        // One segment for the batch: making a matcher of the aliases takes longer than reading an article.
        const builder = segmentBuilder(aliases, known);
        for (const indexed of articles) builder.add(indexed);
        const segment = builder.finish();
        const terms = countIn(deltas, segment);
        const numbers = await applyDeltas(trx, engine, team, deltas);
        const first = await takeNumbers(trx, 'passage', segment.lengths.length);
        const written = articles.map((indexed, number) => ({
          team,
          article_id: indexed.article.id,
          version: indexed.version,
          first_passage: first + segment.articlePassages[number]!,
          passages: indexed.passages.length,
          day: segment.days[number] ?? 0,
          words: encodeArticle(segment, number, indexed.passages),
          ...shelved(indexed),
        }));
        for (const chunk of chunks(written)) {
          await trx.insertInto('fts_articles').values(chunk).execute();
        }
        const own = terms.map((term) => numbers.get(term)!);
        await writePlaces(trx, engine, segment, first, own);
      });
    },
    async remove(ids) {
      await db.transaction().execute(async (trx) => {
        const deltas = noDeltas();
        await drop(trx, ids, deltas);
        await applyDeltas(trx, engine, team, deltas);
      });
    },
    async settle() {
      if (engine === 'sqlite') {
        await mergeSegments(db);
        return;
      }
      await sql`select gin_clean_pending_list('fts_index_tokens')`.execute(db);
      for (const table of ['fts_index', 'fts_articles', 'fts_terms']) {
        await sql`analyze ${sql.table(table)}`.execute(db);
      }
    },
  };
}

/** Pages that are merged in one transaction: others write in between. */
const PAGES = 200;

/** As the manual of FTS5 says: a negative number begins, positive ones go on until nothing is left to change. */
async function mergeSegments(db: Kysely<Schema>): Promise<void> {
  const changes = sql<{ count: number }>`select total_changes() as count`;
  const changed = async () => (await changes.execute(db)).rows[0]?.count ?? 0;
  let pages = -PAGES;
  for (let before = await changed(); ; ) {
    await sql`insert into fts_index (fts_index, rank) values ('merge', ${pages})`.execute(db);
    const now = await changed();
    // The command itself counts as one change. Those of other writers make it go on, at most once too often each.
    if (now - before < 2) return;
    [before, pages] = [now, PAGES];
  }
}

/** What a desk shows of the article. */
function shelved({ article, attributions }: IndexedArticle) {
  const { id, publisher = '', publishedAt = '', url = '', sources, topics } = article;
  const names = [publisher, url, id, ...sources.map((source) => source.publisher ?? '')];
  return {
    published: plainText(publishedAt),
    publisher: plainText(publisher),
    named: plainText(names.filter(Boolean).join('\n').toLowerCase()),
    topics: JSON.stringify(topics),
    document: JSON.stringify({ article, attributions }),
  };
}

/** A NUL and lone surrogates, which neither engine keeps in a text column, are never searched for. */
function plainText(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed();
}
