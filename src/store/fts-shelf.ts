import { type RawBuilder, sql } from 'kysely';
import { type Shelf, sortedPublishers, sortedTopics } from '../answer/shelf.ts';
import type { Article } from '../article/article.ts';
import type { Attribution } from '../article/attribution.ts';
import { analyze } from '../search/analyzer.ts';
import type { IndexedArticle } from '../search/search.ts';
import { articleCondition, idsIn } from './article-condition.ts';
import { openArticle } from './article-words.ts';
import { createFtsReader } from './fts-reader.ts';
import { passageAt } from './fts-tokens.ts';
import type { TermFigures } from './fts-view.ts';
import { jsonValues } from './json-values.ts';
import type { Store } from './open-store.ts';
import { eachPlace } from './posting-lists.ts';
import { recentlyRead } from './recently-read.ts';
import type { TeamStore } from './team-store.ts';

/** Articles read at a stretch. */
const SLICE = 50;
/** Characters of documents that are kept. */
const MOST_DOCUMENTS = 8_000_000;
/** Rows without bodies read at a stretch. */
const ROWS = 5_000;
/** Rarest words of a text that an article has to hold; one of them may be missing from its passages. */
const RAREST = 4;

const hasPassages = sql`passages > 0`;

/** The articles of the database's own index, read from it when they are asked for. */
export function ftsShelf(store: TeamStore & Pick<Store, 'engine'>, size: number): Shelf {
  const { db, team, engine } = store;
  const reader = createFtsReader(store);
  const recent = recentlyRead<IndexedArticle>(MOST_DOCUMENTS);

  /** Ids and versions of articles, in some order. */
  async function found(rest: RawBuilder<unknown>) {
    const { rows } = await sql<{ id: string; version: string }>`
      select article_id as id, version from fts_articles where team = ${team} and ${rest}`.execute(
      db,
    );
    return rows;
  }

  /** The articles of the rows, in their order. */
  async function open(
    rows: readonly { readonly id: string; readonly version: string }[],
  ): Promise<readonly IndexedArticle[]> {
    const known = new Map<string, IndexedArticle>();
    const missing: string[] = [];
    for (const { id, version } of rows) {
      const one = recent.get(`${id}\n${version}`);
      if (one) known.set(id, one);
      else missing.push(id);
    }
    for (let from = 0; from < missing.length; from += SLICE) {
      const ids = idsIn(engine, missing.slice(from, from + SLICE));
      const read = await sql<{ id: string; version: string; document: string; words: Uint8Array }>`
        select article_id as id, version, document, words from fts_articles
        where team = ${team} and article_id in ${ids}`.execute(db);
      for (const { id, version, document, words } of read.rows) {
        const parts = JSON.parse(document) as { article: Article; attributions: Attribution[] };
        const own = openArticle(words);
        const passages = Array.from({ length: own.passages }, (_, i) => own.passage(i));
        const indexed = { ...parts, passages };
        known.set(id, indexed);
        recent.set(`${id}\n${version}`, indexed, document.length);
      }
    }
    return rows.flatMap(({ id }) => known.get(id) ?? []);
  }

  async function* inSlices(rest: RawBuilder<unknown>): AsyncGenerator<readonly IndexedArticle[]> {
    const rows = await found(rest);
    for (let from = 0; from < rows.length; from += SLICE) {
      yield await open(rows.slice(from, from + SLICE));
    }
  }

  async function* all(): AsyncGenerator<readonly IndexedArticle[]> {
    for (let after = ''; ; ) {
      const rows = await found(sql`article_id > ${after} order by article_id limit ${SLICE}`);
      if (rows.length === 0) return;
      yield await open(rows);
      after = rows.at(-1)?.id ?? '';
    }
  }

  async function eachRow<T extends { readonly id: string }>(
    columns: RawBuilder<unknown>,
    visit: (row: T) => void,
  ): Promise<void> {
    for (let after = ''; ; ) {
      const { rows } = await sql<T>`select article_id as id, ${columns} from fts_articles
        where team = ${team} and article_id > ${after} order by article_id limit ${ROWS}`.execute(
        db,
      );
      rows.forEach(visit);
      if (rows.length < ROWS) return;
      after = rows.at(-1)?.id ?? '';
    }
  }

  /** The rarest words of the texts, or `null` where they have none that are indexed at all. */
  async function rarest(
    texts: readonly string[],
  ): Promise<readonly (TermFigures | undefined)[] | null> {
    const terms = new Set(
      texts.flatMap((text) => analyze(text).flatMap(({ term, stop }) => (stop ? [] : [term]))),
    );
    if (terms.size === 0) return null;
    const figures = await reader.terms([...terms].slice(0, 500));
    return [...terms]
      .map((term) => figures.get(term))
      .sort((a, b) => (a?.df ?? 0) - (b?.df ?? 0))
      .slice(0, RAREST);
  }

  async function* holding(texts: readonly string[]): AsyncGenerator<readonly IndexedArticle[]> {
    const terms = await rarest(texts);
    const order = sql`order by case when published = '' then '9999' else published end, article_id`;
    if (terms === null) {
      yield* inSlices(sql`${hasPassages} ${order}`);
      return;
    }
    // A word of a quote may stand outside the passages (in a heading): one is not insisted on.
    const least = Math.max(1, terms.length - 1);
    const lists = await reader.lists(
      terms.flatMap((term) => (term && term.df > 0 ? [{ term: term.number, list: 0 }] : [])),
    );
    const ids = await articlesInMost(lists, least);
    yield* inSlices(sql`article_id in ${idsIn(engine, ids)} ${order}`);
  }

  /** Ids of the articles that have places in so many of the lists at least. */
  async function articlesInMost(
    lists: readonly string[],
    least: number,
  ): Promise<readonly string[]> {
    if (lists.length < least) return [];
    // Whoever is in so many of the lists is in one of the first few, the rarest ones.
    const passages = lists.map(passagesOf);
    const few = [...new Set(passages.slice(0, lists.length - least + 1).flat())];
    const { rows } = await sql<{ id: string; first: number; end: number }>`
      select article_id as id, first_passage as first, first_passage + passages as end
      from fts_articles where team || '' = ${team} and first_passage in (select
        (select max(first_passage) from fts_articles where first_passage <= j.value)
        from ${jsonValues(engine, few, 'bigint')} as j) order by first_passage`.execute(db);
    const held = new Uint8Array(rows.length);
    for (const own of passages) {
      let row = 0;
      let counted = -1;
      for (const passage of own) {
        while (row < rows.length && rows[row]!.end <= passage) row += 1;
        if (row === rows.length) break;
        if (row === counted || rows[row]!.first > passage) continue;
        held[row]! += 1;
        counted = row;
      }
    }
    return rows.flatMap(({ id }, at) => (held[at]! >= least ? [id] : []));
  }

  return {
    size,
    async read(ids) {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return [];
      return open(await found(sql`article_id in ${idsIn(engine, wanted)} order by article_id`));
    },
    async newest(count, filter) {
      const condition = filter && articleCondition(engine, filter);
      return open(
        await found(sql`${condition ?? sql`1 = 1`}
          order by published desc, article_id limit ${count}`),
      );
    },
    async between(since, until) {
      if (since === undefined && until === undefined) {
        return open(await found(sql`1 = 1 order by article_id`));
      }
      const day = sql`substr(published, 1, 10)`;
      const from =
        since === undefined ? sql`` : sql`and ${day} >= substr(${since}, 1, length(${day}))`;
      const to =
        until === undefined ? sql`` : sql`and ${day} < substr(${until}, 1, length(${day}))`;
      return open(await found(sql`published <> '' ${from} ${to} order by article_id`));
    },
    async spread(count) {
      const ids: { id: string; version: string }[] = [];
      const step = Math.max(1, size / count);
      let number = 0;
      let next = 0;
      await eachRow<{ id: string; version: string }>(sql`version`, (row) => {
        if (number++ < Math.floor(next)) return;
        ids.push(row);
        next += step;
      });
      return open(ids);
    },
    async statedTopics() {
      const counts = new Map<string, number>();
      await eachRow<{ id: string; topics: string }>(sql`topics`, ({ topics }) => {
        if (topics === '[]') return;
        for (const topic of JSON.parse(topics) as string[]) {
          counts.set(topic, (counts.get(topic) ?? 0) + 1);
        }
      });
      return counts.size > 0 ? sortedTopics(counts) : null;
    },
    async publishers() {
      const { rows } = await sql<{ publisher: string; articles: number }>`
        select publisher, count(*) as articles from fts_articles where team = ${team}
        group by publisher`.execute(db);
      return sortedPublishers(
        new Map(rows.map(({ publisher, articles }) => [publisher, Number(articles)])),
      );
    },
    async published() {
      const dates: { articleId: string; publishedAt?: string }[] = [];
      await eachRow<{ id: string; published: string }>(sql`published`, ({ id, published }) => {
        dates.push({ articleId: id, ...(published ? { publishedAt: published } : {}) });
      });
      return dates;
    },
    all,
    holding: (texts) => ({ earliestFirst: true, slices: holding(texts) }),
  };
}

/** Ascending. */
function passagesOf(places: string): number[] {
  const passages: number[] = [];
  eachPlace(places, (place) => passages.push(passageAt(place)));
  return passages.sort((a, b) => a - b);
}
