import { describe, expect, it } from 'vitest';
import { textFragmentLink } from '../../src/answer/text-fragment.ts';

const PAGE = 'https://wire.example/a';
const filler = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ');

/** The directive's parts, decoded, for the first place of `words` in `body` from `from` on. */
function parts(body: string, words: string, from = 0): string[] {
  const start = body.indexOf(words, from);
  const link = textFragmentLink(PAGE, body, { start, end: start + words.length }) ?? '';
  expect(link.startsWith(`${PAGE}#:~:text=`)).toBe(true);
  const directive = link.slice(`${PAGE}#:~:text=`.length);
  expect(directive).toMatch(/^[\w%.,-]+$/);
  return directive.split(',').map(decodeURIComponent);
}

describe('textFragmentLink', () => {
  it('keeps dashes, commas, ampersands and quotation marks out of the syntax', () => {
    const words = 'a so-called “big deal”, they’d say – A&B, 50% (now)';
    expect(parts(`Before. ${words} After.`, words)).toEqual([words]);
  });

  it('names a long run by its first and last words, extended until they are the first such place', () => {
    const twice = `The talks in the old town began. Then: The talks in the old town ended. ${filler}.`;
    const start = twice.lastIndexOf('The talks');
    expect(parts(twice, twice.slice(start), start)).toEqual([
      'The talks in the old town ended.',
      'word35 word36 word37 word38 word39.',
    ]);
  });

  it('tells words that stand earlier too by the ones before them', () => {
    const body = 'One said: “No.” Another woman then said: “No.”';
    const from = body.lastIndexOf('“No.”');
    expect(parts(body, '“No.”', from)).toEqual(['woman then said:-', '“No.”']);
    expect(parts(body, '“No.”')).toEqual(['“No.”']);
  });

  it('matches no run across paragraphs', () => {
    const body = `It ended there.\n\nIt began here.\n\n${filler}`;
    expect(parts(body, 'It ended there.\n\nIt began here.')).toEqual([
      'It ended there.',
      'It began here.',
    ]);
  });

  it('leaves a page without a web address unlinked, and keeps a fragment of its own', () => {
    expect(textFragmentLink('ftp://a.example/b', 'words', { start: 0, end: 5 })).toBeNull();
    expect(textFragmentLink(undefined, 'words', { start: 0, end: 5 })).toBeNull();
    expect(textFragmentLink(`${PAGE}#top`, 'words', { start: 0, end: 5 })).toBe(
      `${PAGE}#top:~:text=words`,
    );
  });
});
