import { describe, expect, it } from 'vitest';
import { createDeliver } from '../../src/slack/deliver.ts';
import type { Message } from '../../src/slack/views/message.ts';
import { heading } from '../../src/slack/views/plain.ts';
import { richText, section, words } from '../../src/slack/views/rich-text.ts';

/** A Web API client that keeps what it is given. */
function setUp() {
  const posts: Record<string, unknown>[] = [];
  const slept: number[] = [];
  const errors: object[] = [];
  let now = 0;
  const client = {
    chat: {
      postMessage: async (args: Record<string, unknown>) => {
        posts.push(args);
        return { ok: true, channel: args.channel, ts: `ts${posts.length}` };
      },
    },
  };
  const deliver = createDeliver({
    fetch: async () => ({ status: 200, headers: { get: () => null } }),
    clock: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    log: { debug() {}, info() {}, warn() {}, error: (fields) => void errors.push(fields) },
  });
  return { deliver, client: client as never, posts, slept, errors };
}

const fine: Message = { text: 'fine', blocks: [heading('Fine')] };

describe('delivering', () => {
  it('sends the words of a message whose layout breaks a limit, and logs it as a mistake', async () => {
    const { deliver, client, posts, errors } = setUp();
    const bad: Message = {
      text: 'the words',
      blocks: [richText(section(words('x'.repeat(9000))))],
    };
    await deliver.post(client, { channel: 'C1' }, [bad]);
    expect(posts).toEqual([
      { channel: 'C1', text: 'the words', mrkdwn: false, unfurl_links: false, unfurl_media: false },
    ]);
    expect(errors).toHaveLength(1);
  });

  it('never sends nothing', async () => {
    const { deliver, client, posts } = setUp();
    await deliver.post(client, { channel: 'C1' }, [{ text: '', blocks: [] }]);
    expect(posts[0]?.text).toBe('I have an answer but cannot show it here.');
  });

  it('shows a notice for a window that breaks a limit', () => {
    const { deliver, errors } = setUp();
    const title = { type: 'plain_text', text: 'A title that is far too long for a modal' } as const;
    const view = deliver.checkedView({ type: 'modal', title, blocks: [heading('One')] });
    expect(view.title.text).toBe('Cannot be shown');
    expect(errors).toHaveLength(1);
  });

  it('puts what follows into the thread of the first, a second apart', async () => {
    const { deliver, client, posts, slept } = setUp();
    const posted = await deliver.post(client, { channel: 'C1' }, [fine, fine, fine]);
    expect(posts.map((post) => post.thread_ts)).toEqual([undefined, 'ts1', 'ts1']);
    expect(posted).toEqual({ channel: 'C1', ts: 'ts1', following: ['ts2', 'ts3'] });
    expect(slept).toEqual([1000, 1000]);
  });

  it('paces each channel by itself', async () => {
    const { deliver, client, slept } = setUp();
    await deliver.post(client, { channel: 'C1' }, [fine]);
    await deliver.post(client, { channel: 'C2' }, [fine]);
    expect(slept).toEqual([]);
    await deliver.post(client, { channel: 'C1' }, [fine]);
    expect(slept).toEqual([1000]);
  });
});
