import { setImmediate } from 'node:timers/promises';
import type { Desk } from '../answer/desk.ts';
import type { Article } from '../article/article.ts';
import { articleVersion } from '../ingest/corpus-version.ts';
import type { ArticleChange, ArticleStore } from '../ingest/ports.ts';
import type { BuiltDesk } from './build-desk.ts';
import { liveDesk } from './live-desk.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { CorpusText } from './open-desk.ts';

/** The corpus that is served: articles of the configured folders, and those that were added. */
export interface CorpusKeeper {
  readonly desk: Desk;
  /** In the index that is served. */
  passages(): number;
  /** Brings the served corpus up to date with changes of the store. */
  apply(changes: readonly ArticleChange[]): Promise<void>;
  /** Takes over what the folders hold now, unless nothing of it changed. */
  reread(read: CorpusText): Promise<void>;
}

export interface CorpusKeeperOptions {
  readonly read: CorpusText;
  readonly store: Pick<ArticleStore, 'get'>;
  /** Makes the desk over some articles. */
  readonly build: (
    articles: readonly Article[],
    texts: Pick<CorpusText, 'aliases' | 'aliasesText'>,
  ) => Promise<BuiltDesk>;
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
  let current = read;
  const added = new Map<string, Article>();
  const note = async (changes: readonly ArticleChange[]): Promise<void> => {
    for (const [i, { id, kind }] of changes.entries()) {
      if (i % 20 === 19) await setImmediate();
      const stored = kind === 'live' ? await store.get(id) : null;
      if (stored) added.set(id, stored.article);
      else added.delete(id);
    }
  };
  const make = (): Promise<BuiltDesk> => {
    const all = new Map(
      [...current.articles, ...added.values()].map((article) => [article.id, article]),
    );
    return build([...all.values()], current);
  };
  await note(first);
  const initial = await make();
  const live = liveDesk(initial.desk);
  let { passages } = initial;
  const renew = async (): Promise<void> => {
    const next = await make();
    passages = next.passages;
    live.replace(next.desk);
  };
  // One at a time: the desk that is made last holds every change before it.
  const inTurn = oneAtATime();
  return {
    desk: live.desk,
    passages: () => passages,
    apply: (changes) =>
      inTurn(async () => {
        if (changes.length === 0) return;
        await note(changes);
        await renew();
      }),
    reread: (next) =>
      inTurn(async () => {
        // Articles that did not change stay the same objects: what was found of them is kept.
        const before = new Map(
          current.articles.map((article) => [articleVersion(article), article]),
        );
        const articles = next.articles.map(
          (article) => before.get(articleVersion(article)) ?? article,
        );
        const same =
          articles.length === current.articles.length &&
          articles.every((article, i) => article === current.articles[i]) &&
          next.aliasesText === current.aliasesText;
        if (same || articles.length === 0) return;
        current = { ...next, articles };
        await renew();
      }),
  };
}
