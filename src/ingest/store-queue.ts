import { createGiveWay } from './give-way.ts';
import type { ArticleStore } from './ports.ts';
import { type StoreOutcome, type StoreRequest, storeSome } from './store-article.ts';

/** Articles that wait at most, and characters of their bodies: what a crash has to import again. */
const MOST_WAITING = 16;
const MOST_CHARACTERS = 400_000;

export interface StoreQueue {
  add(request: StoreRequest): Promise<void>;
  /** Stores what waits. */
  drain(): Promise<void>;
}

/**
 * Articles on their way into the store, several in one transaction.
 * @param done Told of each once its transaction is committed, in order.
 */
export function storeQueue(
  store: Pick<ArticleStore, 'find' | 'get' | 'putAll'>,
  done: (outcome: StoreOutcome) => void,
): StoreQueue {
  const giveWay = createGiveWay();
  let waiting: StoreRequest[] = [];
  let characters = 0;
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      await giveWay();
      const outcomes = await storeSome(store, waiting, giveWay);
      waiting = waiting.slice(outcomes.length);
      for (const outcome of outcomes) done(outcome);
    }
    characters = 0;
  };
  return {
    async add(request) {
      waiting.push(request);
      characters += request.article.body.length;
      if (waiting.length >= MOST_WAITING || characters >= MOST_CHARACTERS) await drain();
    },
    drain,
  };
}
