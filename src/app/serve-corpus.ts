import type { Desk } from '../answer/desk.ts';
import type { Config } from '../config.ts';
import type { ArticleChange, ArticleStore } from '../ingest/ports.ts';
import { rememberedReader } from '../ingest/remembered-reader.ts';
import { createCorpusSignals } from '../store/corpus-signals.ts';
import { emptyFts } from '../store/empty-fts.ts';
import { followCorpus } from '../store/follow-corpus.ts';
import { createIngestStores } from '../store/ingest-stores.ts';
import type { Store } from '../store/open-store.ts';
import type { BuiltDesk } from './build-desk.ts';
import { chooseSearch, TO_DATABASE } from './choose-search.ts';
import { type CorpusKeeper, corpusKeeper } from './corpus-keeper.ts';
import { databaseKeeper } from './database-keeper.ts';
import { deskBuilder } from './desk-builder.ts';
import { documentReader } from './document-reader.ts';
import { type CorpusText, readCorpusText } from './open-desk.ts';
import { watchFolders } from './watch-folders.ts';

export interface ServeCorpusOptions {
  readonly config: Pick<Config, 'corpus' | 'home' | 'databaseUrl' | 'search'>;
  readonly store: Store;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Tells the person who started it what was wrong with an article, a line each. */
  readonly say: (line: string) => void;
  readonly onProblem: (error: unknown, message: string) => void;
  /** Called with the number of passages in a workspace's index, whenever there is a new one. */
  readonly onIndex: (team: string, passages: number) => void;
  /** Passages from which on `auto` moves a corpus that is served from memory to the database. @default TO_DATABASE */
  readonly toDatabase?: number;
  /** Resolves when no question is being answered. */
  readonly idle: () => Promise<void>;
}

/** The corpora of all workspaces: the folders are common to them, what was added is each one's own. */
export interface ServedCorpora {
  /** The desk of a workspace; its first caller waits until it is made. */
  open(team: string): Promise<Desk>;
  /** Serves it no longer. */
  forget(team: string): Promise<void>;
  stop(): Promise<void>;
}

interface Served {
  readonly keeper: CorpusKeeper;
  readonly stop: () => Promise<void>;
}

/** The corpora of the folders and the store, kept up to date with both. */
export async function serveCorpora(options: ServeCorpusOptions): Promise<ServedCorpora> {
  const { config, store, every, onProblem } = options;
  const ending = new AbortController();
  const documents = documentReader();
  const remembered = rememberedReader((request) => documents.read(request));
  let said: ReadonlySet<string> = new Set();
  /** What is wrong with a file is said once, until it is mended or wrong in another way. */
  async function readFolders(): Promise<CorpusText> {
    remembered.nextRound();
    const read = await readCorpusText(config.corpus, remembered);
    for (const line of read.problems) if (!said.has(line)) options.say(line);
    said = new Set(read.problems);
    return read;
  }
  /** What the folders hold; not kept where the database has it. */
  let held: CorpusText | null = await readFolders();
  const signals = createCorpusSignals({
    store,
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    every,
  });
  const teams = new Map<string, Promise<Served>>();

  async function serve(team: string, where?: 'database'): Promise<Served> {
    const { articles } = createIngestStores(store, team);
    const { signal } = ending;
    const own = { db: store.db, announce: store.announce, engine: store.engine, team };
    const first = await allChanges(articles);
    let latest: BuiltDesk | undefined;
    let building: Promise<unknown> = Promise.resolve();
    const readAhead = async (built: BuiltDesk): Promise<void> => {
      latest = built;
      await built.readAhead(async () => {
        // What is added comes first.
        await building.catch(() => undefined);
        await options.idle();
        return latest === built && !signal.aborted;
      });
    };
    let endBuilding = async (): Promise<void> => undefined;
    const read = held ?? (await readFolders());
    const place = where ?? (await chooseSearch(config.search ?? 'auto', own, read));
    held = place === 'database' ? null : read;
    if (place === 'database' && where === undefined && config.search !== 'database') {
      options.say(
        `the corpus of ${team} is large: it is searched in the database's own index, once that is whole`,
      );
    }
    const keeper = place === 'database' ? await inDatabase() : await inMemory();
    const follower = followCorpus({
      articles,
      signals,
      team,
      from: first.at(-1)?.sequence ?? 0,
      apply: (changes) => keeper.apply(changes),
      onError: (error) => {
        if (!signal.aborted) onProblem(error, 'the corpus could not be brought up to date');
      },
    });
    return {
      keeper,
      async stop() {
        latest = undefined;
        await follower.stop();
        await endBuilding();
      },
    };

    async function inDatabase(): Promise<CorpusKeeper> {
      return databaseKeeper({
        store: own,
        articles,
        read,
        reread: readFolders,
        signal,
        onIndex: (passages) => options.onIndex(team, passages),
      });
    }

    async function inMemory(): Promise<CorpusKeeper> {
      // An index that is not kept up to date must not be taken for one.
      if (config.search !== 'memory') await emptyFts(own);
      const builder = deskBuilder({ snapshots: config.home, slot: team, signal });
      endBuilding = () => builder.end();
      return corpusKeeper({
        read,
        store: articles,
        build: async (all, texts): Promise<BuiltDesk> => {
          const making = builder.build(all, texts);
          building = making;
          const built = await making;
          options.onIndex(team, built.passages);
          moveIfLarge(team, built.passages);
          readAhead(built).catch((error) => onProblem(error, 'an article could not be read ahead'));
          return built;
        },
        first,
      });
    }
  }

  const moving = new Set<string>();
  /** A corpus that outgrows memory while it is served moves to the database; it answers from memory until it is there. */
  function moveIfLarge(team: string, passages: number): void {
    const most = options.toDatabase ?? TO_DATABASE;
    if ((config.search ?? 'auto') !== 'auto' || passages < most || moving.has(team)) return;
    moving.add(team);
    move(team, passages)
      .catch((error) => {
        if (!ending.signal.aborted) onProblem(error, 'a corpus could not move to the database');
      })
      .finally(() => moving.delete(team));
  }

  async function move(team: string, passages: number): Promise<void> {
    const name = `the corpus of ${team}`;
    options.say(`${name} has ${passages} passages: it moves to the database's own index`);
    const before = teams.get(team);
    const next = await serve(team, 'database');
    if (teams.get(team) !== before || ending.signal.aborted) {
      await next.stop();
      return;
    }
    teams.set(team, Promise.resolve(next));
    options.say(`${name} is searched in the database now`);
    await (await before)?.stop();
  }

  const endWatching = watchFolders(config.corpus, {
    async reread() {
      const read = await readFolders();
      if (held) held = read;
      for (const served of teams.values()) {
        await (await served.catch(() => null))?.keeper.reread(read);
      }
    },
    onProblem: (error) => onProblem(error, 'a changed folder could not be read'),
  });

  return {
    async open(team) {
      const served = teams.get(team) ?? serve(team);
      teams.set(team, served);
      // The next one who asks tries again.
      served.catch(() => teams.get(team) === served && teams.delete(team));
      return (await served).keeper.desk;
    },
    async forget(team) {
      const served = teams.get(team);
      teams.delete(team);
      await (await served?.catch(() => null))?.stop();
    },
    async stop() {
      endWatching();
      ending.abort();
      for (const served of teams.values()) await (await served.catch(() => null))?.stop();
      await signals.stop();
      await documents.close();
    },
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
