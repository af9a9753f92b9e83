import { expect, test } from 'vitest';
import { aliasMatcher } from '../../src/search/alias-matcher.ts';
import { NO_ALIASES } from '../../src/search/aliases.ts';
import { bindQuery } from '../../src/search/bound-query.ts';
import { buildSegment } from '../../src/search/build-segment.ts';
import { openCorpus } from '../../src/search/corpus-view.ts';
import { analyzeQuery } from '../../src/search/query.ts';
import { statedByArticle } from '../../src/search/stated-by-article.ts';
import { indexedArticle } from './indexed-article.ts';

const segment = buildSegment(
  [
    indexedArticle('a', 'News from the Ministry of Mines', [
      'Hamid Wafa spoke first.',
      'Then there was tea.',
      'Nobody asked for 40 tents.',
      'The end came with the words “no snow this year”.',
    ]),
    indexedArticle('b', 'Weather', ['Wafa Hamid counted 40 tents.', 'The ministry has no mines.']),
  ],
  NO_ALIASES,
);
const corpus = openCorpus(segment);
const query = bindQuery(
  analyzeQuery(
    'did Hamid Wafa of the Ministry of Mines say "no snow this year" of the 40 tents?',
    aliasMatcher(NO_ALIASES),
  ),
  corpus,
);
const [WAFA, MINISTRY, FORTY, SNOW] = [1, 2, 4, 8] as const;

const at = (...passages: readonly number[]) =>
  statedByArticle(
    corpus,
    query,
    passages.map((passage) => ({ passage, article: segment.articleOf[passage]! })),
  );

test('a question states names, a quantity and a quotation', () => {
  expect(query.query.particulars.map(({ kind }) => kind)).toEqual([
    'name',
    'name',
    'quantity',
    'quotation',
  ]);
});

test('a passage, its neighbours and its title are looked at', () => {
  expect(at(0)).toEqual([WAFA | MINISTRY]);
  expect(at(1)).toEqual([WAFA | MINISTRY | FORTY]);
  expect(at(2)).toEqual([MINISTRY | FORTY | SNOW]);
  expect(at(3)).toEqual([MINISTRY | FORTY | SNOW]);
});

test('words that do not follow each other are no name', () => {
  expect(at(4)).toEqual([FORTY]);
});

test('one number an article, of its best passage; ten articles', () => {
  expect(at(0, 3, 5, 4)).toEqual([WAFA | MINISTRY, FORTY]);
  const many = Array.from({ length: 30 }, (_, article) => ({ passage: 0, article }));
  expect(statedByArticle(corpus, query, many)).toHaveLength(10);
});

test('nothing is read where the question states nothing', () => {
  const plain = bindQuery(
    analyzeQuery('what fell from the sky?', aliasMatcher(NO_ALIASES)),
    corpus,
  );
  expect(statedByArticle(corpus, plain, [{ passage: 0, article: 0 }])).toEqual([]);
});
