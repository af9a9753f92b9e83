import { buildDesk } from './build-desk.ts';
import type { Config } from './config.ts';
import { type CorpusKeeper, corpusKeeper } from './corpus-keeper.ts';
import type { ArticleChange, ArticleStore, IngestStores } from './ingest/ports.ts';
import { readCorpusText } from './open-desk.ts';
import type { StopStep } from './ops/stop.ts';
import { createCorpusSignals } from './store/corpus-signals.ts';
import { followCorpus } from './store/follow-corpus.ts';
import type { Store } from './store/open-store.ts';
import { watchFolders } from './watch-folders.ts';

export interface ServeCorpusOptions {
  readonly config: Config;
  readonly store: Store;
  readonly stores: IngestStores;
  /** Workspace whose added articles are served. */
  readonly team: string;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Tells the person who started it what was wrong with an article, a line each. */
  readonly say: (line: string) => void;
  readonly onProblem: (error: unknown, message: string) => void;
}

/** The corpus of the folders and the store, kept up to date with both. */
export async function serveCorpus(
  options: ServeCorpusOptions,
): Promise<{ readonly keeper: CorpusKeeper; readonly steps: readonly StopStep[] }> {
  const { config, store, stores, team, every, onProblem } = options;
  const read = await readCorpusText(config.corpus);
  for (const line of read.problems) options.say(line);
  const stored = await allChanges(stores.articles);
  const keeper = await corpusKeeper({
    read,
    store: stores.articles,
    build: (articles, texts) => buildDesk(articles, texts, { snapshots: config.home }),
    first: stored,
  });
  const signals = createCorpusSignals({
    store,
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    every,
  });
  const follower = followCorpus({
    articles: stores.articles,
    signals,
    team,
    from: stored.at(-1)?.sequence ?? 0,
    apply: (changes) => keeper.apply(changes),
    onError: (error) => onProblem(error, 'the corpus could not be brought up to date'),
  });
  const endWatching = watchFolders(config.corpus, {
    reread: async () => keeper.reread(await readCorpusText(config.corpus)),
    onProblem: (error) => onProblem(error, 'a changed folder could not be read'),
  });
  await follower.catchUp();
  return {
    keeper,
    steps: [
      { name: 'folders', run: async () => endWatching() },
      { name: 'corpus', run: () => follower.stop() },
      { name: 'signals', run: () => signals.stop() },
    ],
  };
}

async function allChanges(
  store: Pick<ArticleStore, 'changesAfter'>,
): Promise<readonly ArticleChange[]> {
  const all: ArticleChange[] = [];
  for (;;) {
    const some = await store.changesAfter(all.at(-1)?.sequence ?? 0, 500);
    if (some.length === 0) return all;
    all.push(...some);
  }
}
