import { describe, expect, it } from 'vitest';
import { citationLine } from '../../src/slack/views/citation-line.ts';
import { verbatim } from '../../src/slack/views/rich-text.ts';
import { shortDate } from '../../src/slack/views/short-date.ts';
import { spoken } from '../../src/slack/views/spoken.ts';

const citation = { articleId: 'a', title: 'A title', paragraph: 3, sources: [] };
const said = (line: ReturnType<typeof citationLine>) =>
  line.elements.map((element) => ('text' in element ? element.text : '')).join('');

describe('the citation line', () => {
  it('names title, publisher, date and paragraph, and links the words', () => {
    const link = 'https://example.org/a#:~:text=big%20deal';
    const line = citationLine({
      ...citation,
      publisher: 'Wire',
      publishedAt: '2022-05-17',
      url: 'https://example.org/a',
      link,
    });
    expect(said(line)).toBe('A title · Wire · 17 May 2022 · ¶\u00a03');
    expect(line.elements[0]).toEqual({ type: 'link', url: link, text: 'A title' });
  });

  it('links the page where the address of the words is too long for Slack', () => {
    const link = `https://example.org/a#:~:text=${'x'.repeat(3000)}`;
    const line = citationLine({ ...citation, url: 'https://example.org/a', link });
    expect(line.elements[0]).toMatchObject({ url: 'https://example.org/a' });
  });

  it.each(['javascript:alert(1)', 'ftp://example.org', '/relative', 'https://'])(
    'does not link %s',
    (url) => {
      expect(citationLine({ ...citation, url }).elements[0]?.type).toBe('text');
    },
  );

  it('names the sources that the article gives, three of them, and counts the rest', () => {
    const source = (n: number) => ({
      id: `s${n}`,
      title: `Source ${n}`,
      publisher: 'UN',
      date: '2024-07',
      url: `https://example.org/${n}`,
    });
    const line = citationLine({ ...citation, sources: [1, 2, 3, 4, 5].map(source) });
    expect(said(line)).toContain(
      'from: Source 1 (UN, Jul 2024); Source 2 (UN, Jul 2024); Source 3 (UN, Jul 2024); and 2 more',
    );
  });

  it('says in how many articles the same words stand, and which was first', () => {
    const first = { ...citation, publisher: 'Agency', publishedAt: '2022-05-12' };
    const line = citationLine({ ...citation, sameWords: { articles: 4, first } });
    expect(said(line)).toContain('Same words in 4 articles; earliest: Agency, 12 May 2022');
  });

  it('isolates a right-to-left title without touching its characters', () => {
    const title = 'طالبان \u202Eabc';
    const { elements } = citationLine({ ...citation, title });
    expect(elements.slice(0, 3).map((element) => ('text' in element ? element.text : ''))).toEqual([
      '\u2068',
      title,
      '\u2069',
    ]);
  });
});

describe('verbatim words', () => {
  it.each([
    ['no mark', []],
    ['a mark inside', [{ start: 12, end: 15 }]],
    [
      'marks that overlap, out of order and beyond the ends',
      [
        { start: 18, end: 99 },
        { start: 0, end: 13 },
        { start: 12, end: 14 },
      ],
    ],
    ['an empty mark', [{ start: 13, end: 13 }]],
  ])('are the same characters with %s', (_, marks) => {
    const parts = verbatim('a 👩‍👩‍👧 b\n c', 10, marks);
    expect(parts.map((part) => part.text).join('')).toBe('a 👩‍👩‍👧 b\n c');
    expect(parts.every((part) => part.text !== '')).toBe(true);
  });
});

describe('dates and spoken text', () => {
  it.each([
    ['2022-05-17', '17 May 2022'],
    ['2022-05-07T23:59:00-10:00', '7 May 2022'],
    ['2022-05', 'May 2022'],
    ['2022', '2022'],
    ['spring', 'spring'],
  ])('%s is %s', (date, words) => {
    expect(shortDate(date)).toBe(words);
  });

  it('holds whole parts only, and says how many it leaves out', () => {
    const text = spoken(['a & b', 'c'.repeat(3000), 'd'.repeat(3000), 'e']);
    expect(text).toBe(`a &amp; b\n${'c'.repeat(3000)} (2 more in the message)`);
  });
});
