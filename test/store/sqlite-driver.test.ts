import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SQLITE_FILE } from '../../src/store/open-database.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { sqliteThread } from '../../src/store/sqlite-thread.ts';

let home: string;
let stores: Store[];
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'afghan-brief-sqlite-'));
  stores = await Promise.all([open(), open(), open()]);
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(home, { recursive: true, force: true });
});
const open = (threaded = false) => openStore({ home, threaded, clock: () => 0 });
const add = (store: Store, id: string) =>
  sql`insert into subscriptions (id, team, document) values (${id}, 'T', '{}')`.execute(store.db);
const ids = async (store: Store) =>
  (await store.db.selectFrom('subscriptions').select('id').orderBy('id').execute()).map(
    (r) => r.id,
  );

test('every commit reaches the disk, and readers never wait', async () => {
  const [store] = stores as [Store];
  const { rows } = await sql`pragma synchronous`.execute(store.db);
  expect(rows).toEqual([{ synchronous: 2 }]);
  expect((await sql`pragma journal_mode`.execute(store.db)).rows).toEqual([
    { journal_mode: 'wal' },
  ]);
});

test('a writer waits for the other connection, and both writes are kept', async () => {
  const [one, two, reader] = stores as [Store, Store, Store];
  let waiting: Promise<unknown> = Promise.resolve();
  await one.db.transaction().execute(async (trx) => {
    await sql`insert into subscriptions (id, team, document) values ('1', 'T', '{}')`.execute(trx);
    waiting = add(two, '2');
    expect(await ids(reader)).toEqual([]);
  });
  await waiting;
  expect(await ids(one)).toEqual(['1', '2']);
  // A statement that was refused once must not stand in the way of later commits.
  await add(two, '3');
  await add(one, '4');
  expect(await ids(two)).toEqual(['1', '2', '3', '4']);
});

test('a failed write outside a transaction leaves none open', async () => {
  const [one, two] = stores as [Store, Store];
  await add(one, '1');
  await expect(add(one, '1')).rejects.toThrow(/UNIQUE/);
  await add(two, '2');
  expect(await ids(one)).toEqual(['1', '2']);
});

test.each([[true], [undefined], [new Date(0)], ['a\u0000b']])(
  'refuses to bind %j',
  async (value) => {
    const [store] = stores as [Store];
    await expect(sql`select ${value} as x`.execute(store.db)).rejects.toThrow(TypeError);
  },
);

test('in a thread of its own a connection is as the others are', async () => {
  const [here, , reader] = stores as [Store, Store, Store];
  const there = await open(true);
  stores.push(there);
  await there.db.transaction().execute(async (trx) => {
    await sql`insert into subscriptions (id, team, document) values ('1', 'T', '{}')`.execute(trx);
    expect(await ids(reader)).toEqual([]);
  });
  await Promise.all([add(here, '2'), add(there, '3'), add(here, '4'), add(there, '5')]);
  expect(await ids(there)).toEqual(['1', '2', '3', '4', '5']);
  await expect(add(there, '1')).rejects.toThrow(/UNIQUE/);
  await expect(
    there.db.transaction().execute(async (trx) => {
      await sql`delete from subscriptions`.execute(trx);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await ids(reader)).toHaveLength(5);
  await expect(sql`select ${true} as x`.execute(there.db)).rejects.toThrow(TypeError);
  expect((await sql`pragma synchronous`.execute(there.db)).rows).toEqual([{ synchronous: 2 }]);
});

test('a thread that cannot open its file says so', async () => {
  const thread = sqliteThread(join(home, SQLITE_FILE, 'no-folder'));
  await expect(thread.query('select 1', [])).rejects.toThrow(/open|directory/i);
  await thread.close();
  expect(thread.isLost).toBe(true);
});
