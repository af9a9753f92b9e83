import { NO_ALIASES } from '../search/aliases.ts';
import { createFtsReader } from './fts-reader.ts';
import { createFtsWriter } from './fts-writer.ts';
import type { Store } from './open-store.ts';
import type { TeamStore } from './team-store.ts';

/** Empties a workspace's full-text index, if there is anything in it. */
export async function emptyFts(store: TeamStore & Pick<Store, 'engine'>): Promise<void> {
  const { passages } = await createFtsReader(store).facts();
  if (passages > 0) await createFtsWriter(store, NO_ALIASES).reset([]);
}
