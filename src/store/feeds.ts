import type { Feed, FeedState, Feeds } from '../ingest/ports.ts';
import { recordAudit } from './audit.ts';
import { chunks } from './chunks.ts';
import type { TeamStore } from './team-store.ts';

/** Milliseconds after which an item that a feed still lists is noted anew: not at every poll. */
const NOTED_AGAIN = 30 * 24 * 3_600_000;

export function createFeeds({ db, team }: TeamStore): Feeds {
  const feed = (row: { readonly document: string; readonly state: string }): Feed => ({
    ...(JSON.parse(row.document) as Omit<Feed, 'state'>),
    state: JSON.parse(row.state) as FeedState,
  });
  const rows = () => db.selectFrom('feeds').select(['document', 'state']).where('team', '=', team);

  return {
    list: async () => (await rows().orderBy('id').execute()).map(feed),
    async get(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row ? feed(row) : null;
    },
    async put({ state, ...settings }, by, at) {
      const written = {
        document: JSON.stringify(settings),
        state: JSON.stringify(state),
        next_poll_at: state.nextPollAt,
      };
      await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('feeds')
          .values({ team, id: settings.id, ...written, lease_until: 0 })
          .onConflict((conflict) => conflict.columns(['team', 'id']).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (!added) {
          await trx
            .updateTable('feeds')
            .set(written)
            .where('team', '=', team)
            .where('id', '=', settings.id)
            .execute();
        }
        const action = added ? 'add-feed' : 'change-feed';
        await recordAudit(trx, team, { at, by, action, target: settings.id, detail: settings.url });
      });
    },
    async remove(id, by, at) {
      return await db.transaction().execute(async (trx) => {
        const row = await trx
          .deleteFrom('feeds')
          .where('team', '=', team)
          .where('id', '=', id)
          .returning('document')
          .executeTakeFirst();
        if (!row) return false;
        await trx
          .deleteFrom('feed_seen')
          .where('team', '=', team)
          .where('feed_id', '=', id)
          .execute();
        const { url } = JSON.parse(row.document) as Feed;
        await recordAudit(trx, team, { at, by, action: 'remove-feed', target: id, detail: url });
        return true;
      });
    },
    async claimDue({ now, until }, limit) {
      // The conditions stand outside too: PostgreSQL checks those again on a row that another
      // replica took meanwhile, and not the inner query.
      const claimed = await db
        .updateTable('feeds')
        .set({ lease_until: until })
        .where('team', '=', team)
        .where('next_poll_at', '<=', now)
        .where('lease_until', '<=', now)
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('feeds')
            .select('id')
            .where('team', '=', team)
            .where('next_poll_at', '<=', now)
            .where('lease_until', '<=', now)
            .orderBy('next_poll_at')
            .orderBy('id')
            .limit(limit),
        )
        .returning(['document', 'state'])
        .execute();
      return claimed
        .map(feed)
        .sort((a, b) => a.state.nextPollAt - b.state.nextPollAt || (a.id < b.id ? -1 : 1));
    },
    async saveState(id, state) {
      await db
        .updateTable('feeds')
        .set({ state: JSON.stringify(state), next_poll_at: state.nextPollAt, lease_until: 0 })
        .where('team', '=', team)
        .where('id', '=', id)
        .execute();
    },
    async seen(id, keys) {
      const found = new Set<string>();
      for (const chunk of chunks(keys)) {
        const known = await db
          .selectFrom('feed_seen')
          .select('seen_key')
          .where('team', '=', team)
          .where('feed_id', '=', id)
          .where('seen_key', 'in', chunk)
          .execute();
        for (const row of known) found.add(row.seen_key);
      }
      return found;
    },
    async addSeen(id, keys, at) {
      for (const chunk of chunks([...new Set(keys)])) {
        await db
          .insertInto('feed_seen')
          .values(chunk.map((key) => ({ team, feed_id: id, seen_key: key, at })))
          .onConflict((conflict) =>
            conflict
              .columns(['team', 'feed_id', 'seen_key'])
              .doUpdateSet({ at })
              .where('feed_seen.at', '<', at - NOTED_AGAIN),
          )
          .execute();
      }
    },
  };
}
