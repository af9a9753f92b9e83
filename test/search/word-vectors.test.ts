import { describe, expect, test } from 'vitest';
import { analyzeWord } from '../../src/search/analyzer.ts';
import { wordVectors } from '../../src/search/word-vectors.ts';

const vectors = wordVectors();
const term = (word: string): string => analyzeWord(word).term;

function likeness(a: string, b: string): number {
  const { dimensions, values, scales, row } = vectors;
  const [x, y] = [row(term(a)) * dimensions, row(term(b)) * dimensions];
  let sum = 0;
  for (let d = 0; d < dimensions; d++) sum += values[x + d]! * values[y + d]!;
  return sum * scales[row(term(a))]! * scales[row(term(b))]!;
}

describe('word vectors', () => {
  test('words of like meaning are closer than others, and each is closest to itself', () => {
    expect(likeness('earthquake', 'tremor')).toBeGreaterThan(likeness('earthquake', 'wheat'));
    expect(likeness('minister', 'government')).toBeGreaterThan(likeness('minister', 'apple'));
    expect(likeness('famine', 'famine')).toBeCloseTo(1, 5);
  });

  test('rarity grows from common words to rare ones and unknown ones', () => {
    const rarities = ['people', 'earthquake', 'pomegranate', 'xqzzv'].map((word) =>
      vectors.rarity(term(word)),
    );
    expect(rarities).toEqual([...rarities].sort((a, b) => a - b));
    expect(rarities[0]).toBeLessThan(0.3);
    expect(rarities[3]).toBe(1);
    expect(vectors.rarity('2021')).toBeLessThan(1);
  });
});
