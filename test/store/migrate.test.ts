import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { describeEngines } from './support/engines.ts';

const names = migrations.map((migration) => migration.name);

test('migrations are numbered from 1 without gaps, one a file', () => {
  expect(migrations.map((migration) => migration.id)).toEqual(migrations.map((_, at) => at + 1));
  const files = readdirSync(new URL('../../src/store/migrations/', import.meta.url));
  expect(names.map((name) => `${name}.ts`)).toEqual(
    files.filter((file) => file !== 'index.ts').sort(),
  );
});

test('an unreachable server is named without its password', async () => {
  const opening = openStore({
    databaseUrl: 'postgres://someone:s3cret@127.0.0.1:1/nowhere?password=s3cret',
    home: '/nowhere',
    clock: () => 0,
  });
  await expect(opening).rejects.toThrow(
    /cannot open the store in postgres:\/\/127.0.0.1:1\/nowhere/,
  );
  await expect(opening).rejects.not.toThrow(/s3cret/);
});

describeEngines('migrate', (under) => {
  test('replicas that start together apply each migration once', async () => {
    const place = await under.newPlace();
    const stores = await Promise.all(Array.from({ length: 6 }, () => under.open(place)));
    expect(stores.flatMap((store) => store.migrated)).toEqual(names);
  });

  test('applies what is new, in order, and nothing twice', async () => {
    const store = await under.newStore();
    const next = {
      id: migrations.length + 1,
      name: '999-next',
      statements: () => ['create table later (id integer)', 'insert into later values (1)'],
    };
    const db = store.db;
    const wanted = [...migrations, next];
    expect(await migrate(db, under.engine, () => 'now', wanted)).toEqual(['999-next']);
    expect(await migrate(db, under.engine, () => 'now', wanted)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*) as n from later`.execute(store.db);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('a migration that fails leaves nothing behind', async () => {
    const store = await under.newStore();
    const broken = {
      id: migrations.length + 1,
      name: '999-broken',
      statements: () => ['create table half (id integer)', 'insert into missing values (1)'],
    };
    const db = store.db;
    await expect(migrate(db, under.engine, () => 'now', [...migrations, broken])).rejects.toThrow();
    const tables = await store.db.introspection.getTables();
    expect(tables.map((table) => table.name)).not.toContain('half');
    expect(await migrate(db, under.engine, () => 'now')).toEqual([]);
  });

  test('a database of a newer version is refused', async () => {
    const store = await under.newStore();
    await sql`insert into schema_migrations values (900, '900-future', 'now')`.execute(store.db);
    await expect(migrate(store.db, under.engine, () => 'now')).rejects.toThrow(
      /newer version \(it has "900-future"/,
    );
  });
});
