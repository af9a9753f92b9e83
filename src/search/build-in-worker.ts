import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Article } from '../article/article.ts';
import type { Aliases } from './aliases.ts';
import type { FromIndexWorker, SentArticle, ToIndexWorker } from './index-messages.ts';
import type { SaidWords } from './search.ts';

export interface BuildInWorkerOptions {
  /** Stops the build; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Code units of text sent to the worker before the event loop gets its turn. @default 100_000 */
  readonly batch?: number;
  /**
   * Who said what in articles that were indexed before: not looked for again, it takes longer than all the
   * rest. What the worker finds is added.
   */
  readonly said?: WeakMap<Article, readonly SaidWords[]>;
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
  const { signal, batch = 100_000, said = new WeakMap() } = options;
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./index-worker-entry.js', import.meta.url));
  const stop = (): void => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  const unknown: Article[] = [];
  try {
    const answered = answerOf(worker, (found) => {
      for (const [i, article] of unknown.splice(0, found.length).entries()) {
        said.set(article, found[i]!);
      }
    });
    answered.catch(() => {});
    for (let at = 0; at < articles.length; ) {
      const sent: SentArticle[] = [];
      for (let size = 0; at < articles.length && size < batch; at++) {
        const article = articles[at]!;
        const known = said.get(article);
        if (!known) unknown.push(article);
        sent.push(known ? { article, said: known } : { article });
        size += article.body.length;
      }
      worker.postMessage({ kind: 'articles', articles: sent } satisfies ToIndexWorker);
      await setImmediate();
      signal?.throwIfAborted();
    }
    worker.postMessage({ kind: 'build', aliases, corpus } satisfies ToIndexWorker);
    return await answered;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function answerOf(
  worker: Worker,
  onSaid: (found: readonly (readonly SaidWords[])[]) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromIndexWorker) => {
      if (message.kind === 'said') onSaid(message.said);
      else if (message.kind === 'snapshot') resolve(message.bytes);
      else reject(new Error(`the index worker failed: ${message.message}`));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the index worker ended early (exit ${code})`)));
  });
}
