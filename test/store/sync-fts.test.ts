import { expect, test } from 'vitest';
import { NO_ALIASES } from '../../src/search/aliases.ts';
import { createFtsIndex } from '../../src/store/fts-index.ts';
import { syncFts } from '../../src/store/sync-fts.ts';
import { indexedArticle } from '../search/indexed-article.ts';
import { describeEngines } from './support/engines.ts';

describeEngines('keeping the full-text index at the corpus', (under) => {
  test('writes what is new or changed, removes what is gone, and then has nothing to do', async () => {
    const { db, announce, engine } = await under.newStore();
    const store = { db, announce, engine, team: 'T1' };
    const corpus = new Map([
      ['a', { version: '1', text: 'Kabul airport reopened.' }],
      ['b', { version: '1', text: 'Herat was hit by an earthquake.' }],
      ['c', { version: '1', text: 'Nothing else happened.' }],
    ]);
    const sync = () =>
      syncFts({
        store,
        aliases: NO_ALIASES,
        wanted: [...corpus].map(([id, { version }]) => ({ id, version })),
        read: async (id) => {
          const text = corpus.get(id)?.text;
          return text === undefined || id === 'c' ? null : indexedArticle(id, id, [text]);
        },
        learned: () => [],
      });
    const index = await createFtsIndex({ store, aliases: NO_ALIASES, read: async () => null });
    const found = async (text: string) =>
      (await index.search({ text }, 9)).hits.map(({ articleId }) => articleId);

    expect(await sync()).toEqual({ put: 2, removed: 0 });
    expect(await found('airport')).toEqual(['a']);
    expect(await found('earthquake')).toEqual(['b']);
    corpus.delete('c');
    expect(await sync()).toEqual({ put: 0, removed: 0 });

    corpus.set('a', { version: '2', text: 'Kandahar airport closed.' });
    corpus.delete('b');
    expect(await sync()).toEqual({ put: 1, removed: 1 });
    expect(await found('Kandahar')).toEqual(['a']);
    expect(await found('Kabul')).toEqual([]);
    expect(await found('earthquake')).toEqual([]);
    expect(index.passages).toBe(1);
  });
});
