import type { Desk, DeskOf } from './answer/desk.ts';
import { type ServeCorpusOptions, serveCorpora } from './serve-corpus.ts';

/** The served corpora. */
export interface Corpora {
  /** A workspace's desk; its corpus is opened by the first question, if it was not opened at the start. */
  readonly deskOf: DeskOf;
  /** In the indexes that are served, all workspaces together. */
  passages(): number;
  /** Serves the workspace no longer. */
  forget(team: string): Promise<void>;
  stop(): Promise<void>;
}

/** The served corpora, in this thread. @param teams Opened at the start. */
export async function localCorpora(
  options: Omit<ServeCorpusOptions, 'onIndex'> & { readonly teams: readonly string[] },
): Promise<Corpora> {
  const sizes = new Map<string, number>();
  const corpora = await serveCorpora({
    ...options,
    onIndex: (team, passages) => void sizes.set(team, passages),
  });
  for (const team of options.teams) await corpora.open(team);
  const desks = new Map<string, Desk>();
  return {
    deskOf(team) {
      const desk = desks.get(team) ?? openedLater(() => corpora.open(team));
      desks.set(team, desk);
      return desk;
    },
    passages: () => [...sizes.values()].reduce((sum, each) => sum + each, 0),
    async forget(team) {
      desks.delete(team);
      await corpora.forget(team);
      sizes.delete(team);
    },
    stop: () => corpora.stop(),
  };
}

/** A desk whose every question opens it, or finds it open. */
function openedLater(open: () => Promise<Desk>): Desk {
  const method =
    <M extends keyof Desk>(name: M) =>
    (...args: Parameters<Desk[M]>): ReturnType<Desk[M]> =>
      open().then((desk) => (desk[name] as (...given: unknown[]) => unknown)(...args)) as never;
  return {
    corpusVersion: method('corpusVersion'),
    coverage: method('coverage'),
    topics: method('topics'),
    articles: method('articles'),
    published: method('published'),
    sources: method('sources'),
    suggestions: method('suggestions'),
    ask: method('ask'),
    quotes: method('quotes'),
    timeline: method('timeline'),
    figures: method('figures'),
    verify: method('verify'),
    verifyMessage: method('verifyMessage'),
    context: method('context'),
    digest: method('digest'),
  };
}
