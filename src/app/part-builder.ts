import { acronyms } from '../search/acronyms.ts';
import type { Aliases } from '../search/aliases.ts';
import { segmentBuilder } from '../search/build-segment.ts';
import type { BuildPart } from '../search/live-index.ts';
import type { IndexedArticle } from '../search/search.ts';
import type { Segment } from '../search/segment.ts';
import { readSnapshot } from '../search/snapshot.ts';
import { type IndexWorker, startIndexWorker } from '../search/start-index-worker.ts';
import { pause, said } from './known-articles.ts';

/** Code units of text that are indexed on the spot: a thread would take longer to start. */
export const ON_THE_SPOT = 150_000;
/** A worker without work ends after this long, in ms. */
const IDLE = 10_000;

/** A worker thread that is started when it is needed and ends when it is not. */
export function indexWorkers(signal?: AbortSignal) {
  let worker: IndexWorker | null = null;
  let timer: NodeJS.Timeout | undefined;
  let working = 0;

  async function end(): Promise<void> {
    clearTimeout(timer);
    const ending = worker;
    worker = null;
    await ending?.end();
  }

  return {
    async use<T>(work: (worker: IndexWorker) => Promise<T>): Promise<T> {
      clearTimeout(timer);
      worker ??= startIndexWorker({ said, ...(signal ? { signal } : {}) });
      working += 1;
      try {
        return await work(worker);
      } catch (error) {
        await end();
        throw error;
      } finally {
        working -= 1;
        if (working === 0 && worker) timer = setTimeout(() => void end(), IDLE).unref();
      }
    },
    end,
  };
}

export type IndexWorkers = ReturnType<typeof indexWorkers>;

/** Builds segments of a few articles here, with turns for the event loop in between, those of many in a worker. */
export function partBuilder(aliases: Aliases, workers: IndexWorkers): BuildPart {
  return async (articles, learned) => {
    if (lengthOf(articles) > ON_THE_SPOT) {
      const bytes = await workers.use((worker) =>
        worker.build(
          articles.map(({ article }) => article),
          aliases,
          'part',
          learned,
        ),
      );
      return segmentIn(bytes, 'part');
    }
    const builder = segmentBuilder(aliases, learned);
    for (const indexed of articles) {
      const { article, passages } = indexed;
      const attributions = said.get(article) ?? indexed.attributions;
      await pause();
      builder.add({ article, passages, attributions }, acronyms(article.body));
      await pause();
    }
    return builder.finish();
  };
}

export function lengthOf(articles: readonly IndexedArticle[]): number {
  return articles.reduce((sum, { article }) => sum + article.body.length, 0);
}

/** @throws Error when it cannot be read, which was just written. */
export function segmentIn(bytes: Uint8Array<ArrayBuffer>, key: string): Segment {
  const read = readSnapshot(bytes, key);
  if (read.kind === 'segment') return read.segment;
  throw new Error(`the index that was just built cannot be read: ${read.why}`);
}
