import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { indexArticle } from '../../src/search/index-article.ts';
import { learnEntities } from '../../src/search/learn-entities.ts';
import { createPassageIndex } from '../../src/search/passage-index.ts';
import type { IndexedArticle, SearchIndex, SearchResult } from '../../src/search/search.ts';
import { forgetTeam } from '../../src/store/forget-team.ts';
import { createFtsIndex } from '../../src/store/fts-index.ts';
import { createFtsReader, type TermList } from '../../src/store/fts-reader.ts';
import { TEXT } from '../../src/store/fts-tokens.ts';
import { createFtsWriter } from '../../src/store/fts-writer.ts';
import type { Store } from '../../src/store/open-store.ts';
import { describeEngines } from './support/engines.ts';
import {
  type ManyArticles,
  madeArticles,
  questions,
  starterArticles,
} from './support/many-articles.ts';

let many: ManyArticles;
let articles: readonly IndexedArticle[];
let inMemory: SearchIndex;
beforeAll(async () => {
  many = await starterArticles();
  articles = [...many.starter.map(indexArticle), ...madeArticles(many, 60, 10)].sort((a, b) =>
    a.article.id < b.article.id ? -1 : 1,
  );
  inMemory = createPassageIndex(articles, many.aliases);
});

const versioned = (all: readonly IndexedArticle[]) =>
  all.map((each) => ({
    article: each.article,
    passages: each.passages,
    attributions: each.attributions,
    version: 'v1',
  }));

async function written(store: Store, team: string, all: readonly IndexedArticle[]) {
  const own = { db: store.db, announce: store.announce, engine: store.engine, team };
  const writer = createFtsWriter(own, many.aliases);
  await writer.reset(
    learnEntities(
      all.map(({ article }) => article.body),
      many.aliases,
    ),
  );
  await writer.put(versioned(all));
  const byId = new Map(all.map((each) => [each.article.id, each]));
  const newest = all
    .map(({ article }) => article.publishedAt ?? '')
    .sort()
    .at(-1);
  const index = await createFtsIndex({
    store: own,
    aliases: many.aliases,
    ...(newest ? { newest } : {}),
    read: async (id) => byId.get(id) ?? null,
  });
  return { writer, index, store: own };
}

const places = ({ hits }: SearchResult) =>
  hits.map(({ articleId, passage }) => `${articleId} ${passage.index}`);

