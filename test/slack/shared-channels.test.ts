import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/answer/desk.ts';
import { ACTIONS, VIEWS } from '../../src/slack/action-ids.ts';
import { encodeSpan } from '../../src/slack/button-value.ts';
import { smallDesk } from './builders/small-desk.ts';
import { type Harness, harness, NOW } from './support/harness.ts';
import { press, submit } from './support/payloads.ts';

const body = (word: string) =>
  `The tunnel at Salang is closed for ${word} until spring, the road office said on Monday.`;
const draft = (word: string) => ({ id: 'tunnel', title: 'The tunnel', body: body(word) });

/** Two workspaces that share channels: whose is a request, when its ids name both, or one that is none. */
describe('a request with ids of several workspaces', () => {
  let h: Harness;
  let desks: Readonly<Record<string, Desk>>;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    desks = {
      T1: await smallDesk([draft('lorries')]),
      T2: await smallDesk([draft('buses')]),
    };
    h = await harness('http', {
      deskOf: (team) => {
        asked.push(team);
        const desk = desks[team];
        if (!desk) throw new Error(`${team} has no corpus`);
        return desk;
      },
      identity: {
        // As the install provider wraps what its store says.
        authorize: async ({ teamId = '' }) => {
          if (teamId in desks) return { botToken: `xoxb-${teamId}`, botUserId: 'UBOT', teamId };
          const original = Object.assign(new Error('no'), { name: 'NotInstalledError' });
          throw Object.assign(new Error('no'), { original });
        },
      },
    });
  });
  afterEach(() => h.stop());

  const last = (method: string) => {
    const call = h.slack.of(method).at(-1);
    return { token: call?.token, text: JSON.stringify(call?.args ?? null) };
  };
  const mention = (authorizedFor: string, outer: string) =>
    h.event(
      {
        type: 'app_mention',
        user: 'U1',
        channel: 'C1',
        ts: '1.1',
        event_ts: '1.1',
        text: '<@UBOT> tunnel at Salang',
      },
      { team_id: outer, authorizations: [{ team_id: authorizedFor, user_id: 'UBOT' }] },
    );

  it.each([
    ['T1', 'T2', 'lorries'],
    ['T2', 'T1', 'buses'],
    ['T1', 'T9', 'lorries'],
  ])(
    'a mention for %s in a channel of %s is answered from the first',
    async (team, outer, word) => {
      await mention(team, outer);
      await h.app.idle();
      expect(last('chat.postMessage')).toMatchObject({ token: `xoxb-${team}` });
      expect(last('chat.postMessage').text).toContain(word);
      const thread = { channel: 'C1', thread: '1.1' };
      expect(await h.stores.threads.get({ team, ...thread })).not.toBeNull();
      expect(await h.stores.threads.get({ team: outer, ...thread })).toBeNull();
    },
  );

  it('of a workspace without the app opens no corpus, and is told so where it can be', async () => {
    await h.command('tunnel at Salang', { team_id: 'T9' });
    await h.slack.waitFor('response_url');
    expect(last('response_url').text).toContain('not installed in this workspace');
    await mention('T9', 'T1');
    await h.app.idle();
    expect(asked).toEqual([]);
    expect(h.slack.of('chat.postMessage')).toEqual([]);
    expect(h.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    ['the workspace of the installation, not the person', { team: { id: 'T2' } }, 'buses'],
    ['the person, where an organisation gives no team', { team: null }, 'lorries'],
  ])('a button goes by %s', async (_, more, word) => {
    const value = encodeSpan({ articleId: 'tunnel', start: 0, end: 10 }) ?? '';
    const pressed = press(h, { action_id: `${ACTIONS.context}.0`, value });
    await h.interact({ ...pressed, ...more, user: { id: 'U1', team_id: 'T1' } });
    await h.app.idle();
    expect(last('views.open').text).toContain(word);
  });

  it('a window that was opened in a shared channel goes by where the app is installed', async () => {
    const quote = { quote: { quote: { type: 'plain_text_input', value: body('lorries') } } };
    const view = { app_installed_team_id: 'T1' };
    const { body: own } = await h.interact({
      ...submit(VIEWS.verify, quote, { view }),
      team: { id: 'T2' },
    });
    expect(JSON.stringify(own)).toContain('lorries');
    expect(asked).toEqual(['T1']);
    const { body: foreign } = await h.interact({
      ...submit(VIEWS.verify, quote),
      team: { id: 'T2' },
    });
    expect(JSON.stringify(foreign)).not.toMatch(/[Ee]xact/);
    expect(asked).toEqual(['T1', 'T2']);
  });

  it("another workspace's feedback cannot be written through a window", async () => {
    const entry = {
      id: 'f1',
      team: 'T1',
      user: 'U1',
      question: 'tunnel',
      corpus: 'sha256:1',
      verdict: 'not-useful',
      at: NOW,
    };
    const reason = { reason: { reason: { type: 'plain_text_input', value: 'wrong' } } };
    const send = (team: string) =>
      h.interact({
        ...submit(VIEWS.feedbackReason, reason, {
          view: { private_metadata: JSON.stringify(entry) },
        }),
        team: { id: team },
      });
    await send('T2');
    await h.app.idle();
    expect(await h.stores.feedback.list('T1', 9)).toEqual([]);
    await send('T1');
    await h.app.idle();
    expect(await h.stores.feedback.list('T1', 9)).toMatchObject([{ reason: 'wrong' }]);
    expect(await h.stores.feedback.list('T2', 9)).toEqual([]);
  });

  it.each([
    ['an admin there', 'no', { team_id: 'T2', is_admin: true }],
    ['a stranger', 'no', { is_stranger: true, is_admin: true }],
    ['an admin here', 'yes', { team_id: 'T1', is_admin: true }],
    [
      'an admin of an organisation who is here too',
      'yes',
      { team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] }, is_admin: true },
    ],
  ])('%s may set digests here: %s', async (_, allowed, user) => {
    h.slack.always('users.info', { ok: true, user: { id: 'U1', ...user } });
    await h.command('digest now');
    await h.slack.waitFor('response_url');
    expect(last('response_url').text).toContain(
      allowed === 'yes'
        ? 'No digest is set for this channel'
        : 'Only workspace admins may set digests',
    );
  });

  it("another workspace's digest settings are not shown by a button that names their channel", async () => {
    await h.stores.subscriptions.put({
      id: 'T1/C7',
      team: 'T1',
      channel: 'C7',
      localTime: '04:44',
      timeZone: 'Asia/Kabul',
      weekdays: [1],
      topics: [],
      postWhenQuiet: false,
      setBy: 'U1',
      setAt: '2026-11-01T00:00:00.000Z',
    });
    for (const [team, value] of [
      ['T2', 'C7'],
      ['T2', 'T1/C7'],
      ['T1', 'C7'],
    ] as const) {
      await h.interact({
        ...press(h, { action_id: ACTIONS.editDigest, value }),
        team: { id: team },
      });
      await h.app.idle();
      expect(last('views.open').text.includes('04:44')).toBe(team === 'T1');
    }
  });
});
