import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type SqlBool, sql } from 'kysely';
import type { Desk } from '../answer/desk.ts';
import { readingDesk } from '../answer/reading-desk.ts';
import type { Article } from '../article/article.ts';
import { articleVersion } from '../ingest/corpus-version.ts';
import type { ArticleChange, ArticleStore } from '../ingest/ports.ts';
import { indexArticle } from '../search/index-article.ts';
import { entityLearner } from '../search/learn-entities.ts';
import { idsIn } from '../store/article-condition.ts';
import { createFtsIndex } from '../store/fts-index.ts';
import { ftsShelf } from '../store/fts-shelf.ts';
import { indexReached, indexSequence, lastSequence } from '../store/index-sequence.ts';
import { oneWriter } from '../store/one-writer.ts';
import type { Store } from '../store/open-store.ts';
import { syncFts } from '../store/sync-fts.ts';
import type { TeamStore } from '../store/team-store.ts';
import { ArticleVersions } from './article-versions.ts';
import type { CorpusKeeper } from './corpus-keeper.ts';
import { liveDesk } from './live-desk.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { CorpusText } from './open-desk.ts';

export interface DatabaseKeeperOptions {
  readonly store: TeamStore & Pick<Store, 'engine'>;
  readonly articles: Pick<ArticleStore, 'get' | 'changesAfter'>;
  readonly read: CorpusText;
  /** Reads the folders again: their texts are not kept. */
  readonly reread: () => Promise<CorpusText>;
  readonly signal: AbortSignal;
  readonly onIndex: (passages: number) => void;
}

/** Changes when passages, quotes or words are found otherwise: what was indexed before is indexed anew. */
const READING = 2;
const CHANGES_AT_ONCE = 500;

/**
 * The served corpus with its passages and articles in the database: no process holds them. Folders and
 * added articles are brought into the database's index first (one replica writes, others wait for it), so
 * a desk answers from the whole corpus or not at all; a change makes a new desk, as in memory, and is written
 * without looking at the articles that did not change.
 */
export async function databaseKeeper(options: DatabaseKeeperOptions): Promise<CorpusKeeper> {
  const { store, articles, signal } = options;
  const { db, team } = store;
  let aliases = options.read.aliases;
  let aliasesText = options.read.aliasesText;
  let folder = versionsOf(options.read.articles);
  let versions = new ArticleVersions([]);
  let passages = 0;

  /** Versions of the added articles (of those ids), which take the place of the folders' ones with the same id. */
  async function addedVersions(ids?: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await db
      .selectFrom('articles')
      .select(['id', 'version'])
      .where('team', '=', team)
      .where('removed_at', 'is', null)
      .$if(ids !== undefined, (query) =>
        query.where(sql<SqlBool>`id in ${idsIn(store.engine, ids ?? [])}`),
      )
      .execute();
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  /** Brings the index to `versions`: all of it, or those articles alone. */
  async function write(texts: CorpusText | null, only?: readonly string[]): Promise<void> {
    const suffix = `/${READING}/${createHash('sha256').update(aliasesText).digest('hex').slice(0, 16)}`;
    let known = texts && byIdOf(texts.articles);
    const textOf = async (id: string): Promise<Article | null> => {
      const version = versions.get(id);
      const added = await articles.get(id);
      if (added && added.version === version) return added.article;
      known ??= byIdOf((await options.reread()).articles);
      return known.get(id) ?? added?.article ?? null;
    };
    const all = only
      ? only.flatMap((id) => {
          const version = versions.get(id);
          return version === undefined ? [] : [[id, version] as const];
        })
      : [...versions.entries()];
    await syncFts({
      store,
      aliases,
      wanted: all.map(([id, version]) => ({ id, version: version + suffix })),
      ...(only ? { only } : {}),
      async read(id) {
        signal.throwIfAborted();
        await setImmediate();
        const article = await textOf(id);
        return article && indexArticle(article);
      },
      async learned() {
        const learner = entityLearner(aliases);
        for (const [id] of all) {
          const article = await textOf(id);
          if (article) learner.add(article.body);
        }
        return learner.finish();
      },
    });
  }

  /** Compares every article of folders and store with the index: at the start, and when a folder changed. */
  async function bringUpToDate(texts: CorpusText): Promise<Desk> {
    await oneWriter(store, team, signal, async () => {
      const sequence = await lastSequence(db, team);
      versions = new ArticleVersions([...folder, ...(await addedVersions())]);
      await write(texts);
      await indexReached(store, sequence);
    });
    return await makeDesk();
  }

  /** Looks at what changed since, and no further. Another replica may have written it to the index already. */
  async function follow(changes: readonly ArticleChange[]): Promise<Desk> {
    await oneWriter(store, team, signal, async () => {
      const since = await indexSequence(store);
      const pending = await changesAfter(since);
      const ids = [...new Set([...changes, ...pending].map(({ id }) => id))];
      const added = await addedVersions(ids);
      for (const id of ids) versions.set(id, added.get(id) ?? folder.get(id));
      await write(null, [...new Set(pending.map(({ id }) => id))]);
      const last = pending.at(-1);
      if (last) await indexReached(store, last.sequence);
    });
    return await makeDesk();
  }

  async function changesAfter(sequence: number): Promise<readonly ArticleChange[]> {
    const all: ArticleChange[] = [];
    for (;;) {
      const some = await articles.changesAfter(all.at(-1)?.sequence ?? sequence, CHANGES_AT_ONCE);
      all.push(...some);
      if (some.length < CHANGES_AT_ONCE) return all;
    }
  }

  async function makeDesk(): Promise<Desk> {
    const { rows } = await sql<{ size: number; oldest: string | null; newest: string | null }>`
      select count(*) as size, min(nullif(substr(published, 1, 10), '')) as oldest,
        max(nullif(substr(published, 1, 10), '')) as newest, max(published) as latest
      from fts_articles where team = ${team}`.execute(db);
    const { size = 0, oldest, newest } = rows[0] ?? {};
    const shelf = ftsShelf(store, Number(size));
    const index = await createFtsIndex({
      store,
      aliases,
      ...(newest ? { newest } : {}),
      read: async (id) => (await shelf.read([id]))[0] ?? null,
    });
    passages = index.passages;
    options.onIndex(passages);
    return readingDesk({
      shelf,
      index,
      aliases,
      version: versions.hash(aliasesText),
      coverage: { articles: Number(size), ...(oldest && newest ? { oldest, newest } : {}) },
      pause: () => setImmediate(),
    });
  }

  const live = liveDesk(await bringUpToDate(options.read));
  const inTurn = oneAtATime();
  return {
    desk: live.desk,
    passages: () => passages,
    apply: (changes) =>
      inTurn(async () => {
        if (changes.length > 0) live.replace(await follow(changes));
      }),
    reread: (next) =>
      inTurn(async () => {
        if (next.articles.length === 0) return;
        ({ aliases, aliasesText } = next);
        folder = versionsOf(next.articles);
        live.replace(await bringUpToDate(next));
      }),
  };
}

function versionsOf(articles: readonly Article[]): ReadonlyMap<string, string> {
  return new Map(articles.map((article) => [article.id, articleVersion(article)]));
}

function byIdOf(articles: readonly Article[]): ReadonlyMap<string, Article> {
  return new Map(articles.map((article) => [article.id, article]));
}
