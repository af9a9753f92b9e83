import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { createDatabase } from './postgres-server.ts';

/** While the server starts: refused, or not taking connections yet. */
const STARTING = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03']);
const PATIENCE_MS = 60_000;

/** URL of a new, empty database of the run's PostgreSQL server. */
export async function newDatabase(): Promise<string> {
  for (let waited = 0; ; waited += 50) {
    try {
      return await createDatabase(inject('postgresPort'));
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (!STARTING.has(code) || waited >= PATIENCE_MS) throw error;
      await sleep(50);
    }
  }
}
