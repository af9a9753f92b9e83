import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DRAFTS, smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { buttonOf, press, quotesOf, richTextOf, submit } from './support/payloads.ts';

describe.each(MODES)('buttons over %s', (mode) => {
  let h: Harness;
  beforeEach(async () => {
    h = await harness(mode);
  });
  afterEach(() => h.stop());

  async function answer(text = 'ttp attacks') {
    const before = h.slack.of('response_url').length;
    await h.command(text);
    return (await h.slack.waitFor('response_url', before + 1)).args;
  }

  describe('context', () => {
    it('opens the paragraphs around the excerpt, the excerpt marked', async () => {
      const { blocks } = await answer('ttp attacks twice as many');
      await h.interact(press(h, buttonOf(blocks, 'context.1')));
      const { view } = (await h.slack.waitFor('views.open')).args;
      expect(view.title.text).toBe('Context');
      expect(view.blocks[0].text.text).toBe('Raids on the border');
      const [marked] = quotesOf(view.blocks);
      expect(marked).toBe(DRAFTS[0]?.body.split('\n\n')[0]);
      expect(richTextOf(view.blocks)).toContain('They come back every spring');
      expect(buttonOf(view.blocks, 'open_page').url).toContain('https://example.org/border');
    });

    it('turns pages in the same window', async () => {
      const body = Array.from(
        { length: 40 },
        (_, i) =>
          `Paragraph ${i}: ${i === 20 ? 'the zebra ran' : 'nothing of note'} on the day ${'and so on '.repeat(8)}.`,
      ).join('\n\n');
      const other = await harness(mode, { desk: await smallDesk([{ id: 'long', body }]) });
      await other.command('zebra');
      const { blocks } = (await other.slack.waitFor('response_url')).args;
      await other.interact(press(other, buttonOf(blocks, 'context.1')));
      const { view } = (await other.slack.waitFor('views.open')).args;
      const later = buttonOf(view.blocks, 'context_page.later');
      await other.interact({
        type: 'block_actions',
        container: { type: 'view', view_id: 'V1' },
        view: { id: 'V1', hash: 'h1', ...view },
        actions: [{ type: 'button', block_id: 'b', action_ts: '1', ...later }],
      });
      const next = (await other.slack.waitFor('views.update')).args;
      await other.stop();
      expect(next).toMatchObject({ view_id: 'V1', hash: 'h1' });
      expect(richTextOf(next.view.blocks)).not.toBe(richTextOf(view.blocks));
      expect(buttonOf(next.view.blocks, 'context_page.earlier')).toBeDefined();
    });

    it('says so when the article is gone', async () => {
      const value = JSON.stringify({ a: 'no-such-article', s: 0, e: 5 });
      await h.interact(press(h, { action_id: 'context.1', value }));
      expect((await h.slack.waitFor('response_url')).args.text).toContain(
        'no longer in the corpus',
      );
    });

    it('says so when the three seconds had passed', async () => {
      const { blocks } = await answer();
      h.slack.fails('views.open', 'expired_trigger');
      await h.interact(press(h, buttonOf(blocks, 'context.1')));
      const told = (await h.slack.waitFor('response_url', 2)).args;
      expect(told.text).toContain('three seconds');
      expect(told.text).toContain('try again');
    });
  });

  describe('share', () => {
    it("posts the answer under the asker's name with question and corpus version", async () => {
      const { blocks } = await answer();
      await h.interact(press(h, buttonOf(blocks, 'share')));
      const { args } = await h.slack.waitFor('chat.postMessage');
      expect(args.channel).toBe('C1');
      expect(args.blocks[0].elements[0].elements[0]).toEqual({ type: 'user', user_id: 'U1' });
      expect(richTextOf([args.blocks[0]])).toContain('asked: ttp attacks');
      expect(JSON.stringify(args.blocks)).toContain(
        `corpus ${(await h.desk.corpusVersion()).slice(7, 19)}`,
      );
      expect(quotesOf(args.blocks)).toEqual(quotesOf(blocks));
    });

    it('says when the corpus has changed since', async () => {
      const { blocks } = await answer();
      const button = buttonOf(blocks, 'share');
      const value = JSON.stringify({ ...JSON.parse(button.value), c: 'sha256:older' });
      await h.interact(press(h, { ...button, value }));
      const { args } = await h.slack.waitFor('chat.postMessage');
      expect(richTextOf([args.blocks[0]])).toContain('the corpus has changed since');
    });

    it('can be deleted by the sharer and by nobody else', async () => {
      const { blocks } = await answer();
      await h.interact(press(h, buttonOf(blocks, 'share')));
      const shared = (await h.slack.waitFor('chat.postMessage')).args;
      const remove = buttonOf(shared.blocks, 'delete_shared');
      const at = { ephemeral: false, ts: '55.1' };
      await h.interact(press(h, remove, { ...at, user: 'U2' }));
      const refusal = (await h.slack.waitFor('response_url', 2)).args;
      expect(refusal.text).toContain('Only the person who shared');
      expect(h.slack.of('chat.delete')).toEqual([]);
      await h.interact(press(h, remove, at));
      expect((await h.slack.waitFor('chat.delete')).args).toMatchObject({
        channel: 'C1',
        ts: '55.1',
      });
    });

    it.each([
      ['not_in_channel', '/invite @afghan-brief'],
      ['channel_not_found', 'deleted, or it is private'],
      ['is_archived', 'archived'],
    ])('tells the sharer what to do about %s', async (code, words) => {
      const { blocks } = await answer();
      h.slack.fails('chat.postMessage', code);
      await h.interact(press(h, buttonOf(blocks, 'share')));
      expect((await h.slack.waitFor('response_url', 2)).args.text).toContain(words);
    });
  });

  describe('feedback', () => {
    it('stores a useful answer at once and offers to say why', async () => {
      const { blocks } = await answer();
      const buttons = buttonOf(blocks, 'feedback');
      await h.interact(press(h, { action_id: 'feedback', value: buttons.positive_button.value }));
      const thanks = (await h.slack.waitFor('response_url', 2)).args;
      const [entry] = await h.stores.feedback.list('T1', 10);
      expect(entry).toMatchObject({
        user: 'U1',
        question: 'ttp attacks',
        verdict: 'useful',
        corpus: await h.desk.corpusVersion(),
      });
      await h.interact(press(h, buttonOf(thanks.blocks, 'feedback_reason')));
      expect((await h.slack.waitFor('views.open')).args.view.callback_id).toBe(
        'feedback_reason_view',
      );
    });

    it('asks why an answer was not useful, keeps the reason, and lists it for curators', async () => {
      const { blocks } = await answer();
      const buttons = buttonOf(blocks, 'feedback');
      await h.interact(press(h, { action_id: 'feedback', value: buttons.negative_button.value }));
      const { view } = (await h.slack.waitFor('views.open')).args;
      const ack = await h.interact(
        submit(
          'feedback_reason_view',
          { reason: { reason: { value: '=too, "old"' } } },
          { view: { private_metadata: view.private_metadata } },
        ),
      );
      expect(ack.status).toBe(200);
      await h.app.idle();
      expect(await h.stores.feedback.list('T1', 10)).toMatchObject([
        { verdict: 'not-useful', reason: '=too, "old"' },
      ]);

      await h.command('feedback', { user_id: 'UCURATOR' });
      expect((await h.slack.waitFor('response_url', 2)).args.text).toContain(
        'Not useful: ttp attacks (=too, "old")',
      );
      await h.command('feedback csv', { user_id: 'UCURATOR' });
      const csv = (await h.slack.waitFor('response_url', 3)).args;
      expect(csv.blocks[0].elements[0].elements[0].text).toBe(
        `at,verdict,question,reason,user,channel,corpus\n2026-11-22T08:00:00.000Z,not-useful,ttp attacks,"'=too, ""old""",U1,C1,${await h.desk.corpusVersion()}`,
      );
    });

    it('is not shown to others', async () => {
      await h.command('feedback');
      expect((await h.slack.waitFor('response_url')).args.text).toContain("the app's policy names");
    });
  });

  it('asks a topic of a "not covered" where the answer stands', async () => {
    const { blocks } = await answer('quantum computing');
    const topic = buttonOf(blocks, 'ask_topic.0');
    await h.interact(press(h, topic, { ephemeral: false, ts: '7.7' }));
    const { args } = await h.slack.waitFor('chat.postMessage');
    expect(args).toMatchObject({ channel: 'C1', thread_ts: '7.7' });
    expect(quotesOf(args.blocks).length).toBeGreaterThan(0);
  });

  it('says so for a button of another version', async () => {
    for (const action_id of ['more', 'share', 'context.1', 'feedback']) {
      await h.interact(press(h, { action_id, value: 'what is this' }));
    }
    const told = await h.slack.waitFor('response_url', 4);
    expect(told.args.text).toContain('ask again');
  });

  describe('verify', () => {
    it('checks every quotation of a message', async () => {
      await h.interact({
        type: 'message_action',
        callback_id: 'verify_message',
        message_ts: '1.1',
        channel: { id: 'C1', name: 'desk' },
        response_url: h.slack.responseUrl(),
        message: {
          type: 'message',
          ts: '1.1',
          user: 'U2',
          text: 'He said “They come back every spring,” and “the moon is made of cheese tonight”',
        },
      });
      const { view } = (await h.slack.waitFor('views.open')).args;
      const headings = view.blocks.filter((block: { type: string }) => block.type === 'header');
      expect(headings.map((block: { text: { text: string } }) => block.text.text)).toEqual([
        'Exact',
        'Not in the corpus',
      ]);
    });

    it('says so when a message has no quotations', async () => {
      await h.interact({
        type: 'message_action',
        callback_id: 'verify_message',
        message_ts: '1.1',
        channel: { id: 'C1', name: 'desk' },
        response_url: h.slack.responseUrl(),
        message: { type: 'message', ts: '1.1', text: 'Good morning' },
      });
      const { view } = (await h.slack.waitFor('views.open')).args;
      expect(view.blocks[0].text.text).toContain('no quotations');
    });

    it('asks for the words, shows errors in place, then the outcome in the same window', async () => {
      await h.interact({ type: 'shortcut', callback_id: 'verify_words' });
      expect((await h.slack.waitFor('views.open')).args.view.callback_id).toBe('verify_view');
      const quote = (value: string) => submit('verify_view', { quote: { quote: { value } } });
      const empty = await h.interact(quote('   '));
      expect(empty.body).toEqual({
        response_action: 'errors',
        errors: { quote: 'Paste the words to check.' },
      });
      const marks = await h.interact(quote('?!?'));
      expect(marks.body.errors.quote).toContain('no words');
      const found = await h.interact(quote('“They come back every spring,”'));
      expect(found.body.response_action).toBe('update');
      expect(found.body.view.blocks[0].text.text).toBe('Exact');
    });
  });
});
