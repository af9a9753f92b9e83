import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marked } from '../../src/terminal/answer.ts';
import { inert, plainStyle, terminalStyle } from '../../src/terminal/style.ts';
import { columns, wrap } from '../../src/terminal/wrap.ts';

/** Control characters but tab and line break, and the characters that reorder a line. */
function unsafe(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const control = (code < 32 && code !== 9 && code !== 10) || (code >= 127 && code < 160);
  return control || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

describe('wrap', () => {
  it('breaks at spaces only, and joins back to the same words', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
            .map((s) => s.replace(/\s/g, '') || 'x'),
          { minLength: 1 },
        ),
        fc.integer({ min: 20, max: 90 }),
        (words, width) => {
          const text = words.join(' ');
          expect(wrap(text, width).split('\n').join(' ')).toBe(text);
        },
      ),
    );
  });

  it('counts styled words by what is seen', () => {
    const style = terminalStyle(30);
    const line = wrap(
      `${style.bold('one')} ${style.link('two', 'https://a.example/')} three four five six seven eight`,
      30,
      '  ',
    );
    for (const part of line.split('\n')) expect(columns(part)).toBeLessThanOrEqual(30);
  });
});

describe('inert', () => {
  it('leaves no control character or override, and changes nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = inert(text);
        expect(stripVTControlCharacters(safe)).toBe(safe);
        expect([...safe].filter(unsafe)).toEqual([]);
      }),
    );
    expect(inert('“Herat” — قندهار\t\n')).toBe('“Herat” — قندهار\t\n');
  });
});

describe('marked', () => {
  it('adds nothing to the text of an excerpt but style', () => {
    const text = 'One two. Three four.';
    const at = { start: 10, end: 30 };
    const highlight = [{ start: 19, end: 30 }];
    expect(marked(text, at, highlight, plainStyle)).toBe(text);
    expect(stripVTControlCharacters(marked(text, at, highlight, terminalStyle(80)))).toBe(text);
    expect(marked(text, at, highlight, terminalStyle(80))).toContain('\u001b[1mThree\u001b[22m');
  });

  it('puts no link where the address could end it', () => {
    expect(terminalStyle(80).link('a', 'https://a.example/\u001b]8;;')).toBe('a');
    expect(terminalStyle(80).link('a', 'javascript:alert(1)')).toBe('a');
  });
});
