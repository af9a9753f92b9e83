import type { ChangeNotice, Citations } from '../ingest/ports.ts';
import { chunks } from './chunks.ts';
import type { TeamStore } from './team-store.ts';

export function createCitations({ db, team }: TeamStore): Citations {
  return {
    async add(spans) {
      for (const chunk of chunks(spans)) {
        await db
          .insertInto('cited_spans')
          .values(
            chunk.map((span) => ({
              team,
              article_id: span.articleId,
              version: span.version,
              place: span.place,
              span_start: span.start,
              span_end: span.end,
              at: span.at,
            })),
          )
          .onConflict((conflict) =>
            conflict
              .columns(['team', 'article_id', 'version', 'place', 'span_start', 'span_end'])
              .doNothing(),
          )
          .execute();
      }
    },
    async of(articleId) {
      const rows = await db
        .selectFrom('cited_spans')
        .selectAll()
        .where('team', '=', team)
        .where('article_id', '=', articleId)
        .orderBy('at')
        .orderBy('span_start')
        .orderBy('place')
        .orderBy('version')
        .execute();
      return rows.map((row) => ({
        articleId: row.article_id,
        version: row.version,
        place: row.place,
        start: row.span_start,
        end: row.span_end,
        at: row.at,
      }));
    },
    async citedSince(time) {
      const rows = await db
        .selectFrom('cited_spans')
        .select('article_id')
        .distinct()
        .where('team', '=', team)
        .where('at', '>=', time)
        .orderBy('article_id')
        .execute();
      return rows.map((row) => row.article_id);
    },
    async owe(notices) {
      for (const chunk of chunks(notices)) {
        await db
          .insertInto('change_notices')
          .values(
            chunk.map((notice) => ({
              team,
              notice_key: notice.key,
              document: JSON.stringify(notice),
              at: notice.at,
              lease_until: 0,
              done: 0,
            })),
          )
          .onConflict((conflict) => conflict.columns(['team', 'notice_key']).doNothing())
          .execute();
      }
    },
    async claimOwed({ now, until }, limit) {
      const claimed = await db
        .updateTable('change_notices')
        .set({ lease_until: until })
        .where('team', '=', team)
        .where('done', '=', 0)
        .where('lease_until', '<=', now)
        .where('notice_key', 'in', (eb) =>
          eb
            .selectFrom('change_notices')
            .select('notice_key')
            .where('team', '=', team)
            .where('done', '=', 0)
            .where('lease_until', '<=', now)
            .orderBy('at')
            .orderBy('notice_key')
            .limit(limit),
        )
        .returning('document')
        .execute();
      return claimed
        .map((row) => JSON.parse(row.document) as ChangeNotice)
        .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
    },
    async done(key) {
      await db
        .updateTable('change_notices')
        .set({ done: 1 })
        .where('team', '=', team)
        .where('notice_key', '=', key)
        .execute();
    },
  };
}
