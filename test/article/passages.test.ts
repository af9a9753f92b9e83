import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boilerplateRegions, cleanDump, markdownRegions } from '../../src/article/clean.ts';
import { passages } from '../../src/article/passages.ts';

const of = (body: string) => passages({ body, regions: markdownRegions(body) });
const texts = (body: string): string[] => of(body).map(({ start, end }) => body.slice(start, end));

describe('passages', () => {
  it('numbers paragraphs, keeps headings as context and sources as ids', () => {
    const body = 'First. [^a]\n\n## On water\n\nSecond here.\n\nThird. [^b] [^c]\n';
    const found = of(body);
    expect(found.map((p) => [p.paragraph, body.slice(p.start, p.end), p.sourceIds])).toEqual([
      [1, 'First.', ['a']],
      [2, 'Second here.', []],
      [3, 'Third.', ['b', 'c']],
    ]);
    expect(found.map((p) => p.heading && body.slice(p.heading.start, p.heading.end))).toEqual([
      undefined,
      'On water',
      'On water',
    ]);
  });

  it('joins hard-wrapped lines and divides lines that are paragraphs', () => {
    const wrapped =
      'The valley road was closed by snow for the third day in a row, and\nonly the army lorries were seen to pass the upper check point, say\nthe shepherds.';
    expect(texts(wrapped)).toEqual([wrapped]);
    const spoken =
      'MS. ROSHAN: Good morning.\n Q   And the road?\n MS. ROSHAN: It is open, and it will stay open, as far as anyone in this building is able to tell you on a day like this one, with the snow we have had.';
    expect(texts(spoken)).toHaveLength(3);
  });

  it('divides a long paragraph at sentences into parts of about equal length', () => {
    const sentence =
      'The committee heard from eleven witnesses about the price of wheat in the north. ';
    const body = sentence.repeat(20).trim();
    const found = of(body);
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found.map((p) => p.paragraph))).toEqual(new Set([1]));
    for (const p of found) {
      expect(p.end - p.start).toBeLessThanOrEqual(1000);
      expect(body.slice(p.start, p.end)).toMatch(/^The .*north\.$/s);
    }
    expect(found.map((p) => body.slice(p.start, p.end)).join(' ')).toBe(body);
  });

  it('every passage and sentence is a slice inside the searchable text, in order, for any text', () => {
    const word = fc.oneof(
      fc.constantFrom(
        '\n\n',
        '\n',
        '. ',
        '“',
        '”',
        '## ',
        '[^a]',
        '- ',
        '\ufeff',
        '\u202e',
        '😀',
        'REUTERS',
        'Related',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.lorem({ maxCount: 30 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (parts) => {
        const body = parts.join(' ');
        for (const regions of [
          markdownRegions(body),
          cleanDump(body).regions,
          boilerplateRegions(body, 'x'),
        ]) {
          let at = 0;
          for (const passage of passages({ body, regions })) {
            expect(passage.start).toBeGreaterThanOrEqual(at);
            expect(passage.end).toBeLessThanOrEqual(body.length);
            expect(passage.sentences[0]?.start).toBe(passage.start);
            expect(passage.sentences.at(-1)?.end).toBe(passage.end);
            expect(regions.some((r) => r.start < passage.end && passage.start < r.end)).toBe(false);
            at = passage.end;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays fast and whole on a megabyte without punctuation', () => {
    const body = 'word '.repeat(200_000);
    const found = of(body);
    expect(found.at(-1)?.end).toBe(body.trimEnd().length);
    expect(Math.max(...found.map((p) => p.end - p.start))).toBeLessThanOrEqual(1800);
  });
});
