import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SQLITE_FILE } from '../src/store/open-database.ts';
import { startPostgresServer } from '../test/store/support/postgres-server.ts';

/** Where a database is, as `openStore` wants it. */
export type DatabaseOf = { readonly home: string } | { readonly databaseUrl: string };

interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** The databases of one engine, one for each number of passages. */
export interface ScaleDatabases {
  /**
   * The database for so many passages; when it is new, a copy of the largest smaller one that is beyond `least`.
   * `note` marks it as whole.
   */
  open(
    passages: number,
    least: number,
  ): Promise<{
    readonly database: DatabaseOf;
    readonly held: number;
    readonly spent: Spent;
    note(spent: Spent): void;
  }>;
  megabytes(passages: number): Promise<number>;
  /** Processor time that the engine's own processes have used. */
  cpuSeconds(): Promise<number>;
  close(): Promise<void>;
}

/** Where the index is larger than PostgreSQL's 128 MB, every question reads thousands of pages from outside. */
const SHARED_BUFFERS = '1GB';
const NOTHING = { seconds: 0, cpuSeconds: 0 };

/** What is whole, and how long it took, beside the databases: `sqlite-500000.json`. */
function records(folder: string, engine: string) {
  mkdirSync(folder, { recursive: true });
  const fileOf = (passages: number): string => join(folder, `${engine}-${passages}.json`);
  const read = (passages: number): Spent | null =>
    existsSync(fileOf(passages))
      ? (JSON.parse(readFileSync(fileOf(passages), 'utf8')) as Spent)
      : null;
  return {
    read,
    write: (passages: number, spent: Spent) =>
      writeFileSync(fileOf(passages), JSON.stringify(spent)),
    /** The largest one that another can begin with. */
    smaller(passages: number, least: number): number {
      const sizes = readdirSync(folder).flatMap((name) => {
        const size = new RegExp(`^${engine}-(\\d+)\\.json$`).exec(name)?.[1];
        return size === undefined ? [] : [Number(size)];
      });
      return Math.max(0, ...sizes.filter((size) => size >= least && size < passages));
    },
  };
}

export function sqliteDatabases(folder: string): ScaleDatabases {
  const own = records(folder, 'sqlite');
  const homeOf = (passages: number): string => join(folder, `sqlite-${passages}`);
  return {
    async open(passages, least) {
      const database = { home: homeOf(passages) };
      const note = (spent: Spent) => own.write(passages, spent);
      const whole = own.read(passages);
      if (whole) return { database, held: passages, spent: whole, note };
      mkdirSync(database.home, { recursive: true });
      const from = own.smaller(passages, least);
      if (from === 0) return { database, held: 0, spent: NOTHING, note };
      copyFileSync(join(homeOf(from), SQLITE_FILE), join(database.home, SQLITE_FILE));
      return { database, held: from, spent: own.read(from) ?? NOTHING, note };
    },
    megabytes: async (passages) => statSync(join(homeOf(passages), SQLITE_FILE)).size / 1e6,
    cpuSeconds: async () => 0,
    close: async () => undefined,
  };
}

/** In a server that is started for it, its data in the folder too. */
export async function postgresDatabases(folder: string): Promise<ScaleDatabases> {
  const own = records(folder, 'postgres');
  const server = await (
    await startPostgresServer({
      folder: join(folder, 'postgres'),
      sharedBuffers: SHARED_BUFFERS,
    })
  ).started;
  const nameOf = (passages: number): string => `scale_${passages}`;
  const ask = async (text: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: server.urlOf('postgres') });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as readonly Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  return {
    async open(passages, least) {
      const database = { databaseUrl: server.urlOf(nameOf(passages)) };
      const note = (spent: Spent) => own.write(passages, spent);
      const whole = own.read(passages);
      if (whole) return { database, held: passages, spent: whole, note };
      const from = own.smaller(passages, least);
      await ask(`drop database if exists ${nameOf(passages)}`);
      const template = from === 0 ? '' : ` template ${nameOf(from)}`;
      await ask(`create database ${nameOf(passages)}${template}`);
      return { database, held: from, spent: own.read(from) ?? NOTHING, note };
    },
    async megabytes(passages) {
      const rows = await ask('select pg_database_size($1) as size', [nameOf(passages)]);
      return Number(rows[0]?.size) / 1e6;
    },
    async cpuSeconds() {
      // What a process of a connection used is counted once it is gone.
      const others = `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
      do await sleep(250);
      while ((await ask(others)).length > 0);
      return server.cpuSeconds();
    },
    close: () => server.stop(),
  };
}
