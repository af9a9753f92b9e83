import { createHandledEvents } from './handled-events.ts';
import type { Store } from './open-store.ts';
import { createQuestions } from './questions.ts';
import { createThreads } from './threads.ts';

const DAY = 24 * 3_600_000;

/** How long what people wrote is kept, in days. */
export const KEPT_DAYS = { events: 7, threads: 90, questions: 90 } as const;

/**
 * Deletes what is past its time: handled events, threads, people's own questions. To be run daily, by
 * the leader; running it twice does no harm. @param now Epoch milliseconds.
 */
export async function cleanUp(store: Store, now: number): Promise<void> {
  await createHandledEvents(store).prune(now - KEPT_DAYS.events * DAY);
  await createThreads(store).prune(now - KEPT_DAYS.threads * DAY);
  await createQuestions(store).prune(now - KEPT_DAYS.questions * DAY);
}
