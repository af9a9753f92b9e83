import { createFeedback } from './feedback.ts';
import { createHandledEvents } from './handled-events.ts';
import type { Store } from './open-store.ts';
import { createQuestions } from './questions.ts';
import { createRunLog } from './run-log.ts';
import { createShownExcerpts } from './shown-excerpts.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createThreads } from './threads.ts';

/** Everything that the Slack app and its digests keep; the team is part of every key. */
export function createSlackStores(store: Store) {
  return {
    subscriptions: createSubscriptions(store),
    runLog: createRunLog(store),
    shownExcerpts: createShownExcerpts(store),
    handledEvents: createHandledEvents(store),
    feedback: createFeedback(store),
    threads: createThreads(store),
    questions: createQuestions(store),
  };
}
