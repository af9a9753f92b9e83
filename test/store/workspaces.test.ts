import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createFeedback } from '../../src/store/feedback.ts';
import { forgetTeam, KEY_RANGES, TEAM_TABLES } from '../../src/store/forget-team.ts';
import { createHandledEvents } from '../../src/store/handled-events.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import type { Store } from '../../src/store/open-store.ts';
import { createQuestions } from '../../src/store/questions.ts';
import { createRunLog } from '../../src/store/run-log.ts';
import { createShownExcerpts } from '../../src/store/shown-excerpts.ts';
import { createSubscriptions } from '../../src/store/subscriptions.ts';
import { createThreads } from '../../src/store/threads.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { aFeed, anArticle, aPut } from '../ingest/ingest-stores-contract.ts';
import { describeEngines } from './support/engines.ts';

/** Fills every table with rows of a workspace; the ids are the same in each workspace. */
async function fill(store: Store, team: string): Promise<void> {
  const stores = createIngestStores(store, team);
  await stores.articles.put(aPut(anArticle('a', `Words of ${team}.`), { by: team }));
  await stores.feeds.put(aFeed('f'), team, 1);
  await stores.feeds.addSeen('f', ['item'], 1);
  await stores.watches.put({ articleId: 'a', url: team, nextCheckAt: 0, failures: 0 });
  const span = { articleId: 'a', version: 'v', start: 0, end: 5 };
  await stores.citations.add([{ ...span, place: team, at: 1 }]);
  await stores.citations.owe([
    { key: 'k', place: team, articleId: 'a', oldVersion: 'v', newVersion: 'w', spans: [], at: 1 },
  ]);
  const id = `${team}/C1`;
  await createSubscriptions(store).put({ ...aSubscription, id, team });
  await createRunLog(store).claim({ subscription: id, key: '2026-11-22' }, { now: 1, until: 2 });
  await createShownExcerpts(store).add(`digest:${id}`, ['a'], 1);
  for (const event of [`event:${team}:Ev1`, `trigger:${team}:1.1`, `welcome:${team}:C1`]) {
    await createHandledEvents(store).claim(event, '{}', { now: 1, until: 2 });
  }
  const asked = { team, user: 'U1', question: team, at: 1 };
  await createFeedback(store).put({ ...asked, id: 'f1', corpus: 'sha256:1', verdict: 'useful' });
  await createQuestions(store).add({ ...asked, outcome: 'found' });
  await createThreads(store).put({ ...asked, channel: 'C1', thread: '1.1' });
  await store.db
    .insertInto('installations')
    .values({ tenant: `team:${team}`, team, key_id: 'k', nonce: '', sealed: '', installed_at: 1 })
    .execute();
}

async function everything(store: Store, team: string): Promise<unknown> {
  const stores = createIngestStores(store, team);
  const id = `${team}/C1`;
  return {
    article: await stores.articles.get('a'),
    version: await stores.articles.version('a', (await stores.articles.get('a'))?.version ?? ''),
    versions: await stores.articles.versions('a'),
    list: await stores.articles.list({ limit: 9 }),
    removed: await stores.articles.removed(9),
    changes: await stores.articles.changesAfter(0, 9),
    found: await stores.articles.find({ addressKey: 'k:https://example.org/a' }),
    audit: await stores.audit.list({ limit: 9 }),
    feeds: await stores.feeds.list(),
    seen: await stores.feeds.seen('f', ['item']),
    watch: await stores.watches.get('a'),
    cited: await stores.citations.of('a'),
    citedSince: await stores.citations.citedSince(0),
    subscriptions: await createSubscriptions(store).list(team),
    shown: await createShownExcerpts(store).shown(`digest:${id}`, ['a']),
    feedback: await createFeedback(store).list(team, 9),
    questions: await createQuestions(store).recent(team, 'U1', 9),
    thread: await createThreads(store).get({ team, channel: 'C1', thread: '1.1' }),
    events: await store.db
      .selectFrom('handled_events')
      .selectAll()
      .where('event_id', 'in', [`event:${team}:Ev1`, `trigger:${team}:1.1`, `welcome:${team}:C1`])
      .orderBy('event_id')
      .execute(),
    runs: await store.db
      .selectFrom('digest_runs')
      .selectAll()
      .where('subscription', '=', id)
      .execute(),
  };
}

