import { type ExpressionBuilder, type SqlBool, sql, type Transaction } from 'kysely';
import type { Article } from '../article/article.ts';
import type {
  ArticleStore,
  ArticleSummary,
  AuditAction,
  PutArticle,
  PutResult,
} from '../ingest/ports.ts';
import { recordAudit } from './audit.ts';
import { isWritten, putOutcomes, writeArticles } from './put-articles.ts';
import type { Schema } from './schema.ts';
import type { TeamStore } from './team-store.ts';

/** What the list shows, without what has a column of its own. */
type Summary = Omit<ArticleSummary, 'id' | 'addedAt' | 'addedBy' | 'removedAt' | 'removedBy'>;

const SUMMARY_COLUMNS = [
  'id',
  'summary',
  'added_at',
  'added_by',
  'removed_at',
  'removed_by',
] as const;

/**
 * A workspace's articles. Every mutation first takes the workspace's next change number, which locks
 * it until the commit: numbers are committed in order, so a follower that saw one has seen all below.
 */
export function createArticles({ db, team, announce }: TeamStore): ArticleStore {
  const ofTeam = (eb: ExpressionBuilder<Schema, 'articles'>) => eb('articles.team', '=', team);
  const one = (id: string) => (eb: ExpressionBuilder<Schema, 'articles'>) =>
    eb.and([ofTeam(eb), eb('articles.id', '=', id)]);

  /** @param numbers Change numbers taken; `change` gets the first one. */
  function mutate<T>(
    numbers: number,
    change: (trx: Transaction<Schema>, sequence: number) => Promise<T>,
  ): Promise<T> {
    return db.transaction().execute(async (trx) => {
      const { sequence } = await trx
        .insertInto('corpus_counters')
        .values({ team, sequence: numbers })
        .onConflict((conflict) =>
          conflict
            .column('team')
            .doUpdateSet((eb) => ({ sequence: eb('corpus_counters.sequence', '+', numbers) })),
        )
        .returning('sequence')
        .executeTakeFirstOrThrow();
      const result = await change(trx, sequence - numbers + 1);
      await announce(trx, team);
      return result;
    });
  }

  const audit = (
    trx: Transaction<Schema>,
    action: AuditAction,
    id: string,
    detail: string,
    { by, at }: { readonly by: string; readonly at: number },
  ) => recordAudit(trx, team, { at, by, action, target: id, detail });

  /** Sets or clears the removal of an article that is in the other state. */
  function mark(id: string, by: string, at: number, removing: boolean): Promise<boolean> {
    return mutate(1, async (trx, sequence) => {
      const row = await trx
        .updateTable('articles')
        .set({ removed_at: removing ? at : null, removed_by: removing ? by : null, sequence })
        .where(one(id))
        .where('removed_at', removing ? 'is' : 'is not', null)
        .returning('summary')
        .executeTakeFirst();
      if (row === undefined) return false;
      const { title } = JSON.parse(row.summary) as Summary;
      await audit(trx, removing ? 'remove' : 'restore', id, title, { by, at });
      return true;
    });
  }

  async function putAll(entries: readonly PutArticle[]): Promise<readonly PutResult[]> {
    if (entries.length === 0) return [];
    // Most polls bring nothing new: look before taking the lock.
    const before = await putOutcomes(db, team, entries);
    const left = before.filter(isWritten).map(({ entry }) => entry);
    if (left.length === 0) return before.map(({ result }) => result);
    const written = await mutate(left.length, async (trx, sequence) => {
      const outcomes = await putOutcomes(trx, team, left);
      const fresh = outcomes.filter(isWritten);
      if (fresh.length > 0) await writeArticles(trx, team, fresh, sequence);
      return outcomes;
    });
    const last = new Map(written.map(({ entry, result }) => [entry, result]));
    return before.map(({ entry, result }) => last.get(entry) ?? result);
  }

  return {
    put: async (entry) => (await putAll([entry]))[0]!,
    putAll,

    async get(id) {
      const row = await db
        .selectFrom('articles')
        .innerJoin('article_versions', (join) =>
          join
            .onRef('article_versions.team', '=', 'articles.team')
            .onRef('article_versions.article_id', '=', 'articles.id')
            .onRef('article_versions.version', '=', 'articles.version'),
        )
        .selectAll('articles')
        .select('article_versions.document')
        .where((eb) => eb.and([eb('articles.team', '=', team), eb('articles.id', '=', id)]))
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        article: JSON.parse(row.document) as Article,
        version: row.version,
        bodyHash: row.body_hash,
        ...(row.address_key === null ? {} : { addressKey: row.address_key }),
        origin: (JSON.parse(row.summary) as Summary).origin,
        addedAt: row.added_at,
        addedBy: row.added_by,
        changedAt: row.changed_at,
      };
    },

    async version(id, version) {
      const row = await db
        .selectFrom('article_versions')
        .select('document')
        .where('team', '=', team)
        .where('article_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? (JSON.parse(row.document) as Article) : null;
    },

    async versions(id) {
      return await db
        .selectFrom('article_versions')
        .select(['version', 'at', 'actor as by'])
        .where('team', '=', team)
        .where('article_id', '=', id)
        .orderBy('version_order', 'desc')
        .execute();
    },

    async find(by) {
      const row = await db
        .selectFrom('articles')
        .select(['id', 'removed_at', 'address_key', 'summary'])
        .where(ofTeam)
        .where((eb) =>
          'id' in by
            ? eb('id', '=', by.id)
            : 'addressKey' in by
              ? eb('address_key', '=', by.addressKey)
              : eb('body_hash', '=', by.bodyHash),
        )
        .orderBy('added_order')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { url, title } = JSON.parse(row.summary) as Summary;
      return {
        id: row.id,
        title,
        removed: row.removed_at !== null,
        ...(row.address_key === null ? {} : { addressKey: row.address_key }),
        ...(url === undefined ? {} : { url }),
      };
    },

    async list({ after, limit }) {
      const rows = await db
        .selectFrom('articles')
        .select(SUMMARY_COLUMNS)
        .where(ofTeam)
        .where('removed_at', 'is', null)
        .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(summary);
    },

    async removed(limit) {
      const rows = await db
        .selectFrom('articles')
        .select(SUMMARY_COLUMNS)
        .where(ofTeam)
        .where('removed_at', 'is not', null)
        .orderBy('removed_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(summary);
    },

    async changesAfter(sequence, limit) {
      const rows = await db
        .selectFrom('articles')
        .select(['sequence', 'id', 'removed_at'])
        .where(ofTeam)
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        sequence: row.sequence,
        id: row.id,
        kind: row.removed_at === null ? 'live' : 'removed',
      }));
    },

    remove: async (id, by, at) => ((await mark(id, by, at, true)) ? 'removed' : 'absent'),
    restore: async (id, by, at) => ((await mark(id, by, at, false)) ? 'restored' : 'absent'),

    async purgeRemovedBefore(time) {
      return await db.transaction().execute(async (trx) => {
        const old = sql<SqlBool>`article_id in (select id from articles
          where team = ${team} and removed_at < ${time})`;
        for (const table of ['article_versions', 'cited_spans', 'page_watches'] as const) {
          await trx.deleteFrom(table).where('team', '=', team).where(old).execute();
        }
        const { numDeletedRows } = await trx
          .deleteFrom('articles')
          .where('team', '=', team)
          .where('removed_at', '<', time)
          .executeTakeFirst();
        return Number(numDeletedRows);
      });
    },
  };
}

function summary(row: Pick<Schema['articles'], (typeof SUMMARY_COLUMNS)[number]>): ArticleSummary {
  return {
    id: row.id,
    ...(JSON.parse(row.summary) as Summary),
    addedAt: row.added_at,
    addedBy: row.added_by,
    ...(row.removed_at === null ? {} : { removedAt: row.removed_at }),
    ...(row.removed_by === null ? {} : { removedBy: row.removed_by }),
  };
}
