import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/search/analyzer.ts';

describe('analyze', () => {
  test.each([
    ['Zawāhirī’s house', ['zawahiri', 'hous']],
    ['the U.S. and the US', ['the', 'usa', 'and', 'the', 'usa']],
    ['tell us', ['tell', 'us']],
    ['1,250 tents, 3.5 km', ['1250', 'tent', '3.5', 'km']],
    ['Tehrik-i-Taliban', ['tehrik', 'i', 'taliban']],
    ['ﬁve Straße', ['five', 'strass']],
    ['', []],
    ['— … !', []],
  ])('%s', (text, terms) => {
    expect(analyze(text).map(({ term }) => term)).toEqual(terms);
  });

  test('tokens are slices of the text, in order, and analysis does not depend on case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let end = 0;
        for (const { surface, start, word } of analyze(text)) {
          expect(text.slice(start, start + surface.length)).toBe(surface);
          expect(start).toBeGreaterThanOrEqual(end);
          expect(word).not.toBe('');
          end = start + surface.length;
        }
      }),
    );
  });
});
