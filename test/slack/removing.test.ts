import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Ingest } from '../../src/slack/ports.ts';
import { type Harness, harness, MODES } from './support/harness.ts';

const ADMIN = { user_id: 'UADMIN' };

describe.each(MODES)('removing from the corpus over %s', (mode) => {
  let h: Harness;
  let done: (readonly [string, string, Actor])[];
  let topics: (readonly string[] | undefined)[];
  const ingest: Ingest = {
    async add(url, _actor, only) {
      topics.push(only);
      return [{ kind: 'added', url, articleId: 'f', title: 'feed: A feed' }];
    },
    addFile: async () => [],
    async remove(name, actor) {
      done.push(['remove', name, actor]);
      if (name === 'none') return { kind: 'refused', reason: 'nothing of this name was added' };
      const isFeed = name.endsWith('.xml');
      return { kind: isFeed ? 'feed' : 'article', id: `id of ${name}`, title: `Title of ${name}` };
    },
    async undo(id, actor) {
      done.push(['undo', id, actor]);
      return { kind: 'article', id, title: `Title of ${id}` };
    },
    removed: async () => [{ id: 'old', title: 'Old one', at: 1_700_000_000_000, by: 'U7' }],
    feeds: async () => [
      {
        title: 'A feed',
        url: 'https://example.org/feed.xml',
        health: 'read 5 minutes ago; 12 articles so far, the last one 2 hours ago',
        topics: ['Afghanistan'],
      },
    ],
  };
  beforeEach(async () => {
    done = [];
    topics = [];
    h = await harness(mode, { ingest });
  });
  afterEach(() => h.stop());

  const press = (value: string, user: string) =>
    h.interact({
      type: 'block_actions',
      user: { id: user, team_id: 'T1' },
      channel: { id: 'C1', name: 'desk' },
      container: { type: 'message', channel_id: 'C1', message_ts: '1.1', is_ephemeral: true },
      response_url: h.slack.responseUrl(),
      actions: [{ type: 'button', block_id: 'b', action_id: 'undo_removal.0', value }],
    });
  const answers = async (count: number) => {
    await h.app.idle();
    const all = h.slack.of('response_url').map(({ args }) => args);
    expect(all).toHaveLength(count);
    return all.at(-1);
  };

  it('removes for who may, and the button brings it back', async () => {
    await h.command('remove https://example.org/a', ADMIN);
    const said = await answers(1);
    expect(said.text).toContain('Removed: Title of https://example.org/a');
    const { accessory } = said.blocks[0];
    expect(accessory).toMatchObject({
      text: { text: 'Undo' },
      value: 'id of https://example.org/a',
    });
    await press(accessory.value, 'UADMIN');
    expect((await answers(2)).text).toContain('Brought back: Title of id of https://example.org/a');
    const admin = { team: 'T1', user: 'UADMIN' };
    expect(done.map(([what, name, { team, user }]) => [what, name, { team, user }])).toEqual([
      ['remove', 'https://example.org/a', admin],
      ['undo', 'id of https://example.org/a', admin],
    ]);
  });

  it('refuses who may not, the button as well', async () => {
    await h.command('remove my-article');
    expect((await answers(1)).text).toContain('Only workspace admins may remove sources');
    await press('my-article', 'U1');
    expect((await answers(2)).text).toContain('Only workspace admins may bring sources back');
    expect(done).toEqual([]);
  });

  it('says of each name what became of it; a feed has no button', async () => {
    await h.command('remove none', ADMIN);
    expect((await answers(1)).text).toContain(
      'Not removed: none — nothing of this name was added.',
    );
    await h.command('remove https://example.org/feed.xml', ADMIN);
    const said = await answers(2);
    expect(said.text).toContain('Removed the feed: Title of https://example.org/feed.xml');
    expect(said.blocks[0]).not.toHaveProperty('accessory');
  });

  it('lists what can be brought back', async () => {
    await h.command('remove', ADMIN);
    const said = await answers(1);
    expect(said.text).toContain('Old one · removed');
    expect(said.blocks[1].accessory.value).toBe('old');
  });

  it('takes topics for a feed, and shows them with its health', async () => {
    await h.command('add https://example.org/feed.xml only Afghanistan, TTP', ADMIN);
    await h.command('add https://example.org/feed.xml', ADMIN);
    await h.app.idle();
    expect(topics).toEqual([['Afghanistan', 'TTP'], undefined]);
    await h.command('sources');
    expect((await answers(3)).text).toContain(
      'A feed: read 5 minutes ago; 12 articles so far, the last one 2 hours ago; only: Afghanistan',
    );
  });
});
