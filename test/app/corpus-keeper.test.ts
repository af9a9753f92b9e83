import { describe, expect, it } from 'vitest';
import { buildDesk } from '../../src/app/build-desk.ts';
import { corpusKeeper } from '../../src/app/corpus-keeper.ts';
import type { CorpusText } from '../../src/app/open-desk.ts';
import type { Article } from '../../src/article/article.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import { parseAliases } from '../../src/search/aliases.ts';
import { aliasesText, article, borderPost } from '../builders/border-post.ts';
import { putArticle } from '../builders/put-article.ts';

const read: CorpusText = {
  articles: borderPost,
  aliases: parseAliases(aliasesText),
  aliasesText,
  problems: [],
};
const melons = article({
  id: 'melons',
  body: 'The melon harvest failed in the lower valley, growers said on Monday.',
});

async function keeperWith(stored: readonly Article[] = []) {
  const { articles } = memoryStores();
  const put = (one: Article) => putArticle(articles, one);
  for (const one of stored) await put(one);
  const built: number[] = [];
  const keeper = await corpusKeeper({
    read,
    store: articles,
    first: await articles.changesAfter(0, 10),
    build: (all, texts) => {
      built.push(all.length);
      return buildDesk(all, texts);
    },
  });
  return { keeper, articles, put, built };
}

describe('corpusKeeper', () => {
  it('serves the folders and what was added, from the start', async () => {
    const { keeper } = await keeperWith([melons]);
    expect((await keeper.desk.coverage()).articles).toBe(4);
    const { excerpts } = await keeper.desk.ask('melon harvest');
    expect(excerpts.map(({ articleId }) => articleId)).toContain('melons');
    expect(keeper.passages()).toBeGreaterThan(4);
  });

  it('follows what is added, changed and removed', async () => {
    const { keeper, articles, put } = await keeperWith();
    const versions = [await keeper.desk.corpusVersion()];
    await put(melons);
    await keeper.apply(await articles.changesAfter(0, 10));
    versions.push(await keeper.desk.corpusVersion());
    expect((await keeper.desk.ask('melon harvest')).outcome).toBe('found');
    await articles.remove('melons', 'test', 2);
    await keeper.apply([{ sequence: 9, id: 'melons', kind: 'removed' }]);
    expect(await keeper.desk.corpusVersion()).toBe(versions[0]);
    expect(versions[1]).not.toBe(versions[0]);
  });

  it('takes over changed folders, makes nothing anew when they are the same, and keeps what it has when they are gone', async () => {
    const { keeper, built } = await keeperWith();
    await keeper.reread({ ...read, articles: borderPost.map((one) => ({ ...one })) });
    expect(built).toEqual([3]);
    await keeper.reread({ ...read, articles: [...borderPost, melons] });
    expect(built).toEqual([3, 4]);
    expect((await keeper.desk.ask('melon harvest')).outcome).toBe('found');
    await keeper.reread({ ...read, articles: [] });
    expect((await keeper.desk.coverage()).articles).toBe(4);
  });

  it('reads an article ahead once, and no further than it may', async () => {
    const built = await buildDesk(borderPost, read);
    let asked = 0;
    const upTo = (most: number) => async () => {
      asked += 1;
      return asked <= most;
    };
    await built.readAhead(upTo(2));
    expect(asked).toBe(3);
    asked = 0;
    // The third article, then a question for practice of each title, once.
    await built.readAhead(upTo(9));
    expect(asked).toBe(1 + borderPost.length);
    asked = 0;
    await built.readAhead(upTo(9));
    expect(asked).toBe(0);
  });
});
