import type { Desk } from './answer/desk.ts';
import type { Article } from './article/article.ts';
import type { ArticleChange, ArticleStore } from './ingest/ports.ts';
import { type LiveDesk, liveDesk } from './live-desk.ts';
import { type CorpusText, deskOver } from './open-desk.ts';

/** The corpus that is served: articles of the configured folders, and those that were added. */
export interface CorpusKeeper {
  readonly desk: Desk;
  /** Brings the served corpus up to date with changes of the store. */
  apply(changes: readonly ArticleChange[]): Promise<void>;
}

/**
 * An added article replaces one of the folders with the same id. A batch of changes makes one new desk;
 * questions meanwhile are answered from the one before.
 */
export function corpusKeeper(
  read: CorpusText,
  store: Pick<ArticleStore, 'get'>,
  make: (articles: readonly Article[], read: CorpusText) => Desk = deskOver,
): CorpusKeeper {
  const fromFiles = new Map(read.articles.map((article) => [article.id, article]));
  const added = new Map<string, Article>();
  const live: LiveDesk = liveDesk(make(read.articles, read));
  return {
    desk: live.desk,
    async apply(changes) {
      if (changes.length === 0) return;
      for (const { id, kind } of changes) {
        const stored = kind === 'live' ? await store.get(id) : null;
        if (stored) added.set(id, stored.article);
        else added.delete(id);
      }
      live.replace(make([...new Map([...fromFiles, ...added]).values()], read));
    },
  };
}
