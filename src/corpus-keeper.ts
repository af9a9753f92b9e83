import type { Desk } from './answer/desk.ts';
import type { Article } from './article/article.ts';
import type { BuiltDesk } from './build-desk.ts';
import type { ArticleChange, ArticleStore } from './ingest/ports.ts';
import { liveDesk } from './live-desk.ts';
import type { CorpusText } from './open-desk.ts';

/** The corpus that is served: articles of the configured folders, and those that were added. */
export interface CorpusKeeper {
  readonly desk: Desk;
  /** In the index that is served. */
  passages(): number;
  /** Brings the served corpus up to date with changes of the store. */
  apply(changes: readonly ArticleChange[]): Promise<void>;
}

export interface CorpusKeeperOptions {
  readonly read: CorpusText;
  readonly store: Pick<ArticleStore, 'get'>;
  /** Makes the desk over some articles. */
  readonly build: (articles: readonly Article[]) => Promise<BuiltDesk>;
  /** What the store already held: applied before the first desk is made. */
  readonly first: readonly ArticleChange[];
}

/**
 * An added article replaces one of the folders with the same id. A batch of changes makes one new desk;
 * questions meanwhile are answered from the one before.
 */
export async function corpusKeeper({
  read,
  store,
  build,
  first,
}: CorpusKeeperOptions): Promise<CorpusKeeper> {
  const fromFiles = new Map(read.articles.map((article) => [article.id, article]));
  const added = new Map<string, Article>();
  const note = async (changes: readonly ArticleChange[]): Promise<void> => {
    for (const { id, kind } of changes) {
      const stored = kind === 'live' ? await store.get(id) : null;
      if (stored) added.set(id, stored.article);
      else added.delete(id);
    }
  };
  const make = (): Promise<BuiltDesk> => build([...new Map([...fromFiles, ...added]).values()]);
  await note(first);
  const initial = await make();
  const live = liveDesk(initial.desk);
  let { passages } = initial;
  return {
    desk: live.desk,
    passages: () => passages,
    async apply(changes) {
      if (changes.length === 0) return;
      await note(changes);
      const next = await make();
      passages = next.passages;
      live.replace(next.desk);
    },
  };
}
