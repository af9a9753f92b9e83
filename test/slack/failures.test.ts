import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { buttonOf, press, quotesOf } from './support/payloads.ts';

const mention = (text = 'ttp attacks') => ({
  type: 'app_mention',
  user: 'U1',
  channel: 'C1',
  ts: '10.1',
  event_ts: '10.1',
  text: `<@UBOT> ${text}`,
});

describe.each(MODES)('failures over %s', (mode) => {
  let h: Harness;
  beforeEach(async () => {
    h = await harness(mode);
  });
  afterEach(() => h.stop());

  describe('a response URL', () => {
    it.each([404, 410])(
      'that is gone (%i): the answer comes as an ephemeral message',
      async (status) => {
        h.slack.next('response_url', { status });
        await h.command('ttp attacks');
        const { args } = await h.slack.waitFor('chat.postEphemeral');
        expect(args).toMatchObject({ channel: 'C1', user: 'U1' });
        expect(quotesOf(args.blocks).length).toBeGreaterThan(0);
      },
    );

    it('that is gone where the bot is not a member: the answer comes as a direct message', async () => {
      h.slack.next('response_url', { status: 404 });
      h.slack.fails('chat.postEphemeral', 'not_in_channel');
      await h.command('ttp attacks');
      const { args } = await h.slack.waitFor('chat.postMessage');
      expect(args.channel).toBe('U1');
      expect(quotesOf(args.blocks).length).toBeGreaterThan(0);
    });

    it('that fails for a moment is tried again', async () => {
      h.slack.next('response_url', { status: 500 });
      h.slack.next('response_url', { status: 429, headers: { 'retry-after': '7' } });
      await h.command('ttp attacks');
      await h.slack.waitFor('response_url', 3);
      await h.app.idle();
      expect(h.slept).toEqual([1000, 7000]);
      expect(h.slack.of('chat.postEphemeral')).toEqual([]);
    });
  });

  describe('a rate limit', () => {
    it('is waited out as Retry-After says', async () => {
      h.slack.next('chat.postMessage', {
        status: 429,
        headers: { 'retry-after': '11' },
        body: { ok: false, error: 'ratelimited' },
      });
      await h.event(mention());
      await h.slack.waitFor('chat.postMessage', 2);
      expect(h.slept).toContain(11_000);
    });

    it('that is too long is told, and the answer follows', async () => {
      h.slack.next('chat.postMessage', {
        status: 429,
        headers: { 'retry-after': '600' },
        body: {},
      });
      await h.event(mention());
      expect((await h.slack.waitFor('chat.postEphemeral')).args.text).toContain('try again');
      await h.app.idle();
      h.now += 61_000;
      await h.app.tick();
      // Asked again before that time, Slack would only refuse again.
      expect(h.slack.of('chat.postMessage')).toHaveLength(1);
      h.now += 600_000;
      await h.app.tick();
      expect(h.slack.of('chat.postMessage')).toHaveLength(2);
    });
  });

  it('keeps to one message a second and channel', async () => {
    await Promise.all([1, 2, 3].map((n) => h.event({ ...mention('schools'), ts: `10.${n}` })));
    await h.slack.waitFor('chat.postMessage', 3);
    await h.app.idle();
    expect([...h.slept].sort((a, b) => a - b).at(-1)).toBeGreaterThanOrEqual(1000);
  });

  it('a time-out is not taken for a refusal: the post is not repeated before it is looked for', async () => {
    const hanging = await harness(mode, { fetch: timedOut('chat.postMessage') });
    await hanging.event(mention(), { event_id: 'EvSlow' });
    expect((await hanging.slack.waitFor('chat.postEphemeral')).args.text).toContain(
      'I will try again',
    );
    await hanging.app.idle();
    const { metadata } = (await hanging.slack.waitFor('chat.postMessage')).args;
    hanging.slack.always('conversations.replies', {
      ok: true,
      messages: [{ ts: '10.2', metadata }],
    });
    hanging.now += 61_000;
    await hanging.app.tick();
    expect(hanging.slack.of('conversations.replies')).toHaveLength(1);
    expect(hanging.slack.of('chat.postMessage')).toHaveLength(1);
    await hanging.stop();
  });

  it.each([
    ['not_in_channel', {}, '/invite'],
    ['channel_not_found', {}, 'deleted'],
    ['missing_scope', { needed: 'chat:write', provided: 'commands' }, '(chat:write)'],
    ['token_revoked', {}, 'install the app again'],
    ['some_new_error', {}, 'Slack refused (some_new_error)'],
  ])('%s is told to the person with what to do', async (code, more, words) => {
    h.slack.fails('chat.postMessage', code, more);
    h.slack.fails('chat.postEphemeral', code, more);
    await h.event(mention());
    // Neither the thread nor an ephemeral message is open: a direct message to who asked is.
    const { args } = await h.slack.waitFor('chat.postMessage', 2);
    expect(args.channel).toBe('U1');
    expect(args.text).toContain(words);
  });

  it('a mistake of ours is told without its details, which are logged', async () => {
    const broken = {
      ...(await smallDesk()),
      ask: async () => {
        throw new Error('index is corrupt at /srv/secret');
      },
    };
    const other = await harness(mode, { desk: broken });
    await other.command('ttp attacks');
    const { args } = await other.slack.waitFor('response_url');
    await other.stop();
    expect(args.text).toContain('Something went wrong on my side');
    expect(args.text).not.toContain('secret');
    expect(JSON.stringify(other.logged)).toContain('index is corrupt');
  });

  it('a layout that Slack refuses still brings the words', async () => {
    h.slack.fails('chat.postMessage', 'invalid_blocks');
    await h.event(mention());
    const { args } = await h.slack.waitFor('chat.postMessage', 2);
    expect(args.blocks).toBeUndefined();
    expect(args.text).toContain('The TTP claimed 40 attacks');
    expect(h.logged.some((line) => line.level === 'error')).toBe(true);
  });

  it('no status where the permission lacks: the answer comes all the same', async () => {
    h.slack.fails('assistant.threads.setStatus', 'missing_scope');
    await h.event(mention());
    expect(
      quotesOf((await h.slack.waitFor('chat.postMessage')).args.blocks).length,
    ).toBeGreaterThan(0);
  });

  it('logs neither tokens nor what people ask', async () => {
    await h.command('a very private question of mine');
    await h.slack.waitFor('response_url');
    h.slack.fails('chat.postMessage', 'not_in_channel');
    await h.event(mention('another private matter'));
    await h.slack.waitFor('chat.postEphemeral');
    await h.app.idle();
    const logged = JSON.stringify(h.logged);
    expect(h.logged.length).toBeGreaterThan(0);
    for (const secret of [
      'xoxb-',
      'xapp-',
      'private question',
      'private matter',
      '/respond/',
      'signing-secret',
    ]) {
      expect(logged).not.toContain(secret);
    }
  });

  it('a window whose time is up is told where there is no channel', async () => {
    h.slack.fails('views.open', 'expired_trigger');
    await h.interact({ type: 'shortcut', callback_id: 'verify_words' });
    const { args } = await h.slack.waitFor('chat.postMessage');
    expect(args.channel).toBe('U1');
    expect(args.text).toContain('three seconds');
  });

  it('a message that was deleted by hand counts as deleted', async () => {
    h.slack.fails('chat.delete', 'message_not_found');
    await h.interact(
      press(h, { action_id: 'delete_shared', value: 'U1' }, { ephemeral: false, ts: '5.5' }),
    );
    await h.slack.waitFor('chat.delete');
    await h.app.idle();
    expect(h.slack.of('response_url')).toEqual([]);
  });

  it('an old "not covered" still offers its topics after a failure in between', async () => {
    await h.command('quantum computing');
    const { blocks } = (await h.slack.waitFor('response_url')).args;
    h.slack.next('response_url', { status: 404 });
    await h.interact(press(h, buttonOf(blocks, 'ask_topic.0')));
    expect(
      quotesOf((await h.slack.waitFor('chat.postEphemeral')).args.blocks).length,
    ).toBeGreaterThan(0);
  });
});

/** A network on which the answers of one method never arrive; the request does. */
function timedOut(method: string): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (String(input).endsWith(method)) {
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    }
    return response;
  };
}
