import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { characters } from '../../src/slack/limits.ts';
import { smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { quotesOf } from './support/payloads.ts';

describe.each(MODES)('conversation over %s', (mode) => {
  let h: Harness;
  beforeEach(async () => {
    h = await harness(mode);
  });
  afterEach(() => h.stop());

  const mention = (text: string, more: object = {}) => ({
    type: 'app_mention',
    user: 'U1',
    channel: 'C1',
    ts: '10.1',
    event_ts: '10.1',
    text: `<@UBOT> ${text}`,
    ...more,
  });
  const message = (text: string, more: object = {}) => ({
    type: 'message',
    channel_type: 'channel',
    user: 'U1',
    channel: 'C1',
    ts: '10.2',
    event_ts: '10.2',
    text,
    ...more,
  });
  async function posts(count: number) {
    await h.slack.waitFor('chat.postMessage', count);
    return h.slack.of('chat.postMessage').map((call) => call.args);
  }

  it('answers a mention in its thread, with a status while working', async () => {
    await h.event(mention('ttp attacks'));
    const [post] = await posts(1);
    expect(post).toMatchObject({ channel: 'C1', thread_ts: '10.1', unfurl_links: 'false' });
    expect(quotesOf(post.blocks).join()).toContain('The TTP claimed 40 attacks');
    const status = await h.slack.waitFor('assistant.threads.setStatus');
    expect(status.args).toMatchObject({ channel_id: 'C1', thread_ts: '10.1' });
  });

  it('continues a long answer in the thread, whole excerpts only', async () => {
    const desk = await smallDesk();
    const answer = await desk.ask('ttp attacks');
    const [excerpt] = answer.excerpts;
    const texts = ['one', 'two', 'three'].map((word) => `${word} `.repeat(800));
    const long = texts.map((text) => ({ ...excerpt!, text, end: excerpt!.start + text.length }));
    const ask = async () => ({ ...answer, excerpts: long, quotes: [] });
    const other = await harness(mode, { desk: { ...desk, ask } });
    await other.event(mention('zebra valley'));
    await other.app.idle();
    const sent = other.slack.of('chat.postMessage').map((call) => call.args);
    await other.stop();
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.every((post) => post.thread_ts === '10.1')).toBe(true);
    expect(sent.flatMap((post) => quotesOf(post.blocks))).toEqual(texts);
    for (const post of sent) expect(characters(post.blocks)).toBeLessThanOrEqual(8000);
  });

  it('offers no "Share": everybody sees the answer already', async () => {
    await h.event(mention('ttp attacks'));
    const [post] = await posts(1);
    expect(JSON.stringify(post.blocks)).not.toContain('"action_id":"share"');
  });

  it('answers an untagged reply in a thread it was asked in, the topic carried over', async () => {
    await h.event(mention('ttp attacks'));
    await posts(1);
    await h.event(message('and who said that?', { thread_ts: '10.1' }));
    const [, second] = await posts(2);
    expect(second.thread_ts).toBe('10.1');
    expect(second.text).toMatch(/^\d+ statements? by .* for “ttp attacks”/);
    await h.event(message('how many?', { thread_ts: '10.1', ts: '10.3' }));
    const [, , third] = await posts(3);
    expect(third.text).toContain('ttp attacks');
  });

  it('keeps out of every other thread, of courtesies, and of what is said to others', async () => {
    await h.event(mention('ttp attacks'));
    await posts(1);
    await h.event(message('what do we know of the ttp?', { thread_ts: '99.1' }));
    await h.event(message('what do we know of the ttp?'));
    await h.event(message('thanks!', { thread_ts: '10.1', ts: '10.4' }));
    await h.event(message('<@U2> what do you think?', { thread_ts: '10.1', ts: '10.5' }));
    await h.event(message('ttp', { thread_ts: '10.1', ts: '10.6', bot_id: 'B9' }));
    await h.event(message('edited', { thread_ts: '10.1', subtype: 'message_changed' }));
    // One more that is answered shows that the others were passed over, not late.
    await h.event(mention('schools', { ts: '11.1' }));
    expect((await posts(2)).map((post) => post.thread_ts)).toEqual(['10.1', '11.1']);
  });

  it('answers a mention inside a thread once, though Slack sends it as a message too', async () => {
    await h.event(mention('ttp attacks'));
    await posts(1);
    await h.event(message('<@UBOT> schools', { thread_ts: '10.1', ts: '10.7' }));
    await h.event(mention('schools', { thread_ts: '10.1', ts: '10.7' }));
    expect(await posts(2)).toHaveLength(2);
  });

  it('answers direct messages, in a thread of their own', async () => {
    await h.event(message('schools', { channel: 'D1', channel_type: 'im', ts: '20.1' }));
    const [post] = await posts(1);
    expect(post).toMatchObject({ channel: 'D1', thread_ts: '20.1' });
    expect(quotesOf(post.blocks).join()).toContain('fifth winter');
  });

  it('understands commands as words, and points to the slash command for the others', async () => {
    await h.event(
      message('figures TTP attacks', { channel: 'D1', channel_type: 'im', ts: '20.1' }),
    );
    await posts(1);
    await h.event(message('digest now', { channel: 'D1', channel_type: 'im', ts: '20.2' }));
    const sent = await posts(2);
    expect(JSON.stringify(sent[0]?.blocks)).toContain('"type":"table"');
    expect(sent[1]?.text).toContain('/afghan-brief digest now');
  });

  it('reads what people write as they wrote it: entities, links, several names', async () => {
    await h.event(mention('raids &amp; <https://example.org|the border> quantum'));
    const [post] = await posts(1);
    expect(post.text).toContain('raids &amp; the border quantum');
  });

  it('asks for more words when a mention has none, and helps', async () => {
    await h.event(mention(''));
    expect((await posts(1))[0]?.text).toContain('How to ask');
  });

  it('welcomes once when invited, not when others join', async () => {
    const joined = (user: string) => ({
      type: 'member_joined_channel',
      user,
      channel: 'C7',
      channel_type: 'C',
      team: 'T1',
    });
    await h.event(joined('U5'));
    await h.event(joined('UBOT'));
    await posts(1);
    await h.event(joined('UBOT'));
    await h.event(mention('schools'));
    const sent = await posts(2);
    expect(sent.map((post) => post.channel)).toEqual(['C7', 'C1']);
    expect(sent[0].text).toContain('/afghan-brief help');
  });

  it('gives the agent panel questions that the corpus answers', async () => {
    await h.event({
      type: 'app_home_opened',
      user: 'U1',
      channel: 'D1',
      tab: 'messages',
      event_ts: '1',
    });
    const { args } = await h.slack.waitFor('assistant.threads.setSuggestedPrompts');
    expect(args.channel_id).toBe('D1');
    expect(args.thread_ts).toBeUndefined();
    expect(args.prompts.length).toBeGreaterThan(0);
    const answer = await h.desk.ask(args.prompts[0].message);
    expect(answer.outcome).toBe('found');
  });

  it('draws the home tab: what is covered, own digests and questions, how to ask', async () => {
    await h.command('ttp attacks');
    await h.slack.waitFor('response_url');
    await h.event({
      type: 'app_home_opened',
      user: 'U1',
      channel: 'D1',
      tab: 'home',
      event_ts: '1',
    });
    const { args } = await h.slack.waitFor('views.publish');
    expect(args.user_id).toBe('U1');
    const home = JSON.stringify(args.view);
    for (const words of [
      '3 articles, newest 20 Nov 2026',
      'TTP (2)',
      'ttp attacks',
      'Set a digest',
    ]) {
      expect(home).toContain(words);
    }
  });
});
