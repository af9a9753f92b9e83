import { describe, expect, test } from 'vitest';
import { parseAliases } from '../../src/search/aliases.ts';
import { createPassageIndex } from '../../src/search/passage-index.ts';
import type { IndexedArticle } from '../../src/search/search.ts';
import { indexedArticle } from './indexed-article.ts';

const ALIASES = parseAliases(`
entries:
  - { id: ttp, name: Tehrik-e-Taliban Pakistan, kind: group, aliases: [TTP, Pakistani Taliban], topics: [militancy] }
  - { id: taliban, name: Afghan Taliban, kind: group, aliases: [Islamic Emirate] }
ambiguous:
  - { name: Taliban, means: taliban, not: [ttp], say: '"Taliban" is read as the Afghan Taliban.' }
`);

const ARTICLES: readonly IndexedArticle[] = [
  indexedArticle('a', 'Border fighting', [
    'The Pakistani Taliban shelled a border post near the river. Two soldiers died.',
    'Traders at the crossing counted their losses for a third day.',
  ]),
  indexedArticle('b', 'Schools stay shut', [
    'The Taliban kept secondary schools shut for girls. Teachers in Kunduz taught at home.',
  ]),
  indexedArticle('c', 'A committee', [
    'The Valley Relief Council (VRC) opened a kitchen. The kitchen feeds 400 families.',
  ]),
];

describe('passage index', () => {
  const index = createPassageIndex(ARTICLES, ALIASES);
  const ids = async (text: string) =>
    (await index.search({ text }, 10)).hits.map(({ articleId }) => articleId);

  test('an acronym finds the names it stands for', async () => {
    const { hits, entities, covered } = await index.search({ text: 'ttp' }, 10);
    expect(hits.map(({ articleId, passage }) => [articleId, passage.index])).toEqual([['a', 0]]);
    expect(entities).toMatchObject([{ id: 'ttp', as: 'ttp', names: ['Pakistani Taliban'] }]);
    expect(covered).toBe(true);
  });

  test('the plain name means one group only, and says so', async () => {
    const { hits, notes } = await index.search({ text: 'taliban' }, 10);
    expect(hits.map(({ articleId }) => articleId)).toEqual(['b']);
    expect(notes).toEqual(['"Taliban" is read as the Afghan Taliban.']);
  });

  test('acronyms are learned from the corpus', async () => {
    const { hits, entities } = await index.search({ text: 'vrc' }, 10);
    expect(hits[0]?.articleId).toBe('c');
    expect(entities).toMatchObject([
      { id: 'learned:VRC', kind: 'learned', name: 'Valley Relief Council' },
    ]);
  });

  test('a looser match is labelled, and never made of short words', async () => {
    const { fallback, hits } = await index.search({ text: 'kitchn' }, 10);
    expect(hits[0]?.articleId).toBe('c');
    expect(fallback?.kind).toBe('fuzzy');
    expect(await ids('rivr')).toEqual([]);
  });

  test('filters', async () => {
    const kitchen = { text: 'kitchen families', accept: (id: string) => id !== 'c' };
    expect((await index.search(kitchen, 10)).hits).toEqual([]);
    const exact = await index.search({ text: 'schools girls', exact: ['Shut for girls'] }, 10);
    expect(exact.hits.map(({ articleId }) => articleId)).toEqual(['b']);
  });

  test('a topic the corpus does not name is not covered', async () => {
    expect((await index.search({ text: 'quantum computing' }, 10)).covered).toBe(false);
  });
});
