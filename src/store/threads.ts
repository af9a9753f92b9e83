import type { AskedThread, Threads } from '../slack/ports.ts';
import type { Store } from './open-store.ts';

export interface StoredThreads extends Threads {
  /** Forgets threads not asked in since `before` (epoch milliseconds); returns how many. */
  prune(before: number): Promise<number>;
}

export function createThreads({ db }: Pick<Store, 'db'>): StoredThreads {
  return {
    async get(key) {
      const row = await db
        .selectFrom('threads')
        .select('document')
        .where('team', '=', key.team)
        .where('channel', '=', key.channel)
        .where('thread', '=', key.thread)
        .executeTakeFirst();
      return row ? (JSON.parse(row.document) as AskedThread) : null;
    },
    async put(thread) {
      const written = { at: thread.at, document: JSON.stringify(thread) };
      await db
        .insertInto('threads')
        .values({ team: thread.team, channel: thread.channel, thread: thread.thread, ...written })
        .onConflict((conflict) =>
          conflict.columns(['team', 'channel', 'thread']).doUpdateSet(written),
        )
        .execute();
    },
    async prune(before) {
      const { numDeletedRows } = await db
        .deleteFrom('threads')
        .where('at', '<', before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
