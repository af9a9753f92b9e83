import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupStore } from '../../src/store/backup.ts';
import { dumpRows, tablesToKeep } from '../../src/store/dump-rows.ts';
import type { Engine } from '../../src/store/engine.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import type { Store } from '../../src/store/open-store.ts';
import { restoreStore } from '../../src/store/restore.ts';
import { createSubscriptions } from '../../src/store/subscriptions.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { anArticle, aPut } from '../ingest/ingest-stores-contract.ts';
import { describeEngines, type EngineUnderTest } from './support/engines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afghan-brief-backup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function filled(under: EngineUnderTest): Promise<Store> {
  const store = await under.newStore();
  const stores = createIngestStores(store, 'T1');
  const items = Array.from({ length: 1200 }, (_, number) => `item ${number}`);
  await stores.feeds.addSeen('f', items, 1);
  const odd = anArticle('a', 'A line\u2028and \u0000 “more” 😀\n');
  await stores.articles.put(aPut(odd, { version: 'v1', bodyHash: 'h1' }));
  await stores.articles.put(aPut(anArticle('a', 'Changed.'), { at: 2 }));
  await stores.articles.put(aPut(anArticle('b')));
  await stores.articles.remove('b', 'cli', 3);
  await createSubscriptions(store).put(aSubscription);
  return store;
}

async function content(store: Store): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of await tablesToKeep(store.db)) {
    const rows: string[] = [];
    await store.db.transaction().execute(async (trx) => {
      for await (const row of dumpRows(trx, store.engine, table)) {
        rows.push(JSON.stringify(Object.entries(row).sort()));
      }
    });
    found[table] = rows.sort();
  }
  return found;
}

let backupOf: Partial<Record<Engine, { readonly text: string; readonly content: unknown }>> = {};

describeEngines('backup', (under) => {
  test('restores every row, and the store goes on from there', async () => {
    const store = await filled(under);
    const file = join(folder, 'backup.jsonl');
    const { rows } = await backupStore(store, file, () => 0);
    expect(rows).toBeGreaterThan(1200);
    expect(readdirSync(folder)).toEqual(['backup.jsonl']);
    expect(statSync(file).mode & 0o077).toBe(0);
    backupOf = {
      ...backupOf,
      [under.engine]: { text: readFileSync(file, 'utf8'), content: await content(store) },
    };

    const place = await under.newPlace();
    expect(await restoreStore(place, file, () => 0)).toBe(rows);
    const restored = await under.open(place);
    expect(await content(restored)).toEqual(await content(store));
    const stores = createIngestStores(restored, 'T1');
    expect((await stores.articles.get('a'))?.article.body).toBe('Changed.');
    expect((await stores.articles.version('a', 'v1'))?.body).toContain(
      '\u2028and \u0000 “more” 😀',
    );
    expect(await stores.articles.restore('b', 'cli', 9)).toBe('restored');
    expect((await stores.audit.list({ limit: 1 }))[0]).toMatchObject({ action: 'restore' });
  });

  test('writes nothing over a store that holds something', async () => {
    const file = join(folder, 'backup.jsonl');
    await backupStore(await filled(under), file, () => 0);
    const place = await under.newPlace();
    const other = await under.open(place);
    await createSubscriptions(other).put({ ...aSubscription, id: 'T9/C9', team: 'T9' });
    await expect(restoreStore(place, file, () => 0)).rejects.toThrow(
      /not restored: the store is not empty \(subscriptions has rows\)/,
    );
    expect(await createSubscriptions(other).list()).toHaveLength(1);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, text.length - 40), /not whole|JSON/],
    ['without its end', (text: string) => text.replace(/\n\{"end".*\n$/, '\n'), /it has no end/],
    [
      'with a row missing',
      (text: string) =>
        text.replace(/\n[^\n]+\n$/, (end) => end).replace(/\n\{"table":"feed_seen"[^\n]+/, ''),
      /rows were read/,
    ],
    ['of another program', () => '{"hello":1}\n', /is not a backup/],
    ['empty', () => '', /is not a backup/],
    [
      'of a newer version',
      (text: string) => text.replace('"schema":[', '"schema":["900-future",'),
      /newer version/,
    ],
    [
      'with a strange table',
      (text: string) => text.replace('"table":"articles"', '"table":"pg_authid"'),
      /unknown table/,
    ],
  ])('a file %s leaves nothing behind', async (_, damage, problem) => {
    const file = join(folder, 'backup.jsonl');
    await backupStore(await filled(under), file, () => 0);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const place = await under.newPlace();
    await expect(restoreStore(place, file, () => 0)).rejects.toThrow(problem);
    const store = await under.open(place);
    expect(await createSubscriptions(store).list()).toEqual([]);
    expect(await createIngestStores(store, 'T1').articles.list({ limit: 9 })).toEqual([]);
  });

  test('says that it could not be written, and where', async () => {
    const store = await under.newStore();
    const file = join(folder, 'missing', 'backup.jsonl');
    await expect(backupStore(store, file, () => 0)).rejects.toThrow(
      `no backup was written to ${file}`,
    );
    await sql`select 1`.execute(store.db);
  });
});

describeEngines('a backup of the other engine', (under) => {
  test('restores the same rows', async () => {
    const other = backupOf[under.engine === 'sqlite' ? 'postgres' : 'sqlite'];
    const file = join(folder, 'backup.jsonl');
    writeFileSync(file, other!.text);
    const place = await under.newPlace();
    await restoreStore(place, file, () => 0);
    expect(await content(await under.open(place))).toEqual(other!.content);
  });
});
