import pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLeader, type Leader } from '../../src/store/leader.ts';
import { startCuttableProxy } from './support/cuttable-proxy.ts';
import { newDatabase } from './support/new-database.ts';

const BEAT = 10_000;
let databaseUrl: string;
let admin: pg.Client;
let now: number;
let stops: (() => Promise<void>)[];
let heard: string[];

beforeAll(async () => {
  databaseUrl = await newDatabase();
});
beforeEach(async () => {
  now = 0;
  stops = [];
  heard = [];
  admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await admin.end();
});

async function replica(name: string, url = databaseUrl, serverTimeoutMs = 60_000): Promise<Leader> {
  const leader = createLeader({
    databaseUrl: url,
    monotonic: () => now,
    every: () => () => undefined,
    beatMs: BEAT,
    serverTimeoutMs,
    onGain: () => heard.push(`${name} leads`),
    onLose: (reason) => heard.push(`${name} lost: ${reason}`),
  });
  stops.push(() => leader.stop());
  await leader.beat();
  return leader;
}

/** Resolves when the server has freed the leader's lock, and takes it for the test. */
async function lockIsFree(): Promise<void> {
  await admin.query('select pg_advisory_lock(7241990002)');
  await admin.query('select pg_advisory_unlock(7241990002)');
}

async function endSessions(): Promise<void> {
  await admin.query(`select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())`);
}

test('there is one leader, and it stays', async () => {
  const replicas = [await replica('a'), await replica('b'), await replica('c')];
  for (const one of replicas) await one.beat();
  expect(replicas.map((one) => one.isLeader())).toEqual([true, false, false]);
  expect(heard).toEqual(['a leads']);
});

test('a leader that stops hands over at the next beat of another', async () => {
  const [a, b] = [await replica('a'), await replica('b')];
  await a.stop();
  await lockIsFree();
  await b.beat();
  expect([a.isLeader(), b.isLeader()]).toEqual([false, true]);
});

test('a leader whose session the server ended knows it at its next beat, and another leads', async () => {
  const [a, b] = [await replica('a'), await replica('b')];
  await endSessions();
  await lockIsFree();
  await b.beat();
  await a.beat();
  expect([a.isLeader(), b.isLeader()]).toEqual([false, true]);
  expect(heard[0]).toBe('a leads');
  expect(heard).toContain('b leads');
  expect(heard.some((line) => line.startsWith('a lost: '))).toBe(true);
  await b.stop();
  await lockIsFree();
  await a.beat();
  expect(a.isLeader()).toBe(true);
});

test('a leader that is cut off stops believing in itself before the server frees its lock', async () => {
  const port = Number(new URL(databaseUrl).port);
  const proxy = await startCuttableProxy(port);
  stops.push(() => proxy.stop());
  const through = databaseUrl.replace(`:${port}/`, `:${proxy.port}/`);
  const a = await replica('a', through, 3_000);
  const b = await replica('b');
  expect([a.isLeader(), b.isLeader()]).toEqual([true, false]);
  proxy.cut();
  now = BEAT * 3 - 1;
  expect(a.isLeader()).toBe(true);
  now = BEAT * 3;
  expect(a.isLeader()).toBe(false);
  await lockIsFree();
  await b.beat();
  expect([a.isLeader(), b.isLeader()]).toEqual([false, true]);
});

test('without a server nobody leads, and nothing throws', async () => {
  const alone = await replica('a', 'postgres://postgres@127.0.0.1:1/none');
  expect(alone.isLeader()).toBe(false);
  expect(heard).toEqual([]);
});
