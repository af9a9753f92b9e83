import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe } from 'vitest';
import type { Engine } from '../../../src/store/engine.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { newDatabase } from './new-database.ts';

export interface EngineUnderTest {
  readonly engine: Engine;
  /** A store on a new, empty database; closed after the suite. */
  newStore(): Promise<Store>;
  /** One store for the whole suite, emptied at each call: faster than a new database a test. */
  emptyStore(): Promise<Store>;
  /** Opens the database of `newPlace` once more: another process, as far as the database can tell. */
  open(place: StorePlace): Promise<Store>;
  newPlace(): Promise<StorePlace>;
}

export interface StorePlace {
  readonly databaseUrl?: string;
  readonly home: string;
}

/** Runs the suite on SQLite and on a real PostgreSQL server. */
export function describeEngines(name: string, suite: (under: EngineUnderTest) => void): void {
  describe(`${name} (sqlite)`, () => suite(engineUnderTest('sqlite')));
  describe(`${name} (postgres)`, () => suite(engineUnderTest('postgres')));
}

function engineUnderTest(engine: Engine): EngineUnderTest {
  const stores: Store[] = [];
  const homes: string[] = [];
  let reused: Store | null = null;
  afterAll(async () => {
    for (const store of stores) await store.close();
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });

  async function newPlace(): Promise<StorePlace> {
    const home = mkdtempSync(join(tmpdir(), 'afghan-brief-store-'));
    homes.push(home);
    return engine === 'postgres' ? { home, databaseUrl: await newDatabase() } : { home };
  }
  async function open(place: StorePlace): Promise<Store> {
    const store = await openStore({ ...place, clock: () => 0, poolSize: 4 });
    stores.push(store);
    return store;
  }
  const newStore = async (): Promise<Store> => open(await newPlace());

  return {
    engine,
    newPlace,
    open,
    newStore,
    async emptyStore() {
      reused ??= await newStore();
      await emptyTables(reused);
      return reused;
    },
  };
}

let tableNames: readonly string[] | null = null;

async function emptyTables(store: Store): Promise<void> {
  tableNames ??= (await store.db.introspection.getTables())
    .map((table) => table.name)
    .filter((name) => name !== 'schema_migrations' && !name.startsWith('fts_'));
  const names = tableNames;
  await store.db.transaction().execute(async (trx) => {
    for (const name of names) await sql`delete from ${sql.table(name)}`.execute(trx);
  });
}
