import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteFile } from './open-sqlite-file.ts';
import type { SqliteConnection, SqliteResult } from './sqlite-connection.ts';
import type { FromSqlite, ToSqlite } from './sqlite-messages.ts';

/** The thread that holds the connection to a SQLite file. A file that cannot be opened fails each request. */
if (!parentPort) throw new Error('this runs as a worker thread only');
const port = parentPort;
let connection: SqliteConnection | undefined;
let turn: Promise<void> = Promise.resolve();

port.on('message', (message: ToSqlite) => {
  turn = turn.then(() => answer(message));
});

async function answer(message: ToSqlite): Promise<void> {
  const { id } = message;
  let reply: FromSqlite;
  try {
    reply = { id, result: await run(message) };
  } catch (thrown) {
    const { name, message, code } = thrown as Error & { readonly code?: unknown };
    const error = { name, message, ...(typeof code === 'string' ? { code } : {}) };
    reply = { id, error };
  }
  port.postMessage(reply);
  if (message.kind === 'close') process.exit(0);
}

async function run(message: ToSqlite): Promise<SqliteResult | null> {
  if (message.kind === 'close') {
    await connection?.close();
    return null;
  }
  connection ??= openSqliteFile(workerData as string);
  switch (message.kind) {
    case 'query':
      return connection.query(message.sql, message.values);
    case 'begin':
      await connection.begin();
      return null;
    default:
      await connection.exec(message.kind);
      return null;
  }
}
