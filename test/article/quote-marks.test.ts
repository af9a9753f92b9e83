import { describe, expect, it } from 'vitest';
import { blocks } from '../../src/article/blocks.ts';
import { quoteMarks } from '../../src/article/quote-marks.ts';

const found = (body: string): string[] =>
  quoteMarks(body, blocks(body)).map(({ start, end }) => body.slice(start, end));

describe('quoteMarks', () => {
  const cases: readonly (readonly [name: string, body: string, expected: readonly string[]])[] = [
    ['straight', 'The envoy said, "Talks go on."', ['"Talks go on."']],
    ['curly', 'The envoy said, “Talks go on.”', ['“Talks go on.”']],
    ['guillemets', 'The envoy said: «Talks go on».', ['«Talks go on»']],
    ['low and high', 'The envoy said: „Talks go on“.', ['„Talks go on“']],
    ['typewriter', "The envoy said: ``Talks go on.''", ["``Talks go on.''"]],
    [
      'nested single marks stay inside',
      '“He told us, ‘Leave by noon,’ and we left,” she said.',
      ['“He told us, ‘Leave by noon,’ and we left,”'],
    ],
    [
      'nested double marks stay inside',
      'She said: “They shouted “Stop” and then fired” at the gate.',
      ['“They shouted “Stop” and then fired”'],
    ],
    [
      'interrupted by the cue',
      '“The road is open,” he said, “but nobody drives it.”',
      ['“The road is open,”', '“but nobody drives it.”'],
    ],
    ['curly opening, straight closing', 'He called it “a fine mess" today.', ['“a fine mess"']],
    ['straight opening, curly closing', 'He called it "a fine mess” today.', ['"a fine mess”']],
    ['two opening marks', 'He called it “a fine mess“ today.', ['“a fine mess“']],
    ['single marks in a headline', "Governor vows 'swift answer' to raid", ["'swift answer'"]],
    ['curly single marks', 'Governor vows ‘swift answer’ to raid', ['‘swift answer’']],
    ['apostrophes', 'It’s the miners’ strike, isn’t it? ’Tis. Rock ’n’ roll in the ’90s.', []],
    ['feet and inches', 'The post was 6\'2" tall and 5" wide.', []],
    [
      'inches inside a quotation',
      'He said, "The pipe was 12" wide and rusty," and left.',
      ['"The pipe was 12" wide and rusty,"'],
    ],
    ['attribute values of left-over markup', '<p class="lead" id="x">The road is open.</p>', []],
    ['an empty pair', 'He typed "" and left.', []],
    ['a mark that closes nothing', 'The road is open.” That was all.', []],
    [
      'a forgotten closing mark ends with the paragraph',
      'He said, “The road is open and safe.\n\nNobody drove it.',
      ['“The road is open and safe.'],
    ],
    [
      'a forgotten closing mark ends before the next opening',
      'He said, “The road is open now. “Nobody drives it,” he added.',
      ['“The road is open now.', '“Nobody drives it,”'],
    ],
    [
      'in brackets and after a dash',
      '(“so-called”) and—“quiet”—streets',
      ['“so-called”', '“quiet”'],
    ],
    [
      'a Markdown block quote without its credit',
      '> The road is open to all.\n> — The mayor',
      ['The road is open to all.'],
    ],
  ];
  it.each(cases)('%s', (_, body, expected) => {
    expect(found(body)).toEqual(expected);
  });

  it('joins paragraphs that open with the mark repeated', () => {
    const body = 'He said: “The road is open.\n\n“The bridge is not.”';
    const marks = quoteMarks(body, blocks(body));
    expect(marks.map(({ closed, continues }) => [closed, continues])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('gives spans in order that do not overlap, whatever the marks', () => {
    const signs = ['"', '“', '”', '‘', '’', "'", '«', '»', ' ', 'a', '.', '\n\n', '<', '5', '('];
    let seed = 5;
    for (let round = 0; round < 400; round++) {
      let body = '';
      for (let k = 0; k < 60; k++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        body += signs[seed % signs.length];
      }
      let last = 0;
      for (const mark of quoteMarks(body, blocks(body))) {
        expect(mark.start).toBeGreaterThanOrEqual(last);
        expect(mark.inner.start).toBeGreaterThanOrEqual(mark.start);
        expect(mark.inner.end).toBeGreaterThan(mark.inner.start);
        expect(mark.end).toBeLessThanOrEqual(body.length);
        last = mark.end;
      }
    }
  });
});
