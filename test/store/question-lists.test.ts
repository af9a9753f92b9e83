import { expect, test } from 'vitest';
import type { BoundConcept, BoundQuery } from '../../src/search/bound-query.ts';
import type { TermList } from '../../src/store/fts-reader.ts';
import { passageAt, placeOf, TEXT } from '../../src/store/fts-tokens.ts';
import { QuestionLists } from '../../src/store/question-lists.ts';

const LENGTH = 50;
/** Lists of the text that holds the term once and twice. */
const ONCE_AND_TWICE = 0b11;
/** By term: the passages that hold it once at least, and twice. */
const CORPUS = {
  rare: [every(300), every(900)],
  more: [every(400), []],
  common: [every(1), every(2)],
} as const;
const TERMS = Object.keys(CORPUS) as (keyof typeof CORPUS)[];
const figures = new Map(
  TERMS.map((term, number) => {
    const df = CORPUS[term][0].length;
    return [term, { number, df, capitals: 0, small: df, lists: ONCE_AND_TWICE }] as const;
  }),
);
const stats = {
  passages: 60_000,
  meanLength: LENGTH,
  meanArticle: 1_000,
  df: (term: string) => figures.get(term as 'rare')?.df ?? 0,
};

function every(step: number): readonly number[] {
  return Array.from({ length: Math.floor(60_000 / step) }, (_, i) => i * step);
}

/** A reader of that corpus, with what it was asked for as a whole. */
function reader() {
  const whole: TermList[] = [];
  const holders = ({ term, list }: TermList) => CORPUS[TERMS[term]!][list] ?? [];
  return {
    whole,
    async lists(wanted: readonly TermList[], within?: readonly TermList[]) {
      if (!within) whole.push(...wanted);
      const inside = within && new Set(within.flatMap(holders));
      return wanted.map((each) =>
        holders(each)
          .filter((passage) => inside?.has(passage) ?? true)
          .map((passage) => placeOf(passage, LENGTH))
          .join(','),
      );
    },
  };
}

function question(...terms: readonly (keyof typeof CORPUS)[]): BoundQuery {
  const concepts = terms.map((term, id) => {
    const weight = 1;
    const df = figures.get(term)!.df;
    const concept = {
      as: term,
      variants: [{ term, weight }],
    } as unknown as BoundConcept['concept'];
    return { concept, terms: [{ id, weight }], df, idf: 1, rarity: 1 };
  });
  return { query: {} as BoundQuery['query'], concepts, mass: concepts.length };
}

/** Passages that hold the term, as far as they were read, and how often. */
function held(lists: QuestionLists, term: string): ReadonlyMap<number, number> {
  const { runs, vocabulary } = lists.corpus(stats, TERMS);
  const [run] = runs;
  const at = run!.place(vocabulary.idOf(term));
  const found = new Map<number, number>();
  for (let i = run!.starts[at]!; i < run!.starts[at + 1]!; i++) {
    found.set(passageAt(lists.placeOf(run!.postings[i]!)), run!.counts[i]!);
  }
  return found;
}

test('of a common word only what the passages of the rare ones hold is read', async () => {
  const from = reader();
  const lists = new QuestionLists(from, figures);
  await lists.read(question('common', 'rare'), 200_000);
  expect(lists.isComplete).toBe(true);
  expect(from.whole.map(({ term }) => TERMS[term])).toEqual(['rare', 'rare']);
  expect([...held(lists, 'rare').keys()].sort((a, b) => a - b)).toEqual(every(300));
  expect(held(lists, 'common')).toEqual(
    new Map(every(300).map((passage) => [passage, passage % 2 === 0 ? 2 : 1])),
  );

  await lists.readFeedback(['more', 'rare']);
  expect([...held(lists, 'more').keys()]).toEqual(every(400));
  expect(held(lists, 'common').size).toBe(every(300).length);
  expect(lists.isWhole).toBe(false);
});

test('rare words alone are read as a whole, and nothing is left out', async () => {
  const lists = new QuestionLists(reader(), figures);
  await lists.read(question('rare', 'more'), 200_000);
  expect(lists.isWhole).toBe(true);
  expect(held(lists, 'more').size).toBe(every(400).length);
});

test('of a word alone that is beyond the budget, the passages that hold it most often are read', async () => {
  const from = reader();
  const lists = new QuestionLists(from, figures);
  await lists.read(question('common'), 50_000);
  expect(lists.isComplete).toBe(false);
  expect(from.whole.some(({ list }) => list === TEXT)).toBe(false);
  expect(held(lists, 'common')).toEqual(new Map(every(2).map((passage) => [passage, 2])));
});
