import type { Kysely, Transaction } from 'kysely';
import type { Entity } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import { segmentBuilder } from '../search/build-segment.ts';
import type { IndexedArticle } from '../search/search.ts';
import type { Segment } from '../search/segment.ts';
import { TERM_MASK } from '../search/token-flags.ts';
import { openVocabulary } from '../search/vocabulary.ts';
import { chunks } from './chunks.ts';
import {
  applyDeltas,
  countForms,
  countPassage,
  type Deltas,
  fieldsOf,
  noDeltas,
} from './fts-figures.ts';
import { type PassageRow, removePassages, writePassages } from './fts-rows.ts';
import { encodeWords, type FlaggedWord } from './fts-words.ts';
import type { Store } from './open-store.ts';
import type { Schema } from './schema.ts';
import type { TeamStore } from './team-store.ts';

export interface FtsWriter {
  /** Empties the index and sets what the corpus says its acronyms stand for. */
  reset(learned: readonly Entity[]): Promise<void>;
  /** Indexes these articles, anew where they are indexed already; one transaction. */
  put(articles: readonly (IndexedArticle & { readonly version: string })[]): Promise<void>;
  remove(articleIds: readonly string[]): Promise<void>;
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
    for (const chunk of chunks(ids)) {
      const rows = await trx
        .selectFrom('fts_passages')
        .innerJoin('fts_articles', (join) =>
          join
            .onRef('fts_articles.team', '=', 'fts_passages.team')
            .onRef('fts_articles.article_id', '=', 'fts_passages.article_id'),
        )
        .select(['pid', 'words', 'heading', 'speaker', 'title'])
        .where('fts_passages.team', '=', team)
        .where('fts_passages.article_id', 'in', chunk)
        .execute();
      for (const row of rows) {
        countPassage(deltas, fieldsOf(row), -1);
      }
      await removePassages(
        trx,
        engine,
        rows.map(({ pid }) => pid),
      );
      const { numDeletedRows } = await trx
        .deleteFrom('fts_articles')
        .where('team', '=', team)
        .where('article_id', 'in', chunk)
        .executeTakeFirst();
      deltas.articles -= Number(numDeletedRows);
    }
  }

  return {
    async reset(entities) {
      await db.transaction().execute(async (trx) => {
        const rows = await trx
          .selectFrom('fts_passages')
          .select('pid')
          .where('team', '=', team)
          .execute();
        await removePassages(
          trx,
          engine,
          rows.map(({ pid }) => pid),
        );
        for (const table of ['fts_articles', 'fts_terms', 'fts_names', 'fts_facts'] as const) {
          await trx.deleteFrom(table).where('team', '=', team).execute();
        }
        await trx
          .insertInto('fts_facts')
          .values({
            team,
            passages: 0,
            words: 0,
            articles: 0,
            all_words: 0,
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
        const read = wordReader(segment);
        const rows: PassageRow[] = [];
        const written = articles.map((indexed, number) => {
          const first = segment.articlePassages[number] ?? 0;
          const title = read(segment.titles, segment.titleAt, number);
          indexed.passages.forEach((passage, idx) => {
            const fields = {
              title,
              words: read(segment.forward, segment.forwardAt, first + idx),
              heading: read(segment.headings, segment.headingAt, first + idx),
              speaker: read(segment.speakers, segment.speakerAt, first + idx),
            };
            countPassage(deltas, fields, 1);
            rows.push({ team, articleId: indexed.article.id, idx, passage, ...fields });
          });
          return {
            team,
            article_id: indexed.article.id,
            version: indexed.version,
            passages: indexed.passages.length,
            day: segment.days[number] ?? 0,
            title: encodeWords(title),
            ...shelved(indexed),
          };
        });
        for (const chunk of chunks(written)) {
          await trx.insertInto('fts_articles').values(chunk).execute();
        }
        countForms(deltas, segment);
        deltas.articles += articles.length;
        await writePassages(trx, engine, rows);
        await applyDeltas(trx, team, deltas);
      });
    },
    async remove(ids) {
      await db.transaction().execute(async (trx) => {
        const deltas = noDeltas();
        await drop(trx, ids, deltas);
        await applyDeltas(trx, team, deltas);
      });
    },
  };
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

function wordReader(segment: Segment) {
  const vocabulary = openVocabulary(segment.vocabulary);
  return (words: Uint32Array, at: Uint32Array, place: number): FlaggedWord[] =>
    [...words.subarray(at[place]!, at[place + 1]!)].map((word) => ({
      term: vocabulary.termOf(word & TERM_MASK),
      flags: (word & ~TERM_MASK) >>> 0,
    }));
}
