import { describe, expect, it } from 'vitest';
import { sentences } from '../../src/article/sentences.ts';

const split = (text: string): string[] =>
  sentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['two plain ones', 'Rain fell. Snow followed.', ['Rain fell.', 'Snow followed.']],
    [
      'titles',
      'Gen. Yusuf met Dr. Amin in Herat. They left.',
      ['Gen. Yusuf met Dr. Amin in Herat.', 'They left.'],
    ],
    ['initials', 'J. K. Marwand spoke. He sat.', ['J. K. Marwand spoke.', 'He sat.']],
    [
      'country initials inside',
      'The U.S. 5th Fleet sailed. It stopped.',
      ['The U.S. 5th Fleet sailed.', 'It stopped.'],
    ],
    [
      'country initials at the end',
      'They came from the U.S. Others did not.',
      ['They came from the U.S.', 'Others did not.'],
    ],
    [
      'dotted acronyms before a name',
      'The U.S. State Department spoke. M.M. Alam base was hit.',
      ['The U.S. State Department spoke.', 'M.M. Alam base was hit.'],
    ],
    [
      'No. before a number',
      'Item No. 7 passed. Nobody spoke.',
      ['Item No. 7 passed.', 'Nobody spoke.'],
    ],
    [
      'an answer of one word',
      'Was it over? No. The road stayed shut.',
      ['Was it over?', 'No.', 'The road stayed shut.'],
    ],
    ['closing marks stay', '“We wait.” The crowd left.', ['“We wait.”', 'The crowd left.']],
    [
      'a cue after a question in marks',
      '“Is it safe?” asked the driver. Nobody knew.',
      ['“Is it safe?” asked the driver.', 'Nobody knew.'],
    ],
    [
      'decimal numbers',
      'It rose 3.5 percent. Then it fell.',
      ['It rose 3.5 percent.', 'Then it fell.'],
    ],
    ['a blank line always ends one', 'A heading\n\nA line.', ['A heading', 'A line.']],
  ])('%s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('keeps offsets of a range inside the body', () => {
    const body = 'Skip this. Rain fell. Snow followed. Skip that.';
    const found = sentences(body, { start: 11, end: 36 });
    expect(found).toEqual([
      { start: 11, end: 21 },
      { start: 22, end: 36 },
    ]);
  });
});
