import { expect, it } from 'vitest';
import { article, deskOf } from '../builders/border-post.ts';

const desk = deskOf(
  [
    'Raids went on in the hills, and the NHFS counted each one.',
    'The NHFS is an alliance of hill bands, and it began in 2019.',
    'Traders feared the NHFS, and many left the hills in that year.',
    'Elders spoke with Daud Amin, the head of the NHFS, in the spring.',
  ].map((body, i) => article({ id: `a${i}`, title: `Note ${i}`, body })),
);

it.each(['what is the NHFS', 'NHFS'])('%j: what says what it is comes first', async (question) => {
  const { excerpts } = await desk.ask(question);
  expect(excerpts[0]?.articleId).toBe('a1');
  expect(excerpts.length).toBeGreaterThan(1);
});
