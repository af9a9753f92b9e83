import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Article } from '../article/article.ts';
import type { Entity } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import type { Loose } from './compact.ts';
import type { FromIndexWorker, SentArticle, ToIndexWorker } from './index-messages.ts';
import type { SaidWords } from './search.ts';

export interface IndexWorkerOptions {
  /** Ends the worker; what is being built rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Code units of text sent to the worker before the event loop gets its turn. @default 100_000 */
  readonly batch?: number;
  /**
   * Who said what in articles that were indexed before: not looked for again, it takes longer than all the
   * rest. What the worker finds is added.
   */
  readonly said?: WeakMap<Article, readonly SaidWords[]>;
}

/** A thread that builds indexes, one at a time. Results are snapshots, ready for `readSnapshot` and for a file. */
export interface IndexWorker {
  /**
   * @param corpus content hash of articles and aliases, kept in the snapshot
   * @param learned what the acronyms of the whole corpus stand for, when the articles are a part of it
   * @throws Error when the worker fails, naming its reason
   */
  build(
    articles: readonly Article[],
    aliases: Aliases,
    corpus: string,
    learned?: readonly Entity[],
  ): Promise<Uint8Array<ArrayBuffer>>;
  compact(loose: Loose, corpus: string): Promise<Uint8Array<ArrayBuffer>>;
  end(): Promise<void>;
}

interface Job {
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
  /** Articles whose quotes the worker was not told. */
  readonly unknown: Article[];
}

/** The calling thread only hands the articles over, in small batches: passages and quotes are found in the worker too. */
export function startIndexWorker(options: IndexWorkerOptions = {}): IndexWorker {
  const { signal, batch = 100_000, said = new WeakMap() } = options;
  const worker = new Worker(new URL('./index-worker-entry.js', import.meta.url));
  const stop = (): void => void worker.terminate();
  let job: Job | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let ended: Error | undefined;
  signal?.addEventListener('abort', stop, { once: true });

  worker.on('message', (message: FromIndexWorker) => {
    if (message.kind === 'said') {
      const articles = job?.unknown.splice(0, message.said.length) ?? [];
      for (const [i, article] of articles.entries()) said.set(article, message.said[i]!);
    } else if (message.kind === 'snapshot') job?.resolve(message.bytes);
    else job?.reject(new Error(`the index worker failed: ${message.message}`));
  });
  worker.once('error', (error: Error) => fail(error));
  worker.once('exit', (code) => fail(new Error(`the index worker ended early (exit ${code})`)));

  function fail(error: Error): void {
    ended ??= error;
    job?.reject(ended);
  }

  const post = (message: ToIndexWorker): void => worker.postMessage(message);

  /** One after the other. */
  function run(hand: (unknown: Article[]) => Promise<void>): Promise<Uint8Array<ArrayBuffer>> {
    const result = turn.catch(() => undefined).then(() => runNow(hand));
    turn = result;
    return result;
  }

  async function runNow(
    hand: (unknown: Article[]) => Promise<void>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    if (ended) throw ended;
    const unknown: Article[] = [];
    const result = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      job = { resolve, reject, unknown };
    });
    result.catch(() => undefined);
    try {
      await hand(unknown);
      return await result;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      job = undefined;
    }
  }

  return {
    build: (articles, aliases, corpus, learned) =>
      run(async (unknown) => {
        for (let at = 0; at < articles.length; ) {
          const sent: SentArticle[] = [];
          for (let size = 0; at < articles.length && size < batch; at++) {
            const article = articles[at]!;
            const known = said.get(article);
            if (!known) unknown.push(article);
            sent.push(known ? { article, said: known } : { article });
            size += article.body.length;
          }
          post({ kind: 'articles', articles: sent });
          await setImmediate();
          signal?.throwIfAborted();
        }
        post({ kind: 'build', aliases, corpus, ...(learned ? { learned } : {}) });
      }),
    compact: (loose, corpus) => run(async () => post({ kind: 'compact', loose, corpus })),
    async end() {
      signal?.removeEventListener('abort', stop);
      await worker.terminate();
    },
  };
}
