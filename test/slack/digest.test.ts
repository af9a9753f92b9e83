import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DRAFTS, smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, MODES, NOW } from './support/harness.ts';
import { buttonOf, quotesOf, richTextOf, submit } from './support/payloads.ts';

const option = (value: string) => ({ value, text: { type: 'plain_text', text: value } });
const settings = (over: object = {}) => ({
  channel: { channel: { selected_conversation: 'C1' } },
  time: { time: { selected_time: '13:00' } },
  zone: { zone: { value: 'Asia/Kabul' } },
  weekdays: { weekdays: { selected_options: ['1', '2', '3', '4', '5', '6', '7'].map(option) } },
  topics: { topics: { selected_options: [] } },
  quiet: { quiet: { selected_options: [option('post')] } },
  ...over,
});
const admin = { user: { id: 'UADMIN', team_id: 'T1' } };

describe.each(MODES)('digests over %s', (mode) => {
  let h: Harness;
  beforeEach(async () => {
    h = await harness(mode);
  });
  afterEach(() => h.stop());

  const save = (over: object = {}, by: object = admin) =>
    h.interact(submit('digest_settings_view', settings(over), by));
  async function told(text: string, count: number) {
    await h.command(text, { user_id: 'UADMIN' });
    return (await h.slack.waitFor('response_url', count)).args;
  }

  it("opens the settings with the person's time zone and the corpus's topics", async () => {
    await h.command('digest', { user_id: 'UADMIN' });
    const { view } = (await h.slack.waitFor('views.open')).args;
    const json = JSON.stringify(view);
    expect(view.callback_id).toBe('digest_settings_view');
    expect(json).toContain('"initial_value":"Asia/Kabul"');
    expect(json).toContain('"initial_conversation":"C1"');
    expect(json).toContain('"value":"TTP"');
  });

  it('shows what is wrong in place', async () => {
    h.slack.always('conversations.info', { ok: true, channel: { is_member: false } });
    const { body } = await save({
      time: { time: { selected_time: null } },
      zone: { zone: { value: 'Asia/Kabull' } },
      weekdays: { weekdays: { selected_options: [] } },
    });
    expect(body.response_action).toBe('errors');
    expect(Object.keys(body.errors).sort()).toEqual(['channel', 'time', 'weekdays', 'zone']);
    expect(body.errors.channel).toContain('/invite');
    expect(body.errors.zone).toContain('Did you mean Asia/Kabul');
    expect(await h.stores.subscriptions.list()).toEqual([]);
  });

  it('refuses people who may not, in place', async () => {
    const { body } = await save({}, {});
    expect(body.errors.channel).toContain('Only workspace admins');
    await h.command('digest');
    expect((await h.slack.waitFor('response_url')).args.text).toContain('Only workspace admins');
  });

  it('is set, posted at its time once, grouped by topic, the rest in the thread', async () => {
    const many = [
      ...DRAFTS,
      {
        id: 'second',
        title: 'Second raid',
        publisher: 'Daily Test',
        publishedAt: '2026-11-21',
        topics: ['TTP'],
        body: 'A second raid by the TTP hit the border post on Friday.',
      },
    ];
    const other = await harness(mode, { desk: await smallDesk(many) });
    const { body } = await other.interact(submit('digest_settings_view', settings(), admin));
    expect(body.response_action).toBe('update');
    // 13:00 in Kabul is 08:30 UTC.
    expect(JSON.stringify(body.view)).toContain(`"timestamp":${(NOW + 1_800_000) / 1000}`);
    await other.app.tick();
    expect(other.slack.of('chat.postMessage')).toEqual([]);
    other.now = NOW + 1_800_000;
    await other.app.tick();
    await other.app.tick();
    const posts = other.slack.of('chat.postMessage').map((call) => call.args);
    await other.stop();
    expect(posts).toHaveLength(2);
    const [main, details] = posts;
    expect(main).toMatchObject({ channel: 'C1', unfurl_links: 'false', unfurl_media: 'false' });
    expect(main.thread_ts).toBeUndefined();
    expect(main.metadata.event_payload).toEqual({ subscription: 'T1/C1', run: '2026-11-22' });
    expect(main.text).toContain('3 new articles from 2 publishers');
    const bodies = many.map((draft) => draft.body).join('\n');
    for (const quote of [...quotesOf(main.blocks), ...quotesOf(details.blocks)])
      expect(bodies).toContain(quote);
    expect(details.thread_ts).toBeDefined();
  });

  it('posts the quiet line, ends, and lists', async () => {
    await save();
    h.now = NOW + 1_800_000;
    await h.app.tick();
    h.now += 24 * 3_600_000;
    await h.app.tick();
    const posts = h.slack.of('chat.postMessage');
    expect(posts.at(-1)?.args.text).toBe(
      'Afghan Brief, 23 Nov 2026: nothing new since the last digest.',
    );
    const list = await told('digest list', 1);
    expect(richTextOf(list.blocks)).toContain('13:00 Asia/Kabul, every day; all topics');
    expect((await told('digest off', 2)).text).toContain('ended');
    expect((await told('digest list', 3)).text).toContain('No digest is set');
  });

  it('posts now when asked, and says when there is nothing new', async () => {
    expect((await told('digest now', 1)).text).toContain('No digest is set for this channel');
    await save();
    await told('digest now', 2);
    expect(h.slack.of('chat.postMessage')[0]?.args).toMatchObject({ channel: 'C1' });
    await h.stores.subscriptions.put({
      ...(await h.stores.subscriptions.list())[0]!,
      postWhenQuiet: false,
    });
    expect((await told('digest now', 3)).text).toContain('Nothing is new');
  });

  it.each([
    ['channel_not_found', 'deleted'],
    ['not_in_channel', '/invite'],
    ['missing_scope', 'manifest.yml'],
  ])('tells who set it when it cannot be posted: %s', async (code, words) => {
    await save();
    h.slack.fails('chat.postMessage', code);
    h.now = NOW + 1_800_000;
    await h.app.tick();
    const { args } = await h.slack.waitFor('chat.postMessage', 2);
    expect(args.channel).toBe('UADMIN');
    expect(args.text).toContain(words);
    const list = await told('digest list', 1);
    expect(richTextOf(list.blocks)).toContain('not posted (2026-11-22)');
  });

  it('is paused while the channel is closed, shown so, and goes on when the bot is invited again', async () => {
    await save();
    h.slack.fails('chat.postMessage', 'is_archived');
    h.now = NOW + 1_800_000;
    await h.app.tick();
    const lost = await h.slack.waitFor('chat.postMessage', 2);
    expect(lost.args.text).toContain('archived');
    expect(lost.args.text).toContain('paused until I am invited again');
    h.now += 24 * 3_600_000;
    await h.app.tick();
    expect(h.slack.of('chat.postMessage')).toHaveLength(2);
    expect(richTextOf((await told('digest list', 1)).blocks)).toContain('paused until');
    const joined = { type: 'member_joined_channel', user: 'UBOT', channel: 'C1', team: 'T1' };
    await h.event({ ...joined, channel_type: 'C', event_ts: '1' });
    await h.slack.waitFor('chat.postMessage', 3);
    await h.app.idle();
    expect((await h.stores.subscriptions.get('T1/C1'))?.paused).toBeUndefined();
    await h.app.tick();
    expect(h.slack.of('chat.postMessage').at(-1)?.args.metadata?.event_payload.run).toBe(
      '2026-11-23',
    );
  });

  it('says that it is late when it is', async () => {
    await save();
    h.now = NOW + 1_800_000 + 3_600_000;
    await h.app.tick();
    const [{ args } = { args: undefined }] = h.slack.of('chat.postMessage');
    expect(args.text).toContain('Late: it was due at 13:00 (Asia/Kabul).');
    expect(JSON.stringify(args.blocks)).toContain('Late: it was due at 13:00');
  });

  it('after a failure that may have posted, looks before it posts again', async () => {
    await save();
    h.slack.next('chat.postMessage', { status: 500 });
    h.now = NOW + 1_800_000;
    await h.app.tick();
    const { metadata } = (await h.slack.waitFor('chat.postMessage')).args;
    h.slack.always('conversations.history', { ok: true, messages: [{ ts: '77.1', metadata }] });
    h.now += 121_000;
    await h.app.tick();
    expect(h.slack.of('conversations.history')[0]?.args).toMatchObject({
      channel: 'C1',
      include_all_metadata: 'true',
    });
    expect(h.slack.of('chat.postMessage')).toHaveLength(1);
    expect((await h.stores.runLog.last('T1/C1'))?.result).toEqual({ kind: 'posted', ts: '77.1' });
  });

  it('is on the home tab of who is in the channel, with a button to edit it', async () => {
    await save();
    await h.event({
      type: 'app_home_opened',
      user: 'U1',
      channel: 'D1',
      tab: 'home',
      event_ts: '1',
    });
    const { view } = (await h.slack.waitFor('views.publish')).args;
    const edit = buttonOf(view.blocks, 'edit_digest.0');
    await h.interact({
      type: 'block_actions',
      container: { type: 'view', view_id: 'V9' },
      view: { id: 'V9', hash: 'h', ...view },
      actions: [{ type: 'button', block_id: 'b', action_ts: '1', ...edit }],
    });
    const modal = JSON.stringify((await h.slack.waitFor('views.open')).args.view);
    expect(modal).toContain('"initial_conversation":"C1"');
    expect(modal).toContain('"initial_time":"13:00"');
  });

  it('is not shown to who is not in the channel', async () => {
    await save({ channel: { channel: { selected_conversation: 'CPRIVATE' } } });
    await h.event({
      type: 'app_home_opened',
      user: 'U1',
      channel: 'D1',
      tab: 'home',
      event_ts: '1',
    });
    const { view } = (await h.slack.waitFor('views.publish')).args;
    expect(JSON.stringify(view)).not.toContain('CPRIVATE');
  });
});
