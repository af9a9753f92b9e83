import { describe, expect, test } from 'vitest';
import { aliasMatcher } from '../../src/search/alias-matcher.ts';
import { NO_ALIASES } from '../../src/search/aliases.ts';
import { type Particular, stated } from '../../src/search/particulars.ts';
import { createPassageIndex } from '../../src/search/passage-index.ts';
import { analyzeQuery } from '../../src/search/query.ts';
import { indexedArticle } from './indexed-article.ts';

const MATCHER = aliasMatcher(NO_ALIASES, []);

/** What a question states, one text a particular: `name Hibatullah Akhundzada`. */
function particulars(text: string): string[] {
  const query = analyzeQuery(text, MATCHER);
  return query.particulars.map(({ kind, concept, after }) =>
    [kind, ...(after ? [query.concepts[after.concept]!.as] : []), query.concepts[concept]!.as].join(
      ' ',
    ),
  );
}

describe('names and quantities that a question states', () => {
  test.each([
    ['what did Qalandar Ebad say?', ['name Qalandar Ebad']],
    ['what did Hamid Wafa Zadran say?', ['name Hamid Wafa', 'name Wafa Zadran']],
    ['who runs the Ministry of Mines?', ['name Ministry Mines']],
    ['what did Kabul’s Pul-e-Charkhi prison hold?', ['name Kabul’s', 'name Pul Charkhi']],
    ['Hamid Wafa was tried. Where is he held?', ['name Hamid Wafa']],
    ['Wildfires burned in Kunar. What was lost?', ['name Kunar']],
    ['is it in Zaranj, Herat or Farah?', ['name Zaranj', 'name Herat', 'name Farah']],
    ['which dam holds 146 million cubic metres?', ['quantity 146 million']],
    [
      'which 1,277 cases, 12% of all, were the 51st?',
      ['quantity 1,277', 'quantity 12', 'quantity 51st'],
    ],
    ['what happened in 2021, and in 3 of 7 cases?', []],
    ['who is hamid wafa?', []],
    ['WHO IS HAMID WAFA?', []],
    ['What Did The Ministry Say About Hamid Wafa', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(particulars(text)).toEqual(expected);
  });

  test('written without capitals, what the corpus writes with one', () => {
    const names = new Set(['hamid', 'wafa', 'kunar']);
    const known = { spellings: () => [], isName: (term: string) => names.has(term) };
    const stated = (text: string) => {
      const { particulars: of, concepts } = analyzeQuery(text, MATCHER, known);
      return of.map(({ concept, after }) =>
        [after?.concept, concept].map((i) => concepts[i ?? -1]?.as),
      );
    };
    expect(stated('what did hamid wafa do in kunar last week')).toEqual([
      ['hamid', 'wafa'],
      [undefined, 'kunar'],
    ]);
    expect(stated('kunar was hit')).toEqual([[undefined, 'kunar']]);
    expect(stated('Kunar was hit')).toEqual([[undefined, 'Kunar']]);
    expect(stated('Wildfires hit Kunar')).toEqual([[undefined, 'Kunar']]);
    const small = analyzeQuery('where is hamid?', MATCHER, known);
    expect(small.concepts.map(({ capital }) => capital)).toEqual([true]);
    const first = analyzeQuery('Tents reached Hamid', MATCHER, known);
    expect(first.concepts.map(({ as, capital }) => [as, capital])).toEqual([
      ['Tents', false],
      ['reached', false],
      ['Hamid', true],
    ]);
  });

  test('the parts of one name count as one', () => {
    const { particulars: of } = analyzeQuery('where did Hamid Wafa Zadran speak?', MATCHER);
    expect(of.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  test('no more than a bit each', () => {
    const names = Array.from(
      { length: 60 },
      (_, i) => `Name${String.fromCharCode(97 + (i % 26))}${i}`,
    );
    expect(particulars(`who met ${names.join(', ')} there?`).length).toBeLessThanOrEqual(30);
  });

  test('two words are stated where one follows the other as closely as in the question', () => {
    const of: Particular[] = [
      { kind: 'name', concept: 1, after: { concept: 0, gap: 2 }, share: 1 },
      { kind: 'name', concept: 2, share: 1 },
    ];
    const at = (...places: readonly (readonly [number, number])[]) =>
      stated(
        of,
        places.map(([concept, place]) => ({ concept, at: place })),
      );
    expect(at([0, 3], [1, 5])).toBe(0b01);
    expect(at([0, 3], [1, 6])).toBe(0);
    expect(at([1, 3], [0, 4])).toBe(0);
    expect(at([0, 1], [1, 9], [0, 8], [2, 20])).toBe(0b11);
  });
});

describe('how sure an answer is', () => {
  const index = createPassageIndex(
    [
      indexedArticle('strike', 'Air strike in Kunar', [
        'Officials in Asadabad said on Sunday that an air strike had hit a house.',
        'The strike killed 47 people in the village of Wata Pur, said Hamid Wafa, a doctor.',
        'Relief workers brought tents and flour.',
      ]),
      ...Array.from({ length: 30 }, (_, i) =>
        indexedArticle(`other-${i}`, `Report ${i} of a village`, [
          `In village number ${i} a doctor treated people after a strike on a house.`,
          `Tents and flour came on day ${i}, said officials.`,
        ]),
      ),
    ],
    NO_ALIASES,
  );
  const confidence = async (text: string) => (await index.search({ text }, 10)).confidence;

  test('another number than the articles state makes it less sure', async () => {
    const stated = await confidence('In which village did the strike kill 47 people?');
    const swapped = await confidence('In which village did the strike kill 4,700 people?');
    expect(swapped).toBeLessThan(stated - 0.2);
  });

  test('so does another name made of words that the articles hold apart', async () => {
    const stated = await confidence('In which village did the doctor Hamid Wafa treat people?');
    const swapped = await confidence('In which village did the doctor Wafa Hamid treat people?');
    expect(swapped).toBeLessThan(stated);
  });
});
