import { beforeAll, expect, test } from 'vitest';
import { createDesk } from '../../src/answer/create-desk.ts';
import type { Desk } from '../../src/answer/desk.ts';
import { databaseKeeper } from '../../src/app/database-keeper.ts';
import { type CorpusText, readCorpusText, STARTER_CORPUS } from '../../src/app/open-desk.ts';
import type { Article } from '../../src/article/article.ts';
import { articleVersion, corpusVersion } from '../../src/ingest/corpus-version.ts';
import { indexArticle } from '../../src/search/index-article.ts';
import { createPassageIndex } from '../../src/search/passage-index.ts';
import { createIngestStores } from '../../src/store/ingest-stores.ts';
import type { Store } from '../../src/store/open-store.ts';
import { putArticle } from '../builders/put-article.ts';
import { describeEngines } from '../store/support/engines.ts';

let read: CorpusText;
beforeAll(async () => {
  read = await readCorpusText([STARTER_CORPUS]);
});

function inMemory(articles: readonly Article[]): Desk {
  const indexed = articles.map(indexArticle);
  return createDesk({
    articles: indexed,
    index: createPassageIndex(indexed, read.aliases),
    aliases: read.aliases,
    version: corpusVersion(articles, read.aliasesText),
    pause: async () => undefined,
  });
}

async function inDatabase(store: Store, texts: CorpusText) {
  const team = 'T1';
  const { articles } = createIngestStores(store, team);
  const indexes: number[] = [];
  const keeper = await databaseKeeper({
    store: { db: store.db, announce: store.announce, engine: store.engine, team },
    articles,
    read: texts,
    reread: async () => texts,
    signal: new AbortController().signal,
    onIndex: (passages) => indexes.push(passages),
  });
  return { keeper, articles, indexes };
}

/** Everything that can be asked, of the two desks. */
async function sameAnswers(one: Desk, other: Desk): Promise<void> {
  const ask = async (what: (desk: Desk) => Promise<unknown>): Promise<void> => {
    const wanted = JSON.stringify(await what(one), null, 1);
    expect(JSON.stringify(await what(other), null, 1), String(what)).toBe(wanted);
  };
  await ask((desk) => desk.corpusVersion());
  await ask((desk) => desk.coverage());
  await ask((desk) => desk.topics());
  await ask((desk) => desk.articles());
  await ask((desk) => desk.published());
  await ask((desk) => desk.sources(5));
  await ask((desk) => desk.suggestions(4));
  for (const text of ['ttp', 'Who leads the Haqqani network?', 'zzyzx', 'talibn', 'since:2022']) {
    await ask((desk) => desk.ask(text, { top: 20 }));
  }
  await ask((desk) => desk.ask('Taliban since:2022-04 source:gzero'));
  await ask((desk) => desk.ask('exact:"Islamic State" mosque'));
  await ask((desk) => desk.quotes('Taliban'));
  await ask((desk) => desk.quotes('speaker:"Suhail Shaheen"'));
  await ask((desk) => desk.timeline('border attacks'));
  await ask((desk) => desk.figures('refugees'));
  await ask((desk) => desk.digest({ since: '2022' }));
  await ask((desk) => desk.digest({ topics: ['TTP'] }));
  const { excerpts } = await one.ask('ttp');
  const [first] = excerpts;
  if (!first) throw new Error('the starter corpus says nothing of the TTP');
  await ask((desk) => desk.context(first.articleId, first));
  await ask((desk) => desk.context('no such article', first));
  const words = first.text.split(' ');
  const quote = words.slice(2, 14).join(' ');
  await ask((desk) => desk.verify(quote));
  await ask((desk) => desk.verify(words.slice(2, 14).reverse().join(' ')));
  await ask((desk) =>
    desk.verify([...words.slice(2, 8), 'never', ...words.slice(9, 16)].join(' ')),
  );
  await ask((desk) => desk.verify('of the'));
  await ask((desk) => desk.verifyMessage(`He said “${quote}” and left.`));
  expect((await other.verify(quote)).outcome).toBe('exact');
}

describeEngines('a corpus in the database', (under) => {
  test('answers as the desk in memory does, byte for byte', async () => {
    const { keeper, indexes } = await inDatabase(await under.newStore(), read);
    await sameAnswers(inMemory(read.articles), keeper.desk);
    expect(indexes).toEqual([keeper.passages()]);
    expect(keeper.passages()).toBeGreaterThan(50);
  });

  test('follows what is added, removed and changed in folders', async () => {
    const store = await under.newStore();
    const few = { ...read, articles: read.articles.slice(0, 2) };
    const { keeper, articles } = await inDatabase(store, few);
    const melons: Article = {
      id: 'melons',
      title: 'Melons',
      topics: [],
      sources: [],
      regions: [],
      body: 'The melon harvest failed in the lower valley, growers said on Monday.',
    };
    await putArticle(articles, melons);
    await keeper.apply(await articles.changesAfter(0, 10));
    expect((await keeper.desk.ask('melon harvest')).outcome).toBe('found');
    expect(await keeper.desk.corpusVersion()).toBe(
      corpusVersion([...few.articles, melons], read.aliasesText),
    );
    await articles.remove('melons', 'test', 2);
    await keeper.apply(await articles.changesAfter(0, 10));
    expect((await keeper.desk.ask('melon harvest')).outcome).toBe('not-covered');
    await keeper.reread({ ...read, articles: read.articles.slice(1, 2) });
    expect((await keeper.desk.articles()).map(({ articleId }) => articleId)).toEqual([
      read.articles[1]?.id,
    ]);
  });

  test('a replica finds what another one wrote to the index, and writes only what is left', async () => {
    const store = await under.newStore();
    const few = { ...read, articles: read.articles.slice(0, 2) };
    const one = await inDatabase(store, few);
    const two = await inDatabase(store, few);
    const put = (id: string, body: string) => {
      const article: Article = { id, title: id, topics: [], sources: [], regions: [], body };
      const version = articleVersion(article);
      const rest = { bodyHash: id, by: 'test', at: 1, revive: true } as const;
      const origin = { kind: 'page', location: id } as const;
      return one.articles.put({ article, version, origin, ...rest });
    };
    const numbers = async () => {
      const rows = await store.db
        .selectFrom('fts_articles')
        .select(['article_id', 'first_passage'])
        .execute();
      return new Map(rows.map((row) => [row.article_id, row.first_passage]));
    };
    await put('melons', 'The melon harvest failed in the lower valley, growers said.');
    await one.keeper.apply(await one.articles.changesAfter(0, 10));
    const written = await numbers();
    await put('quinces', 'The quince harvest was good in the upper valley, growers said.');
    // The second replica heard of neither change yet; of the two it has to write one.
    await two.keeper.apply(await one.articles.changesAfter(0, 10));
    for (const [id, number] of written) expect((await numbers()).get(id)).toBe(number);
    expect((await two.keeper.desk.ask('quince harvest')).outcome).toBe('found');
    expect((await one.keeper.desk.ask('quince harvest')).outcome).toBe('found');
    await one.keeper.apply((await one.articles.changesAfter(0, 10)).slice(-1));
    expect(await two.keeper.desk.corpusVersion()).toBe(await one.keeper.desk.corpusVersion());
  });
});
