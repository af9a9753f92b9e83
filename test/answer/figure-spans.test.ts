import { describe, expect, it } from 'vitest';
import { statedDate } from '../../src/answer/dates.ts';
import { figureSpans } from '../../src/answer/figure-spans.ts';

const whole = (text: string) => ({ start: 0, end: text.length });
const figures = (text: string): string[] =>
  figureSpans(text, whole(text)).map(({ start, end }) => text.slice(start, end));

describe('figureSpans', () => {
  it.each([
    ['Officials recorded almost 300 rocket attacks in 2021.', ['almost 300 rocket attacks']],
    ['The fund holds $3.5 billion, the bank said.', ['$3.5 billion']],
    ['That is a 56% rise on 4 May 2030.', ['56% rise']],
    ['About 1,400 lorries waited there.', ['About 1,400 lorries']],
    [
      'More than 20 groups and forty-two fighters came.',
      ['More than 20 groups', 'forty-two fighters'],
    ],
    ['At least 31 per cent of them left in March 2025.', ['At least 31 per cent']],
    ['In 1998 the road was built.', []],
    ['On 15 August and on August 16 it rained.', []],
    ['The F-16s and the M4 road, 9/11 and the 11th hour.', []],
    ['Hundreds of thousands of people fled.', ['Hundreds of thousands']],
    ['It rose to more than 3,500, the agency said.', ['more than 3,500']],
    ['A magnitude 6.3 earthquake struck towns on 7, 11 and 15 October 2023.', ['6.3']],
    [
      'Between 2,500 and 6,000 men, or 6,000 to 6,500 fighters.',
      ['2,500', '6,000 men', '6,000 to 6,500 fighters'],
    ],
    [
      'Two unnamed high-ranking Hill Front leaders and five police officers died.',
      ['Two unnamed high-ranking Hill Front leaders', 'five police officers'],
    ],
    ['Nine in ten of the dead were women.', ['Nine in ten']],
  ])('%s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });
});

describe('statedDate', () => {
  it.each([
    ['2025-10-09. Two strikes.', '2025-10-09'],
    ['It fell on 9 October 2025 at dawn.', '2025-10-09'],
    ['It fell on the 9th of October, 2025.', '2025-10-09'],
    ['It fell on Oct. 9, 2025.', '2025-10-09'],
    ['By October 2025 it had fallen.', '2025-10'],
    ['In 2025 it fell.', null],
    ['On 9 October it fell.', null],
    ['On March 5 it spoke of the fall in April 2022.', null],
    ['From 19 April to 25 May 2022 it fell.', '2022-05-25'],
    ['Code 2025-13-40 is no date.', null],
  ])('%s', (text, day) => {
    expect(statedDate(text, whole(text))?.day ?? null).toBe(day);
  });
});
