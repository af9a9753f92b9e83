import type { Article } from '../article/article.ts';
import type { Aliases } from './aliases.ts';
import { type IndexWorkerOptions, startIndexWorker } from './start-index-worker.ts';

/**
 * Builds the index of a corpus in a worker thread of its own and returns it as a snapshot, ready for
 * `readSnapshot` and for a file.
 * @param corpus content hash of articles and aliases, kept in the snapshot
 * @throws Error when the worker fails, naming its reason
 */
export async function buildInWorker(
  articles: readonly Article[],
  aliases: Aliases,
  corpus: string,
  options: IndexWorkerOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  options.signal?.throwIfAborted();
  const worker = startIndexWorker(options);
  try {
    return await worker.build(articles, aliases, corpus);
  } finally {
    await worker.end();
  }
}
