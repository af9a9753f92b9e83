import type { Feedback, FeedbackEntry } from '../slack/ports.ts';
import type { Store } from './open-store.ts';

export function createFeedback({ db }: Pick<Store, 'db'>): Feedback {
  return {
    async put(entry) {
      const written = { at: entry.at, document: JSON.stringify(entry) };
      await db
        .insertInto('feedback')
        .values({ team: entry.team, id: entry.id, ...written })
        .onConflict((conflict) => conflict.columns(['team', 'id']).doUpdateSet(written))
        .execute();
    },
    async list(team, limit) {
      const rows = await db
        .selectFrom('feedback')
        .select('document')
        .where('team', '=', team)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => JSON.parse(row.document) as FeedbackEntry);
    },
  };
}
