import { sql } from 'kysely';
import type { Entity } from '../search/alias-matcher.ts';
import type { SegmentFacts } from '../search/segment.ts';
import { chunks } from './chunks.ts';
import type { LoadedArticle, LoadedPassage, TermFigures } from './fts-view.ts';
import type { TeamStore } from './team-store.ts';

export interface FtsFacts {
  readonly passages: number;
  readonly meanLength: number;
  /** Mean words an article, stop words and marks of names included. */
  readonly meanArticle: number;
  readonly learned: readonly Entity[];
  /** No other workspace has passages. */
  readonly alone: boolean;
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
  /** Reads the passages into `known`, those that are not there yet. Another workspace's are not found. */
  load(pids: Iterable<number>, known: LoadedCorpus): Promise<void>;
  /** Reads the words (with `places`, where they stand too) of all other passages of articles in `known`. */
  loadWhole(known: LoadedCorpus, places?: boolean): Promise<void>;
}

/** What was read so far, by article. */
export type LoadedCorpus = Map<string, LoadedArticle & { loaded: Map<number, LoadedPassage> }>;

/** A passage that is read for its words, never shown. */
const WORDS_ONLY = { heading: '', speaker: '', passage: '' } as const;

/** Terms that a loosened question is compared with, at most. */
const MOST_LIKE = 50_000;

export function createFtsReader({ db, team }: TeamStore): FtsReader {
  return {
    async facts() {
      const rows = await db.selectFrom('fts_facts').selectAll().execute();
      const row = rows.find((each) => each.team === team);
      const alone = rows.every((each) => each.team === team || each.passages === 0);
      if (!row) return { passages: 0, meanLength: 0, meanArticle: 0, learned: [], alone };
      return {
        passages: row.passages,
        meanLength: row.words / Math.max(1, row.passages),
        meanArticle: row.all_words / Math.max(1, row.articles),
        learned: JSON.parse(row.learned) as readonly Entity[],
        alone,
      };
    },
    async terms(terms) {
      const found = new Map<string, TermFigures>();
      for (const chunk of chunks([...new Set(terms)])) {
        const rows = await db
          .selectFrom('fts_terms')
          .select(['term', 'df', 'capitals', 'small'])
          .where('team', '=', team)
          .where('term', 'in', chunk)
          .execute();
        for (const { term, ...figures } of rows) found.set(term, figures);
      }
      return found;
    },
    async spellings(keys) {
      const found = new Map<string, string[]>();
      if (keys.length === 0) return found;
      const rows = await db
        .selectFrom('fts_terms')
        .select(['term', 'spelling'])
        .where('team', '=', team)
        .where('spelling', 'in', keys)
        .where('df', '>', 0)
        .whereRef('capitals', '>', 'small')
        .orderBy('term')
        .execute();
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
    async load(pids, known) {
      const have = new Set(
        [...known.values()].flatMap(({ loaded }) => [...loaded.values()]).map(({ pid }) => pid),
      );
      const wanted = [...new Set(pids)].filter((pid) => !have.has(pid));
      const rows: (LoadedPassage & { readonly article_id: string; readonly idx: number })[] = [];
      for (const chunk of chunks(wanted)) {
        rows.push(
          ...(await db
            .selectFrom('fts_passages')
            .select(['pid', 'article_id', 'idx', 'words', 'heading', 'speaker', 'passage'])
            .where('pid', 'in', chunk)
            // Not as a plain column: SQLite would walk through all of the workspace's passages.
            .where(sql<string>`team || ''`, '=', team)
            .execute()),
        );
      }
      const ids = [...new Set(rows.map((row) => row.article_id))].filter((id) => !known.has(id));
      for (const chunk of chunks(ids)) {
        const articles = await db
          .selectFrom('fts_articles')
          .select(['article_id', 'passages', 'day', 'title'])
          .where('team', '=', team)
          .where('article_id', 'in', chunk)
          .execute();
        for (const { article_id, ...row } of articles) {
          known.set(article_id, { articleId: article_id, ...row, loaded: new Map() });
        }
      }
      for (const { article_id, idx, ...row } of rows) known.get(article_id)?.loaded.set(idx, row);
    },
    async loadWhole(known, places = false) {
      const partly = [...known.values()].filter(({ loaded, passages }) => loaded.size < passages);
      for (const chunk of chunks(partly.map(({ articleId }) => articleId))) {
        const rows = await db
          .selectFrom('fts_passages')
          .select(['pid', 'article_id', 'idx', 'words'])
          .$if(places, (query) => query.select('passage'))
          .where('team', '=', team)
          .where('article_id', 'in', chunk)
          .execute();
        for (const { article_id, idx, ...row } of rows) {
          const loaded = known.get(article_id)?.loaded;
          if (!loaded?.has(idx)) loaded?.set(idx, { ...WORDS_ONLY, ...row });
        }
      }
    },
  };
}
