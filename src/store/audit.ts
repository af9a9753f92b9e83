import type { Kysely } from 'kysely';
import type { AuditEntry, AuditLog } from '../ingest/ports.ts';
import type { Schema } from './schema.ts';
import type { TeamStore } from './team-store.ts';

export function createAudit({ db, team }: TeamStore): AuditLog {
  return {
    async list({ limit, target }) {
      const rows = await db
        .selectFrom('audit')
        .select('document')
        .where('team', '=', team)
        .$if(target !== undefined, (query) => query.where('target', '=', target ?? ''))
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => JSON.parse(row.document) as AuditEntry);
    },
  };
}

/** Writes an entry in the transaction of what it tells of. */
export async function recordAudit(
  trx: Kysely<Schema>,
  team: string,
  entry: AuditEntry,
): Promise<void> {
  await trx
    .insertInto('audit')
    .values({ team, target: entry.target, document: JSON.stringify(entry) })
    .execute();
}
