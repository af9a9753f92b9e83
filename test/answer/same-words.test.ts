import fc from 'fast-check';
import { expect, test } from 'vitest';
import { containment, shingles } from '../../src/answer/same-words.ts';

const words = fc
  .array(fc.constantFrom(...'the aid truck left at noon for Herat with rice'.split(' ')), {
    maxLength: 30,
  })
  .map((some) => some.join(' '));

test('words in other dress are the same, and part of a text is contained in it', () => {
  const text = 'The trucks left Torkham on Monday, and reached Jalalabad before nightfall.';
  expect(containment(shingles(text), shingles(text.toUpperCase().replace(',', ' –')))).toBe(1);
  expect(containment(shingles(text), shingles(text.split(' ').slice(0, 8).join(' ')))).toBe(1);
  expect(containment(shingles(text), shingles('Nothing of it is said in these few words.'))).toBe(
    0,
  );
});

test('is the share of the smaller set, as counted with sets', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [x, y] = [shingles(a), shingles(b)];
      const [small, large] = x.length <= y.length ? [x, y] : [y, x];
      const held = new Set(large);
      const common = small.filter((run) => held.has(run)).length;
      expect(containment(x, y)).toBe(small.length === 0 ? 0 : common / small.length);
    }),
  );
});

test('a least share changes nothing for those that have it, and tells the others as 0', () => {
  fc.assert(
    fc.property(words, words, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, least) => {
      const share = containment(shingles(a), shingles(b));
      expect(containment(shingles(a), shingles(b), least)).toBe(share >= least ? share : 0);
    }),
  );
});
