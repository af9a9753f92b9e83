import type { ShownExcerpts } from '../digest/ports.ts';
import { chunks } from './chunks.ts';
import type { Store } from './open-store.ts';

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
