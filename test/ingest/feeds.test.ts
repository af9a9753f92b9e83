import { describe, expect, it } from 'vitest';
import { feedHealth } from '../../src/ingest/feed-health.ts';
import { afterPoll } from '../../src/ingest/feed-schedule.ts';
import type { Feed } from '../../src/ingest/ports.ts';
import { readFeed } from '../../src/ingest/read-feed.ts';
import { readOpml } from '../../src/ingest/read-opml.ts';
import { mentionsTopic } from '../../src/ingest/topic-filter.ts';

const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The &amp; Feed</title><link>https://example.org/</link>${items}</channel></rss>`;
const items = (text: string, json = false) => {
  const result = readFeed(text, json, 'https://example.org/feed');
  if (result.kind === 'problem') throw new Error(result.reason);
  return result.feed.items;
};

describe('readFeed', () => {
  it('reads RSS', () => {
    const result = readFeed(
      rss(
        `<item><guid>g1</guid><title>One &amp; two</title><link>/a?utm_source=x</link><pubDate>Fri, 22 Apr 2022 10:00:00 +0430</pubDate>
         <description>&lt;p&gt;Short &lt;b&gt;text&lt;/b&gt;&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long “text”</p><p>More</p>]]></content:encoded></item>`,
      ),
      false,
      'https://example.org/feed',
    );
    expect(result).toEqual({
      kind: 'feed',
      feed: {
        title: 'The & Feed',
        total: 1,
        items: [
          {
            key: 'g1',
            title: 'One & two',
            url: 'https://example.org/a?utm_source=x',
            text: 'Short text\n\nLong “text”\n\nMore',
            publishedAt: '2022-04-22T05:30:00.000Z',
          },
        ],
      },
    });
  });

  it('reads Atom', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id><title>T</title><link href="https://example.org/t"/><updated>2022-04-22T10:00:00Z</updated><summary>S</summary></entry></feed>`;
    expect(items(atom)).toMatchObject([
      { key: 'urn:1', title: 'T', url: 'https://example.org/t', text: 'S' },
    ]);
  });

  it('reads JSON Feed, passing over what is no item', () => {
    const feed = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [
        {
          id: 7,
          url: '/j',
          title: 'T',
          content_text: 'Plain <text>',
          date_published: '2022-04-22T10:00:00Z',
          authors: [{ name: 'Ann' }],
        },
        'nonsense',
      ],
    });
    expect(items(feed, true)).toEqual([
      {
        key: '7',
        title: 'T',
        url: 'https://example.org/j',
        text: 'Plain <text>',
        publishedAt: '2022-04-22T10:00:00Z',
        author: 'Ann',
      },
    ]);
  });

  it('keeps items apart that have neither id nor address nor date, the same at each poll', () => {
    const text = rss('<item><title>A</title></item><item><title>B</title></item>');
    const [first, second] = items(text);
    expect(first?.key).toMatch(/^sha256:/);
    expect(first?.key).not.toBe(second?.key);
    expect(items(text).map(({ key }) => key)).toEqual([first?.key, second?.key]);
  });

  it('never takes a script address', () => {
    expect(
      items(rss('<item><guid>x</guid><link>javascript:alert(1)</link></item>'))[0],
    ).not.toHaveProperty('url');
  });

  it('reads the newest 1,000 of 50,000 items', () => {
    const many = Array.from(
      { length: 50_000 },
      (_, n) => `<item><guid>${n}</guid><title>T${n}</title></item>`,
    );
    const result = readFeed(rss(many.join('')), false);
    expect(result.kind === 'feed' && [result.feed.total, result.feed.items.length]).toEqual([
      50_000, 1000,
    ]);
    expect(result.kind === 'feed' && result.feed.items[0]?.key).toBe('0');
  });

  it.each([
    [
      'an XML bomb',
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`,
      'the feed declares entities',
    ],
    [
      'an external entity',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>`,
      'the feed declares entities',
    ],
    ['a page', '<html><body>hello</body></html>', 'this is no RSS or Atom feed'],
  ])('refuses %s', (_, text, reason) => {
    const result = readFeed(text, false);
    expect(result.kind === 'problem' && result.reason).toContain(reason);
  });

  it('reads what there is of a truncated feed', () => {
    const cut = rss(
      '<item><guid>1</guid><title>A</title></item><item><guid>2</guid><title>B',
    ).slice(0, -25);
    expect(items(cut)[0]).toMatchObject({ key: '1' });
  });
});

it('reads the feeds of an OPML list, each once', () => {
  const opml = `<opml><body><outline text="Folder"><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/f?x=1&amp;y=2"/><outline xmlUrl='https://b.example/f' title='B'/><outline xmlUrl="https://b.example/f"/><outline xmlUrl="no address"/></outline></body></opml>`;
  expect(readOpml(opml)).toEqual([
    { url: 'https://a.example/f?x=1&y=2', title: 'A & B' },
    { url: 'https://b.example/f', title: 'B' },
  ]);
});

it.each([
  ['Talks on Afghanistan’s future', ['Afghanistan'], true],
  ['AFGHANISTAN: floods', ['afghanistan'], true],
  ['Tirana hosts talks', ['Iran'], false],
  ['The TTP (Pakistani Taliban) said', ['pakistani taliban'], true],
  ['Nothing here', ['Kabul', 'Herat'], false],
  ['Nothing here', [], true],
  ['Nothing here', ['!!'], false],
])('whether %j mentions %j: %s', (text, topics, expected) => {
  expect(mentionsTopic(text, topics)).toBe(expected);
});

const HOUR = 3_600_000;
const feed = (state: Partial<Feed['state']> = {}): Feed => ({
  id: 'f',
  url: 'https://example.org/feed',
  topics: [],
  intervalMs: HOUR,
  addedBy: 'cli:a',
  addedAt: 0,
  state: { nextPollAt: 0, failures: 0, added: 0, ...state },
});

describe('afterPoll', () => {
  it('comes again after the interval, spread by a tenth', () => {
    const next = (random: number) =>
      afterPoll(feed(), { kind: 'not-modified' }, 1000, random).nextPollAt;
    expect(next(0)).toBe(1000 + 54 * 60_000);
    expect(next(0.5)).toBe(1000 + HOUR);
    expect(next(1)).toBe(1000 + 66 * 60_000);
  });

  it('waits twice as long after each failure, a day at most, and forgets it after a success', () => {
    let state = feed().state;
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      state = afterPoll(feed(state), { kind: 'failed', reason: 'no answer' }, 0, 0.5);
      waits.push(state.nextPollAt / HOUR);
    }
    expect(waits).toEqual([2, 4, 8, 16, 24, 24, 24]);
    expect(state).toMatchObject({ failures: 7, problem: 'no answer' });
    const sound = afterPoll(feed(state), { kind: 'read', added: 2, etag: '"1"' }, 5, 0.5);
    expect(sound).toEqual({
      nextPollAt: 5 + HOUR,
      failures: 0,
      lastPollAt: 5,
      lastSuccessAt: 5,
      lastNewAt: 5,
      etag: '"1"',
      added: 2,
    });
  });

  it('waits as long as the server asks, and keeps validators until a new answer', () => {
    const failed = afterPoll(
      feed({ etag: '"1"' }),
      { kind: 'failed', reason: 'x', retryAfterMs: 9 * HOUR },
      0,
      0.5,
    );
    expect(failed.nextPollAt).toBe(9 * HOUR);
    expect(failed.etag).toBe('"1"');
    expect(afterPoll(feed({ etag: '"1"' }), { kind: 'not-modified' }, 0, 0.5).etag).toBe('"1"');
    expect(afterPoll(feed({ etag: '"1"' }), { kind: 'read', added: 0 }, 0, 0.5)).not.toHaveProperty(
      'etag',
    );
  });
});

it.each([
  [{}, 'new', 'not read yet'],
  [
    { lastPollAt: 0, lastSuccessAt: 0, nextPollAt: 9 * HOUR },
    'quiet',
    'read 2 hours ago; no article yet',
  ],
  [
    { lastPollAt: 2 * HOUR, lastNewAt: HOUR, added: 12 },
    'well',
    'read just now; 12 articles so far, the last one 1 hour ago',
  ],
  [
    {
      lastPollAt: HOUR,
      failures: 3,
      problem: 'there is no such host',
      lastSuccessAt: 0,
      nextPollAt: 6 * HOUR,
    },
    'failing',
    'failed 3 times in a row: there is no such host; last read 2 hours ago; next try in 4 hours',
  ],
])('health of %j: %s', (state, kind, words) => {
  expect(feedHealth(feed(state).state, 2 * HOUR)).toEqual({ kind, words });
});