describeEngines('full-text search by the database', (under) => {
  let whole: ReturnType<typeof written>;
  beforeAll(async () => {
    whole = written(await under.newStore(), 'T1', articles);
    await whole;
  });

  test('the top ten are those of the index in memory, in 95 % of places and more', async () => {
    const { index } = await whole;
    expect(index.passages).toBe(inMemory.passages);
    let same = 0;
    let all = 0;
    const differ: string[] = [];
    for (const text of questions(many, 20)) {
      const wanted = await inMemory.search({ text }, 10);
      const found = await index.search({ text }, 10);
      const [a, b] = [places(wanted), places(found)];
      const equal = a.filter((place, at) => place === b[at]).length;
      if (equal < a.length || a.length !== b.length) differ.push(`${text}: ${equal}/${a.length}`);
      same += equal;
      all += Math.max(a.length, b.length);
      expect(found.entities, text).toEqual(wanted.entities);
      expect(found.notes, text).toEqual(wanted.notes);
      expect(found.fallback?.kind, text).toBe(wanted.fallback?.kind);
      if (equal === a.length) expect(found.covered, text).toBe(wanted.covered);
    }
    expect(same / all, differ.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test.each([
    'Did Noor Wali Mehsud speak for the Security Council of the UN?',
    'Which 1,480 people died, and 2.2 million girls were where?',
    'Who said “the worst is over” of the State Bank of Pakistan in Kabul?',
    'What did Amir Khan Muttaqi tell Ishaq Dar about the Torkham crossing?',
    'what did amir khan muttaqi tell ishaq dar in kabul',
    'pakistan said what of noor wali mehsud?',
    'When did the Islamic State Khorasan Province bomb a mosque in Mazar-i-Sharif?',
  ])('what the question states is looked for as in memory: %s', async (text) => {
    const { index } = await whole;
    const wanted = await inMemory.search({ text }, 10);
    const found = await index.search({ text }, 10);
    expect(places(found)).toEqual(places(wanted));
    expect(found.confidence).toBe(wanted.confidence);
  });

  test.each(['Taliban attacks in Pakistan', 'girls education', 'Zabihullah Mujahid', 'ceasefire'])(
    'a source is that of the passage, as in memory: %s',
    async (text) => {
      const query = { text, articles: { source: 'dawn' } };
      const { index } = await whole;
      const wanted = await inMemory.search(query, 10);
      const found = await index.search(query, 10);
      expect(places(found)).toEqual(places(wanted));
      expect(found.confidence).toBe(wanted.confidence);
      expect(found.hits.length).toBeGreaterThan(0);
      for (const { articleId, passage } of found.hits) {
        const { article } = articles.find((each) => each.article.id === articleId)!;
        const own = article.sources.filter(({ id }) => passage.sourceIds.includes(id));
        expect(own.map(({ publisher }) => publisher)).toContain('Dawn');
      }
    },
  );

  test('lists of common words that are left out for a budget hardly change the top ten', async () => {
    const { store } = await whole;
    const index = await createFtsIndex({
      store,
      aliases: many.aliases,
      read: async () => null,
      postings: 400,
    });
    let same = 0;
    let all = 0;
    for (const text of questions(many, 8)) {
      const wanted = places(await inMemory.search({ text }, 10));
      const found = places(await index.search({ text }, 10));
      same += wanted.filter((place, at) => place === found[at]).length;
      all += wanted.length;
    }
    expect(same / all).toBeGreaterThanOrEqual(0.8);
  });

  test('lists are read within others: what both hold', async () => {
    const { store } = await whole;
    const reader = createFtsReader(store);
    const numbers = await reader.terms(['taliban', 'pakistan', 'school']);
    const [one, two, three] = ['taliban', 'pakistan', 'school'].map((term) => ({
      term: numbers.get(term)!.number,
      list: TEXT,
    })) as [TermList, TermList, TermList];
    const sets = (await reader.lists([one, two, three])).map((each) => new Set(each.split(',')));
    const [first, second, third] = sets as [Set<string>, Set<string>, Set<string>];
    const wanted = [...first].filter((place) => second.has(place) || third.has(place)).sort();
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.length).toBeLessThan(first.size);
    const [within, itself] = await reader.lists([one, two], [two, three]);
    expect(within!.split(',').sort()).toEqual(wanted);
    expect(new Set(itself!.split(','))).toEqual(second);
    expect(await reader.lists([one], [{ ...two, term: 1e6 }])).toEqual(['']);
  });

  test('many writes, put in order: the same answers from an index in one piece', async () => {
    const { writer, index, store } = await written(await under.newStore(), 'T1', []);
    for (const each of articles.slice(0, 20)) await writer.put(versioned([each]));
    const before = await index.search({ text: 'Taliban and Pakistan' }, 20);
    expect(before.hits.length).toBeGreaterThan(5);
    await writer.settle();
    await writer.settle();
    expect(await index.search({ text: 'Taliban and Pakistan' }, 20)).toEqual(before);
    if (store.engine === 'sqlite') {
      const parts = sql<{
        count: number;
      }>`select count(distinct segid) as count from fts_index_idx`;
      expect((await parts.execute(store.db)).rows).toEqual([{ count: 1 }]);
    }
  });

  test('filters let through what they let through in memory', async () => {
    const { index } = await whole;
    const late = (id: string) => {
      const article = articles.find((each) => each.article.id === id)?.article;
      return (article?.publishedAt ?? '') >= '2025-01-01';
    };
    for (const query of [
      { text: 'Taliban', accept: late },
      { text: 'mosque', exact: ['Mazar-i-Sharif'] },
      { text: '', exact: ['Islamic State'] },
    ]) {
      const wanted = await inMemory.search(query, 10);
      expect(wanted.hits.length).toBeGreaterThan(0);
      expect(places(await index.search(query, 10))).toEqual(places(wanted));
    }
  });

  test('follows changes: an article anew, one removed, figures as if built at once', async () => {
    const few = articles.slice(0, 30);
    const { writer, index } = await written(await under.newStore(), 'T1', few);
    const [first, second] = few as [IndexedArticle, IndexedArticle];
    await writer.put(versioned([{ ...first, passages: [], attributions: [] }]));
    await writer.put(versioned([first]));
    await writer.remove([second.article.id]);
    const left = few.filter((each) => each !== second);
    const wanted = createPassageIndex(left, many.aliases);
    expect((await index.search({ text: 'Taliban' }, 1)).hits).toHaveLength(1);
    expect(index.passages).toBe(wanted.passages);
    for (const text of ['Taliban and Pakistan', 'school', 'airstrikes']) {
      expect(places(await index.search({ text }, 5))).toEqual(
        places(await wanted.search({ text }, 5)),
      );
    }
  });

  test('workspaces never meet, and a forgotten one finds nothing', async () => {
    const store = await under.newStore();
    const one = await written(store, 'T1', articles.slice(0, 20));
    const two = await written(store, 'T10', articles.slice(20, 40));
    const ids = new Set(articles.slice(20, 40).map(({ article }) => article.id));
    const before = await two.index.search({ text: 'Taliban' }, 50);
    expect(before.hits.length).toBeGreaterThan(0);
    expect(before.hits.every(({ articleId }) => ids.has(articleId))).toBe(true);
    await forgetTeam(store, 'T1');
    expect((await one.index.search({ text: 'Taliban' }, 10)).hits).toEqual([]);
    expect(await two.index.search({ text: 'Taliban' }, 50)).toEqual(before);
  });

  test.each([
    "'; drop table fts_passages; --",
    '" OR team:T2',
    'a:b*c^d{e}',
    "\\' | !x & (y)",
    '*',
  ])('the question %j is only a question', async (text) => {
    const { index } = await written(await under.newStore(), 'T1', articles.slice(0, 5));
    const { hits } = await index.search({ text, exact: [text] }, 10);
    expect(hits).toEqual([]);
    expect((await index.search({ text: 'Taliban' }, 1)).hits).toHaveLength(1);
  });
});
