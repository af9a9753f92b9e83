import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Store } from './open-store.ts';

/** Any number that no other program on the same database uses for advisory locks. */
const WRITER_LOCK = 724_199_000;
const LOOK_AGAIN_MS = 500;

/**
 * Runs the work while no other replica runs it for that workspace. One that waits finds little left to
 * do; when the one that works dies, its session and with it the lock ends, and the next takes it up.
 */
export async function oneWriter(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  team: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  // SQLite has one process that serves; each batch is a transaction of its own.
  if (engine === 'sqlite') return await work();
  await db.connection().execute(async (session) => {
    for (;;) {
      const { rows } = await sql<{ got: boolean }>`
        select pg_try_advisory_lock(${WRITER_LOCK}, hashtext(${team})) as got`.execute(session);
      if (rows[0]?.got) break;
      await sleep(LOOK_AGAIN_MS, undefined, { signal });
    }
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(${WRITER_LOCK}, hashtext(${team}))`.execute(session);
    }
  });
}
