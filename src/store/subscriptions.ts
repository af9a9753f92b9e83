import type { Subscriptions } from '../digest/ports.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Store } from './open-store.ts';

export function createSubscriptions({ db }: Pick<Store, 'db'>): Subscriptions {
  return {
    async list(team) {
      const rows = await db
        .selectFrom('subscriptions')
        .select('document')
        .$if(team !== undefined, (query) => query.where('team', '=', team ?? ''))
        .orderBy('id')
        .execute();
      return rows.map((row) => JSON.parse(row.document) as Subscription);
    },
    async get(id) {
      const row = await db
        .selectFrom('subscriptions')
        .select('document')
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? (JSON.parse(row.document) as Subscription) : null;
    },
    async put(subscription) {
      const document = JSON.stringify(subscription);
      await db
        .insertInto('subscriptions')
        .values({ id: subscription.id, team: subscription.team, document })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ document }))
        .execute();
    },
    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('subscriptions')
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
