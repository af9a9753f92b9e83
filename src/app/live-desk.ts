import type { Desk } from '../answer/desk.ts';

/** A desk whose corpus can be exchanged while it is being asked: each call is answered from one corpus. */
export interface LiveDesk {
  readonly desk: Desk;
  replace(next: Desk): void;
}

export function liveDesk(initial: Desk): LiveDesk {
  let current = initial;
  return {
    replace: (next) => {
      current = next;
    },
    desk: {
      corpusVersion: () => current.corpusVersion(),
      coverage: () => current.coverage(),
      topics: () => current.topics(),
      articles: () => current.articles(),
      published: () => current.published(),
      sources: (newest) => current.sources(newest),
      suggestions: (count) => current.suggestions(count),
      ask: (question, options) => current.ask(question, options),
      quotes: (question) => current.quotes(question),
      timeline: (question) => current.timeline(question),
      figures: (question) => current.figures(question),
      verify: (quote) => current.verify(quote),
      verifyMessage: (message) => current.verifyMessage(message),
      context: (articleId, span, page) => current.context(articleId, span, page),
      digest: (selection) => current.digest(selection),
    },
  };
}
