import type { CorpusThread } from '../corpus-thread/start-corpus-thread.ts';
import type { Store } from '../store/open-store.ts';

/**
 * Tells the corpus thread, which has a connection of its own, what this process committed on SQLite: many
 * commits of a long import at once, and each after it is done. @returns what ends it.
 */
export function announceCommits(
  store: Pick<Store, 'engine' | 'onAnnounce' | 'ping'>,
  corpus: Pick<CorpusThread, 'announced'>,
): () => void {
  if (store.engine !== 'sqlite') return () => undefined;
  const announced = new Set<string>();
  let waiting = false;
  const tell = (): void => {
    waiting = false;
    for (const team of announced) corpus.announced(team);
    announced.clear();
  };
  return store.onAnnounce((team) => {
    announced.add(team);
    if (waiting) return;
    waiting = true;
    // It waits for the one connection, and so for the commit. What it does not tell is found at the next look.
    store.ping().then(tell, tell);
  });
}
