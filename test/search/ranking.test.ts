import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_ALIASES } from '../../src/search/aliases.ts';
import { createPassageIndex } from '../../src/search/passage-index.ts';
import { indexedArticle } from './indexed-article.ts';

const ARTICLES = [
  indexedArticle(
    'dam',
    'Work on the Kamal dam',
    [
      'Engineers said the Kamal dam would be finished next year. Villagers have waited for the Kamal dam for a long time.',
      'The Kamal dam will store 146 million cubic metres of water, officials said.',
      'Wali Mahsud, who leads the works, spoke to elders about pay.',
    ],
    '2024-03-01',
  ),
  indexedArticle(
    'market',
    'Fruit market in Zaranj',
    [
      'Traders in Zaranj sold pomegranates at half price. The market had no buyers from abroad.',
      'The border stayed closed, so lorries turned back.',
    ],
    '2024-03-05',
  ),
  indexedArticle(
    'old',
    'Border news',
    ['The border opened for two hours for families.'],
    '2023-01-02',
  ),
];
const index = createPassageIndex(ARTICLES, NO_ALIASES);
const first = async (text: string) => {
  const { hits } = await index.search({ text }, 10);
  return hits[0] && `${hits[0].articleId}:${hits[0].passage.index}`;
};

describe('ranking', () => {
  test('a question for a number finds the passage with the number', async () => {
    expect(await first('How much water will the Kamal dam store?')).toBe('dam:1');
  });

  test('one score a sentence, the best being that of the passage', async () => {
    const { hits } = await index.search({ text: 'pomegranates at half price' }, 10);
    expect(hits[0]?.sentenceScores).toHaveLength(2);
    expect(hits[0]?.sentenceScores[0]).toBe(hits[0]?.score);
    expect(hits[0]!.sentenceScores[1]).toBeLessThan(hits[0]!.score);
  });

  test('the newest first where the question asks for it', async () => {
    expect(await first('latest on the border')).toBe('market:1');
    expect(await first('border opened for families')).toBe('old:0');
  });

  test('another spelling of a name is found, and named', async () => {
    const { hits, entities } = await index.search({ text: 'Wali Mehsud' }, 10);
    expect(hits[0]?.passage.index).toBe(2);
    expect(entities).toContainEqual(
      expect.objectContaining({ id: 'spelling:mehsud', as: 'Mehsud', names: ['Mahsud'] }),
    );
  });

  test('topics: named here, or words that never occur together', async () => {
    expect((await index.search({ text: 'Kamal dam' }, 10)).covered).toBe(true);
    expect((await index.search({ text: 'pomegranates' }, 10)).covered).toBe(true);
    expect((await index.search({ text: 'helicopter price' }, 10)).covered).toBe(false);
    expect((await index.search({ text: 'pomegranates Kamal' }, 10)).covered).toBe(false);
  });

  test('British and American spelling find each other', async () => {
    const corpus = createPassageIndex(
      [
        indexedArticle('uk', '', ['Kenya has recognised the harbour authority of Lamu.']),
        indexedArticle('us', '', [
          'Traders asked the labor center to recognize the union of Mombasa.',
        ]),
      ],
      NO_ALIASES,
    );
    const best = async (text: string) => (await corpus.search({ text }, 5)).hits[0]?.articleId;
    expect(await best('which state recognized the harbor')).toBe('uk');
    expect(await best('which union did the labour centre recognise')).toBe('us');
  });

  test('an empty question, and one of ten thousand letters', async () => {
    expect(await index.search({ text: '' }, 10)).toMatchObject({ hits: [], covered: false });
    const long = 'water market border dam villagers '.repeat(300);
    expect((await index.search({ text: long }, 5)).hits).toHaveLength(5);
  });

  test('pruning changes nothing on a corpus of ordinary size, and the same question gives the same result', async () => {
    const word = fc.constantFrom(
      ...'dam water border market price lorry elder pay river road'.split(' '),
    );
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 12 }),
        text,
        async (bodies, question) => {
          const articles = bodies.map((body, i) => indexedArticle(`a${i}`, '', [body]));
          const pruned = createPassageIndex(articles, NO_ALIASES);
          const all = createPassageIndex(articles, NO_ALIASES, { exhaustive: true });
          const expected = await all.search({ text: question }, 10);
          expect(await pruned.search({ text: question }, 10)).toEqual(expected);
          expect(await pruned.search({ text: question }, 10)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});
