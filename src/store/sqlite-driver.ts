import {
  type CompiledQuery,
  createQueryId,
  type DatabaseConnection,
  type Driver,
  IdentifierNode,
  type QueryResult,
  RawNode,
} from 'kysely';
import type { SqliteConnection } from './sqlite-connection.js';

/** A Kysely driver over one SQLite connection; whoever holds it holds up the others. */
export class SqliteDriver implements Driver {
  readonly #open: () => SqliteConnection;
  #connection: SqliteConnection | undefined;
  #last: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  /** @param open called for the first statement, and for the next one after a connection was lost. */
  constructor(open: () => SqliteConnection) {
    this.#open = open;
  }

  async init(): Promise<void> {
    this.#connection = this.#open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    let release = (): void => undefined;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    this.#release = release;
    if (this.#connection?.isLost) this.#connection = this.#open();
    return new Session(this.#connection as SqliteConnection);
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  beginTransaction(session: DatabaseConnection): Promise<void> {
    return (session as Session).connection.begin();
  }

  commitTransaction(session: DatabaseConnection): Promise<void> {
    return (session as Session).connection.exec('commit');
  }

  rollbackTransaction(session: DatabaseConnection): Promise<void> {
    return (session as Session).connection.exec('rollback');
  }

  async savepoint(
    session: DatabaseConnection,
    name: string,
    compile: (node: RawNode, id: ReturnType<typeof createQueryId>) => CompiledQuery,
  ): Promise<void> {
    const node = RawNode.create(['savepoint ', ''], [IdentifierNode.create(name)]);
    await session.executeQuery(compile(node, createQueryId()));
  }

  async destroy(): Promise<void> {
    // Waits for the statement that is running; SQLite folds the log into the file when it closes.
    await this.#last;
    await this.#connection?.close();
  }
}

/** The connection as one transaction or one statement has it: what was begun on it ends on it, or fails. */
class Session implements DatabaseConnection {
  readonly connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.connection = connection;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.connection.query(sql, bindable(parameters));
    const { rows, changes, lastInsertRowid } = result;
    return {
      rows: rows as R[],
      ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
      ...(lastInsertRowid === undefined ? {} : { insertId: BigInt(lastInsertRowid) }),
    };
  }

  // biome-ignore lint/correctness/useYield: it has nothing to yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported: page through the rows by key');
  }
}

/**
 * libsql aborts the whole process on a boolean parameter and cuts text at a NUL. Both are bugs of
 * the caller (PostgreSQL refuses NUL too): they throw here instead.
 */
function bindable(parameters: readonly unknown[]): readonly unknown[] {
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
