import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { buttonOf, press, quotesOf } from './support/payloads.ts';

/** Everything that Slack's markup, bidi and invisible characters could do harm with. */
const HOSTILE = [
  'The zebra <!channel> <!here> <@U123> <#C123> <https://evil.example|click> ran.',
  '*bold* _italic_ ~struck~ `code` ```block``` > quote :tada: &amp; &lt;b&gt; & < >',
  'در افغانستان \u202Eleft\u202C \u2067isolate\u2069 zero\u200Bwidth\u200Djoin\u200C \uFEFFmark\u00AD',
  'a\u0301 e\u0301 👩‍👩‍👧 𝔘 "straight" “curly” — – … {date} \\n \\ %s $1',
].join(' ');

describe.each(MODES)('text that could do harm, over %s', (mode) => {
  let h: Harness;
  beforeEach(async () => {
    const desk = await smallDesk([
      {
        id: 'hostile',
        title: 'A <!channel> *title* & more',
        publisher: '<@U9> Press',
        publishedAt: '2026-11-20',
        url: 'https://example.org/a',
        topics: ['Zebras'],
        body: HOSTILE,
      },
    ]);
    h = await harness(mode, { desk });
  });
  afterEach(() => h.stop());

  it('arrives unchanged in an ephemeral answer', async () => {
    await h.command('zebra');
    const { args } = await h.slack.waitFor('response_url');
    expect(quotesOf(args.blocks)).toEqual([HOSTILE]);
    expectInert(args);
  });

  it('arrives unchanged in a post, and shared', async () => {
    await h.event({
      type: 'app_mention',
      user: 'U1',
      channel: 'C1',
      ts: '1.1',
      text: '<@UBOT> zebra',
    });
    const posted = (await h.slack.waitFor('chat.postMessage')).args;
    expect(quotesOf(posted.blocks)).toEqual([HOSTILE]);
    expect(posted.mrkdwn).toBe('false');
    expectInert(posted);
    await h.command('zebra');
    const { args } = await h.slack.waitFor('response_url');
    await h.interact(press(h, buttonOf(args.blocks, 'share')));
    const shared = (await h.slack.waitFor('chat.postMessage', 2)).args;
    expect(quotesOf(shared.blocks)).toEqual([HOSTILE]);
    expectInert(shared);
  });

  it('arrives unchanged in the context window', async () => {
    await h.command('zebra');
    const { args } = await h.slack.waitFor('response_url');
    await h.interact(press(h, buttonOf(args.blocks, 'context.1')));
    const { view } = (await h.slack.waitFor('views.open')).args;
    expect(quotesOf(view.blocks)).toEqual([HOSTILE]);
    expectInert({ text: '', blocks: view.blocks });
  });

  it('of a question comes back as it was asked', async () => {
    await h.command('&lt;!channel&gt; *quantum* &amp;amp; `x`');
    const { args } = await h.slack.waitFor('response_url');
    const said = args.blocks.find((block: { type: string }) => block.type === 'section');
    expect(said.text).toMatchObject({ type: 'plain_text', emoji: false });
    expect(said.text.text).toContain('“<!channel> *quantum* &amp; `x`”');
    expectInert(args);
  });
});

/** Nothing in a message can notify anybody: no markup that is not escaped, no broadcast element. */
function expectInert(message: { text: string; blocks: unknown }): void {
  expect(message.text).not.toMatch(/<[!@#]/);
  const json = JSON.stringify(message.blocks);
  expect(json).not.toContain('"type":"mrkdwn"');
  expect(json).not.toContain('"type":"broadcast"');
}
