import { type Kysely, sql, type Transaction } from 'kysely';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { type DatabasePlace, openDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';

export interface OpenStoreOptions extends DatabasePlace {
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** An open, migrated database. */
export interface Store {
  readonly engine: Engine;
  readonly db: Kysely<Schema>;
  /** Tells followers, when `trx` commits, that the workspace's corpus changed. */
  announce(trx: Transaction<Schema>, team: string): Promise<void>;
  /** Calls back at the announcements of this store on SQLite, which has no notifications, and at those it heard of. */
  onAnnounce(listener: (team: string) => void): () => void;
  /** Another store of this process, on the same file, announced it. */
  heard(team: string): void;
  /** Names of the migrations that opening applied. */
  readonly migrated: readonly string[];
  /** `select 1` succeeds. @throws what the engine says otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL notification channel; the payload is the team whose corpus changed. */
export const CORPUS_CHANNEL = 'afghan_brief_corpus';

/**
 * Opens the store and brings its schema up to date.
 * @throws when the database cannot be reached or was written by a newer version.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { engine, db } = openDatabase(options);
  const announced = new Set<(team: string) => void>();
  const iso = (): string => new Date(options.clock()).toISOString();
  try {
    const migrated = await migrate(db, engine, iso);
    return {
      engine,
      db,
      migrated,
      announce: async (trx, team) => {
        if (engine === 'postgres') {
          await sql`select pg_notify(${CORPUS_CHANNEL}, ${team})`.execute(trx);
        }
        // A listener's query waits for the one connection, and so for the commit.
        for (const listener of announced) listener(team);
      },
      onAnnounce: (listener) => {
        announced.add(listener);
        return () => void announced.delete(listener);
      },
      heard: (team) => {
        for (const listener of announced) listener(team);
      },
      ping: async () => {
        await db.selectNoFrom((eb) => eb.lit(1).as('one')).execute();
      },
      close: () => db.destroy(),
    };
  } catch (cause) {
    await db.destroy().catch(() => undefined);
    const place =
      options.databaseUrl === undefined ? options.home : withoutSecrets(options.databaseUrl);
    throw new Error(`cannot open the store in ${place}: ${message(cause)}`, { cause });
  }
}

/** Host, port and database of a connection URL; never its user, password or parameters. */
function withoutSecrets(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.protocol}//${url.host}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

function message(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(message).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}
