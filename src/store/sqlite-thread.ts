import { Worker } from 'node:worker_threads';
import type { SqliteConnection, SqliteResult } from './sqlite-connection.js';
import type { FromSqlite, ToSqlite } from './sqlite-messages.ts';

type Request = ToSqlite extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'id'>
    : never
  : never;

interface Waiting {
  readonly resolve: (result: SqliteResult | null) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A connection in a thread of its own, which ends when it is closed. Only what is under way keeps the
 * process from ending.
 */
export function sqliteThread(file: string): SqliteConnection {
  const worker = new Worker(new URL('./sqlite-worker.js', import.meta.url), {
    workerData: file,
  });
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let isLost = false;
  let closing = false;
  let reason = 'it ended';

  worker.on('message', (message: FromSqlite) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (waiting.size === 0 && !closing) worker.unref();
    if ('error' in message) call?.reject(Object.assign(new Error(), message.error));
    else call?.resolve(message.result);
  });
  worker.on('error', (error: Error) => {
    reason = error.message;
  });
  worker.on('exit', () => {
    isLost = true;
    for (const { reject } of waiting.values()) reject(lost());
    waiting.clear();
  });
  const lost = (): Error => new Error(`the thread of the database ended: ${reason}`);

  function ask(request: Request): Promise<SqliteResult | null> {
    if (isLost) return Promise.reject(lost());
    lastId += 1;
    const message = { ...request, id: lastId } as ToSqlite;
    return new Promise((resolve, reject) => {
      worker.postMessage(message);
      waiting.set(message.id, { resolve, reject });
      if (waiting.size === 1) worker.ref();
    });
  }

  return {
    get isLost() {
      return isLost;
    },
    begin: async () => void (await ask({ kind: 'begin' })),
    query: async (sql, values) => (await ask({ kind: 'query', sql, values })) as SqliteResult,
    exec: async (kind) => void (await ask({ kind })),
    async close() {
      if (isLost) return;
      const exit = new Promise((done) => worker.once('exit', done));
      closing = true;
      worker.ref();
      await ask({ kind: 'close' });
      await exit;
    },
  };
}
