// The thread that holds the connection to a SQLite file; sqlite-messages.ts says what it is asked and answers.
// A file that cannot be opened fails each request.
import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteFile } from './sqlite-connection.js';

let connection;
let turn = Promise.resolve();

parentPort.on('message', (message) => {
  turn = turn.then(() => answer(message));
});

async function answer(message) {
  const { id, kind } = message;
  try {
    parentPort.postMessage({ id, result: await run(message) });
  } catch (thrown) {
    const { name, message, code } = thrown;
    const error = { name, message, ...(typeof code === 'string' ? { code } : {}) };
    parentPort.postMessage({ id, error });
  }
  if (kind === 'close') process.exit(0);
}

async function run({ kind, sql, values }) {
  if (kind === 'close') {
    await connection?.close();
    return null;
  }
  connection ??= openSqliteFile(workerData);
  if (kind === 'query') return connection.query(sql, values);
  await (kind === 'begin' ? connection.begin() : connection.exec(kind));
  return null;
}
