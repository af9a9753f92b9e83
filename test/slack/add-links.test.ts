import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ingest } from '../../src/slack/ports.ts';
import { type Harness, harness, MODES } from './support/harness.ts';
import { noRemoval } from './support/no-removal.ts';
import { richTextOf, submit } from './support/payloads.ts';

const ingest: Ingest = {
  async add(url) {
    if (url.includes('login'))
      return [
        { kind: 'refused', url, reason: 'The page is behind a login. Paste its text instead.' },
      ];
    return [{ kind: 'added', url, articleId: url, title: `Page at ${url}` }];
  },
  addFile: async () => [],
  ...noRemoval,
};

describe.each(MODES)('adding to the corpus over %s', (mode) => {
  let h: Harness;
  beforeEach(async () => {
    h = await harness(mode, { ingest });
  });
  afterEach(() => h.stop());

  it('adds an address for who may, and says what became of it', async () => {
    await h.command('add https://example.org/a https://example.org/login', { user_id: 'UADMIN' });
    const { args } = await h.slack.waitFor('response_url');
    expect(richTextOf(args.blocks)).toBe(
      'Added: Page at https://example.org/a\nNot added: https://example.org/login — The page is behind a login. Paste its text instead.',
    );
  });

  it('refuses who may not, as a command and as a shortcut', async () => {
    await h.command('add https://example.org/a');
    expect((await h.slack.waitFor('response_url')).args.text).toContain('Only workspace admins');
    await h.interact({ type: 'shortcut', callback_id: 'add_links' });
    const { view } = (await h.slack.waitFor('views.open')).args;
    expect(view.blocks[0].text.text).toContain('Only workspace admins');
    expect(view.submit).toBeUndefined();
  });

  it('fills in the links of a message, shows errors in place, then the outcome', async () => {
    const admin = { user: { id: 'UADMIN', team_id: 'T1' } };
    await h.interact({
      ...admin,
      type: 'message_action',
      callback_id: 'add_message_links',
      message_ts: '1.1',
      channel: { id: 'C1', name: 'desk' },
      response_url: h.slack.responseUrl(),
      message: {
        type: 'message',
        ts: '1.1',
        text: 'Read <https://example.org/a|this> and <https://example.org/b>',
      },
    });
    const { view } = (await h.slack.waitFor('views.open')).args;
    expect(view.blocks[0].element.initial_value).toBe(
      'https://example.org/a\nhttps://example.org/b',
    );
    const links = (value: string) =>
      submit('add_links_view', { links: { links: { value } } }, admin);
    const wrong = await h.interact(links('https://example.org/a not-an-address'));
    expect(wrong.body.errors.links).toContain('“not-an-address”');
    const right = await h.interact(links('https://example.org/a'));
    expect(right.body.view.blocks[0].text.text).toContain('Fetching');
    const update = (await h.slack.waitFor('views.update')).args;
    expect(update.view_id).toBe('V1');
    expect(richTextOf(update.view.blocks)).toBe('Added: Page at https://example.org/a');
  });

  it('says when adding is not set up', async () => {
    const other = await harness(mode);
    await other.command('add https://example.org/a', { user_id: 'UADMIN' });
    const { args } = await other.slack.waitFor('response_url');
    await other.stop();
    expect(args.text).toContain('not set up');
  });
});
