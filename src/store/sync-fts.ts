import { type SqlBool, sql } from 'kysely';
import type { Entity } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import type { IndexedArticle } from '../search/search.ts';
import { idsIn } from './article-condition.ts';
import { createFtsWriter } from './fts-writer.ts';
import type { Store } from './open-store.ts';
import type { TeamStore } from './team-store.ts';

export interface SyncFtsOptions {
  readonly store: TeamStore & Pick<Store, 'engine'>;
  readonly aliases: Aliases;
  /** Id and content hash of every article of the corpus, or of those of `only`. */
  readonly wanted: readonly { readonly id: string; readonly version: string }[];
  /** Ids to look at, when it is known what changed; those that are not wanted are gone. @default all */
  readonly only?: readonly string[];
  /** `null`: it is gone meanwhile. */
  readonly read: (id: string) => Promise<IndexedArticle | null>;
  /** What the corpus says its acronyms stand for; used when the index is built from nothing. */
  readonly learned: () => readonly Entity[] | Promise<readonly Entity[]>;
}

/** Written in one transaction: more take less each, and hold up other writers for longer. */
const ARTICLES_AT_ONCE = 50;
/** Changes after which the database is told to put its index in order. */
const SETTLED_AFTER = 500;

/**
 * Brings the database's full-text index to the corpus: what is new or changed is indexed, what is gone
 * is taken out. Only by the leader; a run that is cut off is taken up by the next one.
 * @returns how many articles were written and removed.
 */
export async function syncFts(
  options: SyncFtsOptions,
): Promise<{ readonly put: number; readonly removed: number }> {
  const { store, wanted, only, read } = options;
  const writer = createFtsWriter(store, options.aliases);
  const rows = await store.db
    .selectFrom('fts_articles')
    .select(['article_id', 'version'])
    .where('team', '=', store.team)
    .$if(only !== undefined, (query) =>
      query.where(sql<SqlBool>`article_id in ${idsIn(store.engine, only ?? [])}`),
    )
    .execute();
  if (rows.length === 0 && only === undefined) await writer.reset(await options.learned());
  const has = new Map(rows.map((row) => [row.article_id, row.version]));
  const ids = new Set(wanted.map(({ id }) => id));
  const gone = [...has.keys()].filter((id) => !ids.has(id));
  if (gone.length > 0) await writer.remove(gone);
  const stale = wanted
    .filter(({ id, version }) => has.get(id) !== version)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  let put = 0;
  for (let from = 0; from < stale.length; from += ARTICLES_AT_ONCE) {
    const batch = [];
    for (const { id, version } of stale.slice(from, from + ARTICLES_AT_ONCE)) {
      const indexed = await read(id);
      if (indexed === null) continue;
      const { article, passages, attributions } = indexed;
      batch.push({ article, passages, attributions, version });
    }
    await writer.put(batch);
    put += batch.length;
  }
  if (put + gone.length > SETTLED_AFTER) await writer.settle();
  return { put, removed: gone.length };
}