/** The beginnings of the keys of handled events that name a team, as the code writes them. */
test('forgetting knows every kind of handled event that names a team', () => {
  const sources = readdirSync('src/slack', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('src/slack', name), 'utf8'))
    .join('\n');
  const written = [...sources.matchAll(/`(\w+:)\$\{(?:team|installedTeam\(body\))\}:/g)].map(
    ([, kind]) => kind,
  );
  const known = KEY_RANGES.filter(({ table }) => table === 'handled_events').map(
    ({ before }) => before as string,
  );
  expect(written.sort()).toEqual(['event:', 'welcome:']);
  expect(known).toEqual(expect.arrayContaining(written));
});

describeEngines('workspaces', (under) => {
  test('the same ids in two workspaces never meet', async () => {
    const store = await under.emptyStore();
    await fill(store, 'T1');
    const before = await everything(store, 'T1');
    await fill(store, 'T10');
    expect(await everything(store, 'T1')).toEqual(before);

    const other = createIngestStores(store, 'T10');
    expect((await other.articles.get('a'))?.article.body).toBe('Words of T10.');
    expect(await other.feeds.claimDue({ now: 9, until: 99 }, 9)).toHaveLength(1);
    expect(await other.watches.claimDue({ now: 9, until: 99 }, 9)).toHaveLength(1);
    expect(await other.citations.claimOwed({ now: 9, until: 99 }, 9)).toHaveLength(1);
    await other.articles.put(aPut(anArticle('a', 'Changed.'), { at: 5 }));
    await other.articles.remove('a', 'T10', 6);
    await other.articles.purgeRemovedBefore(7);
    await other.feeds.remove('f', 'T10', 8);
    await other.watches.remove('a');
    await other.citations.done('k');
    expect(await everything(store, 'T1')).toEqual(before);
    const own = createIngestStores(store, 'T1');
    expect(await own.feeds.claimDue({ now: 9, until: 99 }, 9)).toHaveLength(1);
    expect(await own.watches.claimDue({ now: 9, until: 99 }, 9)).toHaveLength(1);
    expect(await own.citations.claimOwed({ now: 9, until: 99 }, 9)).toHaveLength(1);
  });

  test('forgetting a workspace leaves no row of it, and the others as they were', async () => {
    const store = await under.emptyStore();
    await fill(store, 'T1');
    const others = ['T10', 'T0', 'T'];
    for (const team of others) await fill(store, team);
    const before = await Promise.all(others.map((team) => everything(store, team)));
    await forgetTeam(store, 'T1');
    for (const name of await tableNames(store)) {
      const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(store.db);
      const own = rows.filter((row) =>
        Object.values(row).some((value) =>
          /^(team:|digest:|event:|trigger:|welcome:)?T1($|[/:])/.test(String(value)),
        ),
      );
      expect(own, name).toEqual([]);
    }
    expect(await Promise.all(others.map((team) => everything(store, team)))).toEqual(before);
  });

  test('every table with a team column is one that forgetting covers', async () => {
    const store = await under.emptyStore();
    const tables = await store.db.introspection.getTables();
    const withTeam = tables
      .filter((table) => table.columns.some((column) => column.name === 'team'))
      .map((table) => table.name)
      // SQLite's virtual table, whose rows go by their numbers: see the tests of full-text search.
      .filter((name) => name !== 'fts_index');
    expect(withTeam.sort()).toEqual([...TEAM_TABLES].sort());
  });

  test('every other table has the team in its key, or nothing of a workspace', async () => {
    const store = await under.emptyStore();
    const others = (await tableNames(store)).filter(
      (name) => !TEAM_TABLES.some((table) => table === name) && !name.startsWith('fts_index'),
    );
    const byKey = new Set<string>(KEY_RANGES.map(({ table }) => table));
    expect(others.sort()).toEqual([...byKey, 'fts_numbers', 'schema_migrations'].sort());
  });
});

async function tableNames(store: Store): Promise<readonly string[]> {
  const tables = await store.db.introspection.getTables();
  return tables.map((table) => table.name);
}
