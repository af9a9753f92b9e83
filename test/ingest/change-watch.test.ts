import { describe, expect, it } from 'vitest';
import { compareSpans, nextCheck } from '../../src/ingest/change-watch.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse('2024-05-10T00:00:00Z');

it.each([
  ['an article of today', { addedAt: now, failures: 0 }, 6 * HOUR],
  ['one of last week', { addedAt: now, publishedAt: '2024-05-03', failures: 0 }, DAY],
  ['one of last month', { addedAt: now - 30 * DAY, failures: 0 }, 7 * DAY],
  ['an old one', { addedAt: now, publishedAt: '2022', failures: 0 }, 30 * DAY],
  ['an old one that was cited', { addedAt: 0, failures: 0, lastCitedAt: now - DAY }, DAY],
  ['one that failed twice', { addedAt: now, failures: 2 }, 24 * HOUR],
  ['one that fails for ever', { addedAt: now, failures: 99 }, 30 * DAY],
])('looks again at %s after its time, spread by a tenth', (_, facts, wait) => {
  expect(nextCheck(facts, now, 0.5)).toBe(now + wait);
  expect(nextCheck(facts, now, 0)).toBe(Math.round(now + wait * 0.9));
});

describe('compareSpans', () => {
  const old =
    'First paragraph here.\n\nAlmost 300 attacks were recorded in 2021, officials said.\n\nThe end of it.';
  const all = (words: string) => ({
    start: old.indexOf(words),
    end: old.indexOf(words) + words.length,
  });
  const sentence = all('Almost 300 attacks were recorded in 2021, officials said.');
  const compare = (body: string, span = sentence) => compareSpans(old, body, [span])[0]!;

  it('finds kept words wherever they stand now', () => {
    const body = `New lead.\n\n${old}`;
    const change = compare(body);
    expect(change.kind).toBe('kept');
    expect(change.kind === 'kept' && body.slice(change.now.start, change.now.end)).toBe(
      'Almost 300 attacks were recorded in 2021, officials said.',
    );
  });

  it('takes other white space for no change', () => {
    expect(compare(old.replace('were recorded', 'were  recorded')).kind).toBe('kept');
  });

  it('shows the words that changed, not what stands around them', () => {
    const body =
      'Before it.\n\nOn Monday: Almost 280 attacks were recorded in 2021, officials said. More.';
    const change = compare(body);
    expect(change).toMatchObject({
      kind: 'changed',
      words: expect.arrayContaining([
        { kind: 'missing', text: '300' },
        { kind: 'added', text: '280' },
      ]),
    });
    if (change.kind !== 'changed') return;
    const newText = change.words
      .filter(({ kind }) => kind !== 'missing')
      .map(({ text }) => text)
      .join('');
    expect(body.slice(change.now.start, change.now.end)).toBe(newText);
    const oldText = change.words
      .filter(({ kind }) => kind !== 'added')
      .map(({ text }) => text)
      .join('');
    expect(oldText).toBe(old.slice(sentence.start, sentence.end));
  });

  it('says when the words are gone', () => {
    expect(compare('First paragraph here.\n\nQuite another thing.').kind).toBe('vanished');
    expect(compare('').kind).toBe('vanished');
  });
});
