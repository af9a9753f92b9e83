import type { PageWatch, PageWatches } from '../ingest/ports.ts';
import type { TeamStore } from './team-store.ts';

export function createPageWatches({ db, team }: TeamStore): PageWatches {
  const watch = (row: { readonly document: string }) => JSON.parse(row.document) as PageWatch;
  return {
    async get(articleId) {
      const row = await db
        .selectFrom('page_watches')
        .select('document')
        .where('team', '=', team)
        .where('article_id', '=', articleId)
        .executeTakeFirst();
      return row ? watch(row) : null;
    },
    async put(put) {
      const written = {
        document: JSON.stringify(put),
        next_check_at: put.nextCheckAt,
        lease_until: 0,
      };
      await db
        .insertInto('page_watches')
        .values({ team, article_id: put.articleId, ...written })
        .onConflict((conflict) => conflict.columns(['team', 'article_id']).doUpdateSet(written))
        .execute();
    },
    async update(articleId, change, lease) {
      for (;;) {
        const row = await db
          .selectFrom('page_watches')
          .select('document')
          .where('team', '=', team)
          .where('article_id', '=', articleId)
          .executeTakeFirst();
        if (row === undefined) return;
        const next = change(watch(row));
        // Written only over what was read: whoever comes second starts over.
        const { numUpdatedRows } = await db
          .updateTable('page_watches')
          .set({
            document: JSON.stringify(next),
            next_check_at: next.nextCheckAt,
            ...(lease === 'ends' ? { lease_until: 0 } : {}),
          })
          .where('team', '=', team)
          .where('article_id', '=', articleId)
          .where('document', '=', row.document)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) return;
      }
    },
    async remove(articleId) {
      await db
        .deleteFrom('page_watches')
        .where('team', '=', team)
        .where('article_id', '=', articleId)
        .execute();
    },
    async claimDue({ now, until }, limit) {
      const claimed = await db
        .updateTable('page_watches')
        .set({ lease_until: until })
        .where('team', '=', team)
        .where('next_check_at', '<=', now)
        .where('lease_until', '<=', now)
        .where('article_id', 'in', (eb) =>
          eb
            .selectFrom('page_watches')
            .select('article_id')
            .where('team', '=', team)
            .where('next_check_at', '<=', now)
            .where('lease_until', '<=', now)
            .orderBy('next_check_at')
            .orderBy('article_id')
            .limit(limit),
        )
        .returning('document')
        .execute();
      return claimed
        .map(watch)
        .sort((a, b) => a.nextCheckAt - b.nextCheckAt || (a.articleId < b.articleId ? -1 : 1));
    },
  };
}
