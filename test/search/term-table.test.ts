import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TermTable } from '../../src/search/term-table.ts';

test('holds what a Map would, however many terms come and however few were expected', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(2 ** 26 - 1), fc.nat(1000)), { maxLength: 400 }),
      fc.nat(20),
      fc.array(fc.nat(2 ** 26 - 1), { maxLength: 50 }),
      (entries, expected, others) => {
        const table = new TermTable(expected);
        const map = new Map<number, number>();
        for (const [term, value] of entries) {
          table.set(term, value);
          map.set(term, value);
        }
        for (const term of [...map.keys(), ...others]) {
          expect(table.get(term)).toBe(map.get(term) ?? -1);
        }
      },
    ),
  );
});

test('term 0 is a term, and one that is not there is told apart from value 0', () => {
  const table = new TermTable(1);
  expect(table.get(0)).toBe(-1);
  table.set(0, 0);
  expect(table.get(0)).toBe(0);
  expect(table.get(1)).toBe(-1);
});
