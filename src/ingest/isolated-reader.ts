import { Worker } from 'node:worker_threads';
import type { DocumentRequest, DocumentResult } from './read-document.ts';

export interface IsolatedReaderDeps {
  /** Calls back after so many milliseconds, unless cancelled. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Milliseconds for one document. @default 20_000 */
  readonly timeLimitMs?: number;
  /** Megabytes of heap for the worker. @default 512 */
  readonly memoryMb?: number;
}

export interface IsolatedReader {
  /** As `readDocument`, one at a time, in a thread of its own; never rejects. */
  read(request: DocumentRequest): Promise<DocumentResult>;
  close(): Promise<void>;
}

/** Milliseconds that a new worker may take besides, to load its libraries on a busy machine. */
const START_MS = 40_000;

interface Reply {
  readonly id: number;
  readonly result: DocumentResult;
}

/**
 * Reads documents in a worker thread with bounded time and memory: one that takes too long or too
 * much ends the worker, gets one clear line, and the next document gets a new worker. The main
 * thread stays free meanwhile.
 */
export function createIsolatedReader(deps: IsolatedReaderDeps): IsolatedReader {
  const { after, timeLimitMs = 20_000, memoryMb = 512 } = deps;
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let count = 0;

  const start = (): Worker => {
    worker ??= new Worker(new URL('./document-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdin: false,
    });
    worker.unref();
    return worker;
  };

  const readOne = (request: DocumentRequest): Promise<DocumentResult> =>
    new Promise((resolve) => {
      const id = count;
      count += 1;
      const allowed = timeLimitMs + (worker === undefined ? START_MS : 0);
      const current = start();
      const finish = (result: DocumentResult, broken: boolean): void => {
        cancel();
        current.off('message', onMessage);
        current.off('error', onError);
        current.off('exit', onExit);
        if (broken) {
          worker = undefined;
          current.on('error', () => {});
          void current.terminate();
        }
        resolve(result);
      };
      const onMessage = (reply: Reply): void => {
        if (reply.id === id) finish(reply.result, false);
      };
      const onError = (error: Error & { readonly code?: string }): void => {
        const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        finish(problem(memory ? 'it takes too much memory to read' : 'it cannot be read'), true);
      };
      const onExit = (): void => finish(problem('it cannot be read'), true);
      const cancel = after(allowed, () => {
        finish(problem(`it takes longer than ${Math.round(timeLimitMs / 1000)} s to read`), true);
      });
      current.on('message', onMessage);
      current.on('error', onError);
      current.on('exit', onExit);
      current.postMessage({ id, request });
    });

  return {
    read(request) {
      const result = queue.then(() => readOne(request));
      queue = result;
      return result;
    },
    async close() {
      await queue;
      await worker?.terminate();
      worker = undefined;
    },
  };
}

function problem(reason: string): DocumentResult {
  return { kind: 'problem', reason };
}
