import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  eachList,
  lengthAt,
  listsOf,
  packedWith,
  passageAt,
  placeOf,
} from '../../src/store/fts-tokens.ts';
import { eachPlace, PostingLists } from '../../src/store/posting-lists.ts';

/** Passages with their length and how often they hold the term, as far as lists say it. */
const holders = fc.uniqueArray(
  fc.record({
    passage: fc.nat(5_000_000_000),
    length: fc.nat(190),
    text: fc.nat(8),
    title: fc.nat(3),
    heading: fc.nat(2),
    speaker: fc.nat(3),
  }),
  { selector: ({ passage }) => passage, maxLength: 60 },
);
const packedOf = (each: { text: number; title: number; heading: number; speaker: number }) =>
  each.text | (each.title << 6) | (each.heading << 9) | (each.speaker << 12);

test('lists give back the passages, their lengths and how often they hold a term', () => {
  fc.assert(
    fc.property(holders, holders, (one, other) => {
      const lists = new PostingLists();
      const terms = [one, other].map((all) => all.filter((each) => packedOf(each) > 0));
      terms.forEach((all, term) => {
        const places = new Map<number, number[]>();
        for (const each of all) {
          eachList(listsOf(packedOf(each)), (list) => {
            const own = places.get(list) ?? [];
            places.set(list, [...own, placeOf(each.passage, each.length)]);
          });
        }
        // In whatever order the lists come.
        const asked = [...places].reverse().map(([list, own]) => [list, own.join(',')] as const);
        lists.add(`t${term}`, asked);
      });
      const stats = { passages: 9, meanLength: 9, meanArticle: 9, df: () => 1 };
      const { runs, segment, vocabulary } = lists.corpus(stats, ['t1', 'unread']);
      expect(vocabulary.idOf('unread')).toBe(2);
      const [run] = runs;
      terms.forEach((all, term) => {
        const at = run!.place(vocabulary.idOf(`t${term}`));
        const found = new Map<number, readonly number[]>();
        for (let i = run!.starts[at]!; i < run!.starts[at + 1]!; i++) {
          const number = run!.postings[i]!;
          const passage = passageAt(lists.placeOf(number));
          found.set(passage, [run!.counts[i]!, segment.lengths[number]!]);
        }
        const wanted = all.map((each) => [each.passage, [packedOf(each), each.length]] as const);
        expect(found).toEqual(new Map(wanted));
      });
    }),
    { numRuns: 60 },
  );
});

test('long passages are about as long as they were, and counts beyond the lists are the most they say', () => {
  for (const length of [191, 192, 200, 900, 1_199]) {
    expect(Math.abs(lengthAt(placeOf(7, length)) - length)).toBeLessThan(16);
  }
  expect(lengthAt(placeOf(7, 60_000))).toBeGreaterThan(1_000);
  expect(passageAt(placeOf(7, 60_000))).toBe(7);
  let packed = 0;
  eachList(listsOf(63 | (7 << 6)), (list) => {
    packed = packedWith(packed, list);
  });
  expect(packed).toBe(8 | (3 << 6));
});

test('places are read from the text of a list', () => {
  const read: number[] = [];
  eachPlace('0,7,1099511627775', (place) => read.push(place));
  eachPlace('', (place) => read.push(place));
  expect(read).toEqual([0, 7, 1_099_511_627_775]);
});
