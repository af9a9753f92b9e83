import type { SearchPlace } from '../config.ts';
import { createFtsReader } from '../store/fts-reader.ts';
import type { Store } from '../store/open-store.ts';
import { storedCharacters } from '../store/stored-characters.ts';
import type { TeamStore } from '../store/team-store.ts';
import type { CorpusText } from './open-desk.ts';

/** Passages from which on `auto` searches in the database, and under which it comes back to memory. */
export const TO_DATABASE = 300_000;
export const TO_MEMORY = 200_000;
/** Characters of an article's text to a passage, on average: what is not indexed yet is estimated by it. */
const PASSAGE = 400;

/**
 * Where a workspace's passages are searched. `auto` looks at the size of the corpus when it is opened: a
 * corpus that the database's index already holds stays there until it is a third smaller than one that
 * moves there, so that it does not go to and fro.
 */
export async function chooseSearch(
  wanted: SearchPlace,
  store: TeamStore & Pick<Store, 'engine'>,
  { articles }: Pick<CorpusText, 'articles'>,
): Promise<'memory' | 'database'> {
  if (wanted !== 'auto') return wanted;
  const isThere = (await createFtsReader(store).facts()).passages > 0;
  const folders = articles.reduce((sum, { body }) => sum + body.length, 0);
  const passages = (folders + (await storedCharacters(store))) / PASSAGE;
  return passages >= (isThere ? TO_MEMORY : TO_DATABASE) ? 'database' : 'memory';
}
