import { describe, expect, it } from 'vitest';
import { namedParties } from '../../src/article/named-parties.ts';

const BODY =
  'Laila Ansari, a water engineer at the Kunar Relief Board, met farmers in Asadabad on Monday. ' +
  '“The wells are dry,” Ansari said. The board, known as the KRB, had no comment. ' +
  'President Omar Sharif sent no one. Dr. Yusufi left early.';

describe('namedParties', () => {
  it('lists people and institutions in their fullest form, by first appearance', () => {
    const found = namedParties(BODY);
    expect(found.map((p) => [p.name, p.institution])).toEqual([
      ['Laila Ansari', false],
      ['Kunar Relief Board', true],
      ['Omar Sharif', false],
      ['Yusufi', false],
    ]);
    for (const { name, span } of found) expect(BODY.slice(span.start, span.end)).toBe(name);
  });

  it('gives the role and counts the mentions', () => {
    const [first] = namedParties(BODY);
    expect(BODY.slice(first!.role!.start, first!.role!.end)).toBe(
      'a water engineer at the Kunar Relief Board',
    );
    expect(first!.mentions).toBe(2);
  });

  it('leaves out places and regions that are not the article’s', () => {
    expect(namedParties('It rained in Asadabad and near Jalalabad.')).toEqual([]);
    const start = BODY.indexOf('President');
    const names = namedParties(BODY, [{ kind: 'teaser', start, end: BODY.length }]);
    expect(names.map((p) => p.name)).toEqual(['Laila Ansari', 'Kunar Relief Board']);
  });
});
