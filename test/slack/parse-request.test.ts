import { describe, expect, it } from 'vitest';
import { closestWord } from '../../src/slack/closest-word.ts';
import { isSmallTalk, leansOnPrevious } from '../../src/slack/follow-up.ts';
import { linksIn, plainWords } from '../../src/slack/message-text.ts';
import { parseRequest, slipOf } from '../../src/slack/parse-request.ts';

describe('requests', () => {
  const asking = (kind: string, question: string) => ({
    kind: 'asking',
    asking: { kind, question, offset: 0 },
  });
  it.each<[string, object]>([
    ['ttp', asking('ask', 'ttp')],
    ['  what of the TTP?  ', asking('ask', 'what of the TTP?')],
    ['quotes Asfandyar Mir', asking('quotes', 'Asfandyar Mir')],
    ['Quote: Mir', asking('quotes', 'Mir')],
    ['verify "a big deal"', asking('verify', 'a big deal')],
    ['verify “a “big” deal”', asking('verify', 'a “big” deal')],
    ['verify a big deal', asking('verify', 'a big deal')],
    ['timeline TTP', asking('timeline', 'TTP')],
    ['figures refugees', asking('figures', 'refugees')],
    ['help', { kind: 'help' }],
    ['', { kind: 'help' }],
    ['sources', { kind: 'sources' }],
    ['sources of funding', asking('ask', 'sources of funding')],
    ['digest', { kind: 'digest', action: 'settings' }],
    ['digest NOW', { kind: 'digest', action: 'now' }],
    ['digest of the week', asking('ask', 'digest of the week')],
    ['feedback csv', { kind: 'feedback', as: 'csv' }],
    ['feedback from UNAMA', asking('ask', 'feedback from UNAMA')],
    [
      'add https://example.org/a, https://example.org/b',
      { kind: 'add', urls: ['https://example.org/a', 'https://example.org/b'] },
    ],
    [
      'add https://example.org/feed only: Afghanistan, Pakistani Taliban,',
      {
        kind: 'add',
        urls: ['https://example.org/feed'],
        topics: ['Afghanistan', 'Pakistani Taliban'],
      },
    ],
    ['remove', { kind: 'remove', names: [] }],
    ['remove my-article', { kind: 'remove', names: ['my-article'] }],
    [
      'remove https://example.org/a https://example.org/b',
      { kind: 'remove', names: ['https://example.org/a', 'https://example.org/b'] },
    ],
    ['remove the ban on schools', { kind: 'asking' }],
    ['add example.org', { kind: 'incomplete', command: 'add' }],
    ['quotes', { kind: 'incomplete', command: 'quotes' }],
    ['verify ""', { kind: 'incomplete', command: 'verify' }],
  ])('"%s"', (text, expected) => {
    expect(parseRequest(text)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ['and who said that?', { kind: 'quotes', question: 'ttp' }],
    ['figures', { kind: 'figures', question: 'ttp' }],
    ['how many?', { kind: 'ask', question: 'how many?', previous: 'ttp' }],
  ])('in a thread on "ttp": "%s"', (text, expected) => {
    expect(parseRequest(text, 'ttp')).toMatchObject({ kind: 'asking', asking: expected });
  });
});

describe('slips of the keyboard', () => {
  it.each([
    ['quoets Mir', 'quotes'],
    ['veirfy "x"', 'verify'],
    ['hepl', 'help'],
    ['digets now', 'digest'],
    ['sorces', 'sources'],
    ['figurs aid', 'figures'],
  ])('"%s" is near %s', (text, command) => {
    expect(slipOf(text)?.command).toBe(command);
  });
  it.each([
    'and who said that?',
    'held hostages',
    'aid frozen',
    'digests of aid',
    'quotes Mir',
    'ttp',
    'Herat',
  ])('"%s" is none', (text) => {
    expect(slipOf(text)).toBeNull();
  });
  it.each([
    ['abcde', 'abced'],
    ['hlep', 'help'],
  ])('a swap of neighbours is one slip: %s, %s', (a, b) => {
    expect(closestWord(a, [b])).toBe(b);
  });
});

describe('what people write', () => {
  it.each([
    ['<@UBOT> ttp &amp; aid', 'ttp & aid'],
    ['<@UBOT>', ''],
    ['a &amp;lt; b', 'a &lt; b'],
    ['see <https://example.org/a|the page> in <#C1|desk>', 'see the page in #desk'],
    ['<!channel> <!here|here> hello', 'hello'],
    ['<https://example.org/?a=1&amp;b=2>', 'https://example.org/?a=1&b=2'],
  ])('"%s" means "%s"', (text, words) => {
    expect(plainWords(text, 'UBOT')).toBe(words);
  });
  it('holds links, each once', () => {
    expect(
      linksIn(
        '<https://a.org/x|x> <mailto:a@b.org|m> <https://a.org/x> <http://b.org/?q=1&amp;r=2>',
      ),
    ).toEqual(['https://a.org/x', 'http://b.org/?q=1&r=2']);
  });
  it.each(['thanks!', 'Thank you so much', 'ok', '👍', '<@U2> and you?', ':tada:'])(
    '"%s" is not for us',
    (text) => {
      expect(isSmallTalk(text)).toBe(true);
    },
  );
  it.each(['ok, and the TTP?', 'who said that', 'great power politics'])('"%s" is', (text) => {
    expect(isSmallTalk(text)).toBe(false);
  });
  it('is read in no time however long', () => {
    expect(isSmallTalk('!'.repeat(40_000))).toBe(true);
    expect(isSmallTalk(`${'ok '.repeat(10_000)}x`)).toBe(false);
  });
  it.each([
    ['and who said that?', true],
    ['why?', true],
    ['what of the schools', false],
  ])('"%s" leans on the question before: %s', (text, leans) => {
    expect(leansOnPrevious(text)).toBe(leans);
  });
});
