import type { ShownExcerpts } from '../digest/ports.ts';
import type { Store } from './open-store.ts';

/** SQLite takes 32,766 parameters a statement, PostgreSQL 65,535. */
const KEYS_PER_STATEMENT = 1_000;

export function createShownExcerpts({ db }: Pick<Store, 'db'>): ShownExcerpts {
  return {
    async shown(scope, keys) {
      const found = new Set<string>();
      for (const chunk of chunks(keys)) {
        const rows = await db
          .selectFrom('shown_excerpts')
          .select('shown_key')
          .where('scope', '=', scope)
          .where('shown_key', 'in', chunk)
          .execute();
        for (const row of rows) found.add(row.shown_key);
      }
      return found;
    },
    async add(scope, keys, at) {
      for (const chunk of chunks([...new Set(keys)])) {
        await db
          .insertInto('shown_excerpts')
          .values(chunk.map((key) => ({ scope, shown_key: key, at })))
          .onConflict((conflict) => conflict.columns(['scope', 'shown_key']).doNothing())
          .execute();
      }
    },
  };
}

function* chunks(keys: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < keys.length; from += KEYS_PER_STATEMENT) {
    yield keys.slice(from, from + KEYS_PER_STATEMENT);
  }
}
