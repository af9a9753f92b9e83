import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeNotice, ShownSpan } from '../../src/slack/ports.ts';
import { aSubscription } from '../digest/digest-stores-contract.ts';
import { DRAFTS } from './builders/small-desk.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { buttonOf, press, quotesOf, richTextOf } from './support/payloads.ts';

describe.each(MODES)('what a thread was shown, over %s', (mode) => {
  let h: Harness;
  let kept: { place: string; spans: readonly ShownSpan[] }[];
  beforeEach(async () => {
    kept = [];
    h = await harness(mode, {
      shown: async (place, spans) => void kept.push({ place, spans }),
    });
  });
  afterEach(() => h.stop());

  const mention = (text: string) => ({
    type: 'app_mention',
    user: 'U1',
    channel: 'C1',
    ts: '10.1',
    event_ts: '10.1',
    text: `<@UBOT> ${text}`,
  });
  async function ask(text: string) {
    await h.event(mention(text));
    await h.app.idle();
    return h.slack.of('chat.postMessage').flatMap((call) => quotesOf(call.args.blocks));
  }

  it('is kept of an answer in a thread: the words of every quote block, each a slice of its article', async () => {
    const quotes = await ask('ttp attacks');
    expect(kept.map(({ place }) => place)).toEqual(['T1/C1/10.1']);
    const spans = kept[0]?.spans ?? [];
    expect(new Set(spans.map(({ text }) => text))).toEqual(new Set(quotes));
    for (const { articleId, start, end, text } of spans) {
      const body = DRAFTS.find(({ id }) => id === articleId)?.body;
      expect(body?.slice(start, end)).toBe(text);
    }
  });

  it.each(['quotes Karim Daud', 'timeline TTP', 'verify They come back every spring'])(
    'is kept of “%s”',
    async (words) => {
      const quotes = await ask(words);
      expect(quotes.length).toBeGreaterThan(0);
      expect(new Set(kept[0]?.spans.map(({ text }) => text))).toEqual(new Set(quotes));
    },
  );

  it('is kept of the rows of a table', async () => {
    await ask('figures TTP attacks');
    const [post] = h.slack.of('chat.postMessage');
    const json = JSON.stringify(post?.args.blocks);
    expect(kept[0]?.spans.length).toBeGreaterThan(0);
    for (const { text } of kept[0]?.spans ?? []) expect(text.length).toBeGreaterThan(10);
    expect(json).toContain('"type":"table"');
  });

  it('is nothing where nothing answers, and where only one person sees the answer', async () => {
    await ask('quantum computing');
    await h.command('ttp attacks');
    await h.slack.waitFor('response_url');
    await h.app.idle();
    expect(kept).toEqual([]);
  });

  it('is kept when a private answer is shared, and of direct messages and buttons in threads', async () => {
    await h.command('ttp attacks');
    const { args } = await h.slack.waitFor('response_url');
    const share = buttonOf(args.blocks, 'share');
    await h.interact(press(h, share));
    await h.app.idle();
    await h.interact(press(h, { ...share, action_id: 'more' }, { ephemeral: false, ts: '10.9' }));
    await h.event({
      type: 'message',
      channel_type: 'im',
      user: 'U1',
      channel: 'D1',
      ts: '20.1',
      event_ts: '20.1',
      text: 'schools',
    });
    await h.app.idle();
    const places = kept.map(({ place }) => place).sort();
    expect(places).toHaveLength(3);
    expect(places).toEqual(
      expect.arrayContaining([
        'T1/C1/10.9',
        'T1/D1/20.1',
        expect.stringMatching(/^T1\/C1\/1700000000\.\d+$/),
      ]),
    );
  });

  it('is kept of a digest, in the thread of its post', async () => {
    await h.stores.subscriptions.put({ ...aSubscription, team: 'T1', channel: 'C1', id: 'T1/C1' });
    await h.command('digest now', { user_id: 'UADMIN' });
    await h.slack.waitFor('response_url');
    await h.app.idle();
    const [digest] = kept;
    expect(digest?.place).toMatch(/^T1\/C1\/1700000000\.\d+$/);
    expect(digest?.spans.length).toBeGreaterThan(0);
  });

  it('keeps no answer from being posted when it cannot be kept', async () => {
    const other = await harness(mode, {
      shown: () => Promise.reject(new Error('the disk is full')),
    });
    await other.event(mention('ttp attacks'));
    await other.app.idle();
    const posts = other.slack.of('chat.postMessage');
    await other.stop();
    expect(posts).toHaveLength(1);
    expect(other.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('be kept') }),
    );
    expect(JSON.stringify(other.logged)).not.toContain('ttp');
  });

  describe('when its words have changed', () => {
    const notice: ChangeNotice = {
      kind: 'changed',
      key: 'T1/C1/10.1 border sha256:2',
      place: 'T1/C1/10.1',
      article: { id: 'border', title: 'Raids on the border', url: 'https://example.org/border' },
      changes: [
        {
          shown: '40 attacks',
          words: [
            { kind: 'missing', text: '40' },
            { kind: 'added', text: '14' },
            { kind: 'same', text: ' attacks' },
          ],
        },
      ],
    };

    it('tells the thread in one message, once', async () => {
      await h.app.notify(notice);
      const [post] = h.slack.of('chat.postMessage');
      expect(post?.args).toMatchObject({ channel: 'C1', thread_ts: '10.1', unfurl_links: 'false' });
      expect(quotesOf(post?.args.blocks)).toEqual(['40 attacks']);
      expect(richTextOf(post?.args.blocks)).toContain('Now: 40 14 attacks');
      h.slack.always('conversations.replies', {
        ok: true,
        messages: [{ ts: '10.2', metadata: post?.args.metadata }],
      });
      await h.app.notify(notice);
      expect(h.slack.of('chat.postMessage')).toHaveLength(1);
    });

    it('tells it though the thread cannot be read', async () => {
      h.slack.fails('conversations.replies', 'missing_scope');
      await h.app.notify(notice);
      expect(h.slack.of('chat.postMessage')).toHaveLength(1);
    });

    it('gives up a thread that is closed to us, and leaves the rest for later', async () => {
      h.slack.fails('chat.postMessage', 'is_archived');
      await h.app.notify(notice);
      await h.app.notify({ ...notice, place: 'nowhere' });
      expect(h.slack.of('chat.postMessage')).toHaveLength(1);
      for (const [error, more] of [
        ['internal_error', {}],
        ['token_revoked', {}],
      ] as const) {
        h.slack.fails('chat.postMessage', error, more);
        await expect(h.app.notify(notice)).rejects.toThrow();
      }
    });
  });
});
