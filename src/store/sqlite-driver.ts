import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  createQueryId,
  type DatabaseConnection,
  type Driver,
  IdentifierNode,
  type QueryResult,
  RawNode,
} from 'kysely';
import type Libsql from 'libsql';

/** Milliseconds that a statement waits for another connection's write lock before it fails. */
const BUSY_TIMEOUT_MS = 15_000;
const BUSY_RETRY_MS = 4;
/** Statements that stay prepared: what a process asks again and again. */
const MOST_PREPARED = 200;
/** Readers never wait in WAL mode; VACUUM INTO and pragmas do not run inside a transaction. */
const NEEDS_NO_LOCK = /^\s*(?:select|pragma|vacuum)\b/i;

/**
 * A Kysely driver over one libsql connection.
 *
 * - Transactions begin IMMEDIATE: a deferred one that reads first and writes later fails at once
 *   when another process wrote in between.
 * - While another process holds the write lock, it waits without blocking the event loop (SQLite's
 *   own busy time-out sleeps inside the call, so two connections of one process would lock up).
 */
export class LibsqlDriver implements Driver {
  readonly #connection: LibsqlConnection;
  readonly #close: () => void;
  #last: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(database: Libsql.Database) {
    this.#connection = new LibsqlConnection(database);
    this.#close = () => {
      database.close();
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    let release = (): void => undefined;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    this.#release = release;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  beginTransaction(): Promise<void> {
    return this.#connection.lock();
  }

  async commitTransaction(): Promise<void> {
    this.#connection.exec('commit');
  }

  async rollbackTransaction(): Promise<void> {
    this.#connection.exec('rollback');
  }

  async savepoint(
    connection: DatabaseConnection,
    name: string,
    compile: (node: RawNode, id: ReturnType<typeof createQueryId>) => CompiledQuery,
  ): Promise<void> {
    const node = RawNode.create(['savepoint ', ''], [IdentifierNode.create(name)]);
    await connection.executeQuery(compile(node, createQueryId()));
  }

  async destroy(): Promise<void> {
    // Waits for the statement that is running; SQLite folds the log into the file when it closes.
    await this.#last;
    this.#close();
  }
}

class LibsqlConnection implements DatabaseConnection {
  readonly #database: Libsql.Database;
  /** By their text, the one used last at the end. */
  readonly #prepared = new Map<string, Libsql.Statement>();

  constructor(database: Libsql.Database) {
    this.#database = database;
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** Begins a transaction, once no other connection holds the write lock. */
  async lock(): Promise<void> {
    for (let waited = 0; ; waited += BUSY_RETRY_MS) {
      try {
        this.#database.exec('begin immediate');
        return;
      } catch (error) {
        if (!isBusy(error) || waited >= BUSY_TIMEOUT_MS) throw error;
        await sleep(BUSY_RETRY_MS);
      }
    }
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = bindable(parameters);
    if (this.#database.inTransaction || NEEDS_NO_LOCK.test(sql)) return this.#run(sql, values);
    // libsql leaves a prepared statement that failed with SQLITE_BUSY open, and no transaction can
    // be committed beside it; `exec` does not. So every write takes the lock first.
    await this.lock();
    try {
      const result = this.#run<R>(sql, values);
      this.#database.exec('commit');
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      throw error;
    }
  }

  #run<R>(sql: string, values: unknown[]): QueryResult<R> {
    // One that throws is not kept: it may be left open.
    const kept = this.#prepared.get(sql);
    this.#prepared.delete(sql);
    const statement = kept ?? this.#database.prepare(sql);
    const result = execute<R>(statement, values);
    this.#prepared.set(sql, statement);
    const [oldest] = this.#prepared.keys();
    if (this.#prepared.size > MOST_PREPARED) this.#prepared.delete(oldest!);
    return result;
  }

  // biome-ignore lint/correctness/useYield: it has nothing to yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported: page through the rows by key');
  }
}

function execute<R>(statement: Libsql.Statement, values: unknown[]): QueryResult<R> {
  if (statement.reader) return { rows: statement.all(values) as R[] };
  const { changes, lastInsertRowid } = statement.run(values);
  return {
    rows: [],
    numAffectedRows: BigInt(changes),
    insertId: BigInt(lastInsertRowid),
  };
}

function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED');
}

/**
 * libsql aborts the whole process on a boolean parameter and cuts text at a NUL. Both are bugs of
 * the caller (PostgreSQL refuses NUL too): they throw here instead.
 */
function bindable(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => {
    if (typeof value === 'string' && value.includes('\u0000')) {
      throw new TypeError('text with a NUL character cannot be stored');
    }
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'bigint' ||
      value instanceof Uint8Array
    ) {
      return value;
    }
    throw new TypeError(`a ${typeof value} cannot be bound to a statement`);
  });
}
