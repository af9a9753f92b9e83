import { expect, it } from 'vitest';
import { askedSpeaker } from '../../src/answer/asked-speaker.ts';
import { article, deskOf } from '../builders/border-post.ts';

it.each([
  ['what did Laila Roshan say about the gate', 'Laila Roshan'],
  ['What does the UN monitoring team say about the Front?', 'UN monitoring team'],
  ['how has Noori described the talks', 'Noori'],
  ['which villages did the ministry call safe', 'ministry'],
  ['what happened at the gate', undefined],
  ['who said the gate was shut', undefined],
  ['Laila Roshan', undefined],
])('%j asks for the words of %s', (question, speaker) => {
  expect(askedSpeaker(question)).toBe(speaker);
});

it('shows what the one who is asked about said before what others said', async () => {
  const desk = deskOf([
    article({
      id: 'roads',
      title: 'Roads in the hills',
      body:
        'The hill roads are unsafe, and the hill roads need repair, said Daud Amin, an engineer. ' +
        'Laila Roshan knows the hill roads.\n\n' +
        'The ministry counted the hill roads twice last year.\n\n' +
        '“We will mend the hill roads in spring,” said Laila Roshan, the trade minister.',
    }),
  ]);
  const answer = await desk.ask('what did Laila Roshan say about the hill roads');
  expect(answer.excerpts[0]).toMatchObject({ paragraph: 3, speaker: 'Laila Roshan' });
  expect(answer.excerpts.length).toBeGreaterThan(1);
  expect(answer.quotes.map(({ speaker }) => speaker)).toEqual(['Laila Roshan']);
});
