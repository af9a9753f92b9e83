import { expect, test } from 'vitest';
import { analyzeWord } from '../../src/search/analyzer.ts';
import { bothSpellings } from '../../src/search/both-spellings.ts';

const stem = (word: string): string => analyzeWord(word).term;

test.each([
  ['recognise', 'recognize'],
  ['organisations', 'organizations'],
  ['analysed', 'analyzed'],
  ['labour', 'labor'],
  ['centre', 'center'],
  ['defence', 'defense'],
  ['dialogue', 'dialog'],
  ['programme', 'program'],
])('%s and %s are found by each other', (british, american) => {
  expect([stem(british), ...bothSpellings(stem(british))]).toContain(stem(american));
  expect([stem(american), ...bothSpellings(stem(american))]).toContain(stem(british));
});

test('short words and numbers have no other spelling', () => {
  expect(['hour', 'tens', '2021', 'iz'].flatMap(bothSpellings)).toEqual([]);
});
