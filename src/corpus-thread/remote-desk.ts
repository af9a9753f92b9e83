import type { Desk } from '../answer/desk.ts';

/** Calls a method of a desk that is somewhere else. */
export type CallDesk = (method: keyof Desk, args: readonly unknown[]) => Promise<unknown>;

/** A desk that answers from elsewhere, as the one there would. */
export function remoteDesk(call: CallDesk): Desk {
  const method =
    <M extends keyof Desk>(name: M) =>
    (...args: Parameters<Desk[M]>): ReturnType<Desk[M]> =>
      call(name, args) as ReturnType<Desk[M]>;
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
