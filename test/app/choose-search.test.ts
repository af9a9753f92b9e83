import { expect, test } from 'vitest';
import { chooseSearch, TO_DATABASE, TO_MEMORY } from '../../src/app/choose-search.ts';
import type { Store } from '../../src/store/open-store.ts';
import { article } from '../builders/border-post.ts';
import { describeEngines } from '../store/support/engines.ts';

/** Texts of about so many passages. */
function texts(passages: number) {
  return { articles: [article({ id: 'a', body: 'x'.repeat(400 * passages) })] };
}

async function indexed(store: Store, passages: number): Promise<void> {
  await store.db
    .insertInto('fts_facts')
    .values({
      team: 'T1',
      passages,
      words: 1,
      articles: 1,
      all_words: 1,
      revision: 1,
      sequence: 0,
      learned: '[]',
    })
    .execute();
}

describeEngines('where passages are searched', (under) => {
  test('as configured; else by size, with a gap between going and coming back', async () => {
    const store = await under.newStore();
    const own = { db: store.db, announce: store.announce, engine: store.engine, team: 'T1' };
    const between = texts((TO_DATABASE + TO_MEMORY) / 2);
    expect(await chooseSearch('database', own, texts(1))).toBe('database');
    expect(await chooseSearch('memory', own, texts(TO_DATABASE))).toBe('memory');
    expect(await chooseSearch('auto', own, between)).toBe('memory');
    expect(await chooseSearch('auto', own, texts(TO_DATABASE))).toBe('database');
    await indexed(store, 1);
    expect(await chooseSearch('auto', own, between)).toBe('database');
    expect(await chooseSearch('auto', own, texts(TO_MEMORY - 1))).toBe('memory');
  });
});
