import { describe, expect, test } from 'vitest';
import { acronyms } from '../../src/search/acronyms.ts';

describe('acronyms', () => {
  test.each([
    ['The Valley Relief Council (VRC) opened.', [['VRC', 'Valley Relief Council']]],
    ['Talks with Harakat-e-Sulh Pamir (HSP) began.', [['HSP', 'Harakat-e-Sulh Pamir']]],
    ['The Northern Water Board, also known as the NWB, met.', [['NWB', 'Northern Water Board']]],
    ['It was cold (SEE PAGE 4).', []],
    ['A long table (VRC) stood there.', []],
    ['the council for relief of valleys (CRV) met', []],
  ])('%s', (text, expected) => {
    expect(acronyms(text).map(({ acronym, longForm }) => [acronym, longForm])).toEqual(expected);
  });

  test('a long text without acronyms takes time in proportion to its length', () => {
    expect(acronyms('word word (word) '.repeat(200_000))).toEqual([]);
  });
});
