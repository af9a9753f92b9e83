import { describe, expect, it } from 'vitest';
import type { WordChange } from '../../src/answer/desk.ts';
import { messageProblems } from '../../src/slack/limits.ts';
import type { ChangeNotice, ShownChange } from '../../src/slack/ports.ts';
import { changeNoticeView } from '../../src/slack/views/change-notice-view.ts';
import { quotesOf, richTextOf } from './support/payloads.ts';

const notice = (...changes: ShownChange[]): ChangeNotice => ({
  kind: 'changed',
  key: 'k1',
  place: 'T1/C1/10.1',
  article: { id: 'a', title: 'A title', url: 'https://example.org/a' },
  changes,
});
const replaced = (before: string, old: string, now: string, after: string): ShownChange => {
  const words: readonly WordChange[] = [
    { kind: 'same', text: before },
    { kind: 'missing', text: old },
    { kind: 'added', text: now },
    { kind: 'same', text: after },
  ];
  return { shown: before + old + after, words };
};

describe('a change notice', () => {
  it('shows the words as they were, struck and bold runs, and the page', () => {
    const { blocks, text } = changeNoticeView(notice(replaced('Almost ', '300', '280', ' raids.')));
    expect(quotesOf(blocks)).toEqual(['Almost 300 raids.']);
    expect(richTextOf(blocks)).toContain('Now: Almost 300 280 raids.');
    const json = JSON.stringify(blocks);
    expect(json).toContain('{"type":"text","text":"300","style":{"strike":true}}');
    expect(json).toContain('{"type":"text","text":"280","style":{"bold":true}}');
    expect(json).toContain('"url":"https://example.org/a"');
    expect(json).toContain('The answer above cites the version that it came from.');
    expect(text).toContain('As shown: Almost 300 raids.\nNow: Almost 280 raids.');
  });

  it('leaves out unchanged words far from the change, marked, in whole words', () => {
    const far = 'word '.repeat(100);
    const { blocks } = changeNoticeView(notice(replaced(far, 'old', 'new', ` ${far}`)));
    expect(quotesOf(blocks)).toEqual([`${far}old ${far}`]);
    const now = richTextOf(blocks).split('Now: ')[1] ?? '';
    expect(now).toMatch(/^\[…\] (word )+old new( word)+ \[…\]$/);
    expect(now.length).toBeLessThan(220);
  });

  it('says when the words are gone, without a legend for marks that are not there', () => {
    const { blocks } = changeNoticeView(notice({ shown: 'Gone words.' }));
    expect(richTextOf(blocks)).toContain('no longer has these words');
    expect(JSON.stringify(blocks)).not.toContain('Struck out');
  });

  it('is one message however much changed: whole passages, the others counted', () => {
    const long = replaced('x '.repeat(300), 'old '.repeat(200), 'new '.repeat(200), 'y');
    const message = changeNoticeView(notice(...Array.from({ length: 60 }, () => long)));
    expect(messageProblems(message)).toEqual([]);
    const quotes = quotesOf(message.blocks);
    expect(quotes.length).toBeGreaterThan(1);
    for (const quote of quotes) expect(quote).toBe(long.shown);
    expect(JSON.stringify(message.blocks)).toContain(`${60 - quotes.length} more passages shown`);
  });

  it('points to the page where a comparison would not fit', () => {
    const rewritten = replaced('', 'old '.repeat(900), 'new '.repeat(900), '');
    const message = changeNoticeView(notice(rewritten));
    expect(messageProblems(message)).toEqual([]);
    expect(quotesOf(message.blocks)).toEqual([rewritten.shown]);
    expect(richTextOf(message.blocks)).toContain('open the page to compare');
    const huge = changeNoticeView(notice({ shown: 'word '.repeat(4000) }));
    expect(messageProblems(huge)).toEqual([]);
    expect(JSON.stringify(huge.blocks)).toContain('1 more passage shown here changed too');
  });
});
