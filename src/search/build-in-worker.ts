import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Article } from '../article/article.ts';
import type { Aliases } from './aliases.ts';
import type { FromIndexWorker, ToIndexWorker } from './index-messages.ts';

export interface BuildInWorkerOptions {
  /** Stops the build; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Code units of text sent to the worker before the event loop gets its turn. @default 100_000 */
  readonly batch?: number;
}

/**
 * Builds the index of a corpus in a worker thread and returns it as a snapshot, ready for
 * `readSnapshot` and for a file. The calling thread only hands the articles over, in small batches:
 * passages and quotes are found in the worker too.
 * @param corpus content hash of articles and aliases, kept in the snapshot
 * @throws Error when the worker fails, naming its reason
 */
export async function buildInWorker(
  articles: readonly Article[],
  aliases: Aliases,
  corpus: string,
  options: BuildInWorkerOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, batch = 100_000 } = options;
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./index-worker-entry.js', import.meta.url));
  const stop = (): void => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const answered = answerOf(worker);
    answered.catch(() => {});
    for (let at = 0; at < articles.length; ) {
      const sent: Article[] = [];
      for (let size = 0; at < articles.length && size < batch; at++) {
        sent.push(articles[at]!);
        size += articles[at]!.body.length;
      }
      worker.postMessage({ kind: 'articles', articles: sent } satisfies ToIndexWorker);
      await setImmediate();
      signal?.throwIfAborted();
    }
    worker.postMessage({ kind: 'build', aliases, corpus } satisfies ToIndexWorker);
    const answer = await answered;
    if (answer.kind === 'failed') throw new Error(`the index worker failed: ${answer.message}`);
    return answer.bytes;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<FromIndexWorker> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the index worker ended early (exit ${code})`)));
  });
}
