// JavaScript with its types beside it, so that a thread of it starts without a compiler.
import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';

/** Milliseconds that a statement waits for another connection's write lock before it fails. */
const BUSY_TIMEOUT_MS = 15_000;
const BUSY_RETRY_MS = 4;
/** Statements that stay prepared: what a process asks again and again. */
const MOST_PREPARED = 200;
/** Readers never wait in WAL mode; VACUUM INTO and pragmas do not run inside a transaction. */
const NEEDS_NO_LOCK = /^\s*(?:select|pragma|vacuum)\b/i;

export function openSqliteFile(file) {
  // The time-out covers what happens before the connection's own waiting: switching to WAL.
  const database = new Libsql(file, { timeout: 5_000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('busy_timeout = 0');
  // Kilobytes of pages kept in memory: the upper levels of a large full-text index.
  database.pragma('cache_size = -32768');
  /** By their text, the one used last at the end. */
  const prepared = new Map();

  async function begin() {
    for (let waited = 0; ; waited += BUSY_RETRY_MS) {
      try {
        database.exec('begin immediate');
        return;
      } catch (error) {
        if (!isBusy(error) || waited >= BUSY_TIMEOUT_MS) throw error;
        await sleep(BUSY_RETRY_MS);
      }
    }
  }

  function run(sql, values) {
    // One that throws is not kept: it may be left open.
    const kept = prepared.get(sql);
    prepared.delete(sql);
    const statement = kept ?? database.prepare(sql);
    const result = execute(statement, values);
    prepared.set(sql, statement);
    const [oldest] = prepared.keys();
    if (prepared.size > MOST_PREPARED) prepared.delete(oldest);
    return result;
  }

  return {
    isLost: false,
    begin,
    async query(sql, values) {
      if (database.inTransaction || NEEDS_NO_LOCK.test(sql)) return run(sql, values);
      // libsql leaves a prepared statement that failed with SQLITE_BUSY open, and no transaction can
      // be committed beside it; `exec` does not. So every write takes the lock first.
      await begin();
      try {
        const result = run(sql, values);
        database.exec('commit');
        return result;
      } catch (error) {
        if (database.inTransaction) database.exec('rollback');
        throw error;
      }
    },
    async exec(sql) {
      database.exec(sql);
    },
    async close() {
      database.close();
    },
  };
}

function execute(statement, values) {
  if (statement.reader) return { rows: statement.all(values) };
  const { changes, lastInsertRowid } = statement.run(values);
  return { rows: [], changes, lastInsertRowid };
}

function isBusy({ code }) {
  return typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED');
}
