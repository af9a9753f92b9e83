import { expect, test } from 'vitest';
import { worthShowing } from '../../src/answer/worth-showing.ts';
import type { Hit } from '../../src/search/search.ts';

function hit(score: number, ...matched: string[]): Hit {
  const passage = { start: 0, end: 9, index: 0, paragraph: 1, sentences: [], sourceIds: [] };
  return { articleId: `${score}`, passage, score, sentenceScores: [], matched };
}

const shown = (...hits: Hit[]): number[] => worthShowing(hits, 0.4).map(({ score }) => score);

test('of two words, a hit with one is not shown where another holds both, however it ranks', () => {
  expect(shown(hit(9, 'Herat'), hit(8, 'Herat', 'earthquake'), hit(7, 'earthquake'))).toEqual([8]);
});

test('a longer question may be answered in other words by the best hit, not by the others', () => {
  const all = ['who', 'led', 'talks', 'Doha'];
  expect(shown(hit(9, 'Doha'), hit(8, ...all), hit(7, 'Doha'), hit(3, ...all))).toEqual([9, 8]);
});
