import type { Lease } from '../digest/ports.ts';
import type { HandledEvents } from '../slack/ports.ts';
import { chunks } from './chunks.ts';
import type { Store } from './open-store.ts';

export interface StoredHandledEvents extends HandledEvents {
  /**
   * Forgets events received before `before` (epoch milliseconds), answered or not: Slack retries for
   * an hour at most, and an answer days later helps nobody. Returns how many.
   */
  prune(before: number): Promise<number>;
}

export function createHandledEvents({ db }: Pick<Store, 'db'>): StoredHandledEvents {
  return {
    async claim(eventId, payload, lease) {
      const row = await db
        .insertInto('handled_events')
        .values({
          event_id: eventId,
          payload,
          attempts: 1,
          lease_until: lease.until,
          received_at: lease.now,
          done: 0,
        })
        .onConflict((conflict) => conflict.column('event_id').doNothing())
        .returning('event_id')
        .executeTakeFirst();
      return row ? 'first' : 'duplicate';
    },
    async done(eventId) {
      await db
        .updateTable('handled_events')
        .set({ done: 1, payload: '' })
        .where('event_id', '=', eventId)
        .execute();
    },
    async pending(lease: Lease, limit: number) {
      // PostgreSQL checks the conditions again on rows that another replica took meanwhile.
      const rows = await db
        .updateTable('handled_events')
        .set((eb) => ({ attempts: eb('attempts', '+', 1), lease_until: lease.until }))
        .where('done', '=', 0)
        .where('payload', '!=', '')
        .where('lease_until', '<=', lease.now)
        .where('event_id', 'in', (eb) =>
          eb
            .selectFrom('handled_events')
            .select('event_id')
            .where('done', '=', 0)
            .where('payload', '!=', '')
            .where('lease_until', '<=', lease.now)
            .orderBy('attempts')
            .orderBy('received_at')
            .orderBy('event_id')
            .limit(limit),
        )
        .returning(['event_id', 'payload', 'attempts', 'received_at'])
        .execute();
      return rows
        .sort(
          (a, b) =>
            a.attempts - b.attempts ||
            a.received_at - b.received_at ||
            compare(a.event_id, b.event_id),
        )
        .map((row) => ({
          eventId: row.event_id,
          payload: row.payload,
          attempts: row.attempts,
          receivedAt: row.received_at,
        }));
    },
    async release(eventId, notBefore) {
      await db
        .updateTable('handled_events')
        .set({ attempts: 1, lease_until: notBefore })
        .where('event_id', '=', eventId)
        .where('done', '=', 0)
        .execute();
    },
    async extend(eventIds, until) {
      for (const chunk of chunks(eventIds)) {
        await db
          .updateTable('handled_events')
          .set({ lease_until: until })
          .where('event_id', 'in', chunk)
          .where('done', '=', 0)
          .execute();
      }
    },
    async prune(before) {
      const { numDeletedRows } = await db
        .deleteFrom('handled_events')
        .where('received_at', '<', before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
