import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VIEWS } from '../src/slack/action-ids.ts';
import { DIGEST_INPUTS } from '../src/slack/views/digest-settings-modal.ts';
import {
  type InstallableApp,
  installableApp,
  KEY,
  SECRETS,
} from './slack/support/installable-app.ts';
import { press, submit } from './slack/support/payloads.ts';
import { describeEngines, type StorePlace } from './store/support/engines.ts';

const BASE = `---
title: The common article
publisher: Test Wire
date: 2026-11-20
---

The bridge at Torkham was closed for lorries on Sunday, the border office said.
`;
/** Of one workspace: the same title and topic, with words that no other has. */
const own = (secret: string): string => `---
title: The bridge report
publisher: Test Wire
date: 2026-11-21
---

The bridge at Torkham will open for ${secret} on Monday, an internal note says.

“The bridge is safe,” said Karim Daud, the engineer of ${secret}.
`;
const WORD = { T1: 'zebrafinches', T2: 'hummingbirds' } as const;
type Team = keyof typeof WORD;
const other = (team: Team): Team => (team === 'T1' ? 'T2' : 'T1');

describeEngines('two workspaces installed by OAuth', (under) => {
  let app: InstallableApp;
  let place: StorePlace;
  const mode = under.engine === 'sqlite' ? 'http' : 'socket';

  beforeAll(async () => {
    place = await under.newPlace();
    const corpus = join(place.home, 'corpus');
    await mkdir(corpus);
    await writeFile(join(corpus, 'common.md'), BASE);
    app = await installableApp(mode, place, corpus);
  }, 120_000);
  afterAll(() => app?.stop());

  const posts = (team: Team) =>
    app.callsOf(team).filter(({ method }) => method === 'chat.postMessage');
  const said = (team: Team): string => JSON.stringify(app.callsOf(team).map(({ args }) => args));
  const pattern = (team: Team) => new RegExp(`open for ${WORD[team]}`);
  /** Asks until the answer is there: the index follows the store. */
  async function ask(team: Team, question: string): Promise<string> {
    for (;;) {
      const answer = await app.command(team, question);
      if (pattern(team).test(answer)) return answer;
    }
  }

  test('each goes through the flow, over any way that the app is reached', async () => {
    for (const team of ['T1', 'T2'] as const) {
      expect(await app.install(team)).toContain(`“Desk ${team}”`);
    }
    expect(await app.command('T1', 'sources')).toContain('Test Wire (1)');
  });

  test('what one adds is its own, and what is common is for all', async () => {
    for (const team of ['T1', 'T2'] as const) {
      app.slack.files.set(`${team}.md`, { body: own(WORD[team]) });
      const before = posts(team).length;
      await app.event(team, {
        type: 'message',
        subtype: 'file_share',
        channel_type: 'im',
        user: 'UADMIN',
        channel: 'D1',
        ts: '20.1',
        event_ts: '20.1',
        text: '',
        files: [
          {
            id: 'F1',
            name: `report-${team}.md`,
            size: 300,
            url_private_download: app.slack.fileUrl(`${team}.md`),
          },
        ],
      });
      await app.slack.until(() => posts(team).length > before);
      expect(JSON.stringify(posts(team).at(-1)?.args)).toContain('The bridge report');
    }
    for (const team of ['T1', 'T2'] as const) {
      expect(await ask(team, 'bridge at Torkham')).toContain('closed for lorries');
      expect(await app.command(team, `quotes Karim Daud`)).toContain(WORD[team]);
    }
  });

  test('a mention is answered with the corpus and the token of the workspace it is made to', async () => {
    for (const team of ['T1', 'T2'] as const) {
      const before = posts(team).length;
      // In a shared channel the outer team can be the other one: the authorization tells whose it is.
      await app.event(
        team,
        {
          type: 'app_mention',
          user: 'U1',
          channel: 'C1',
          ts: '30.1',
          event_ts: '30.1',
          text: `<@UBOT${team}> bridge at Torkham`,
        },
        { team_id: other(team) },
      );
      await app.slack.until(() => posts(team).length > before);
      expect(JSON.stringify(posts(team).at(-1)?.args)).toMatch(pattern(team));
    }
  });

  test('digests, feedback, questions and the home tab are of one workspace', async () => {
    const set = (team: Team) =>
      app.interact(team, {
        ...submit(VIEWS.digestSettings, {
          [DIGEST_INPUTS.channel]: {
            [DIGEST_INPUTS.channel]: { type: 'conversations_select', selected_conversation: 'C1' },
          },
          [DIGEST_INPUTS.time]: {
            [DIGEST_INPUTS.time]: { type: 'timepicker', selected_time: '07:00' },
          },
          [DIGEST_INPUTS.zone]: {
            [DIGEST_INPUTS.zone]: { type: 'plain_text_input', value: 'Asia/Kabul' },
          },
          [DIGEST_INPUTS.weekdays]: {
            [DIGEST_INPUTS.weekdays]: {
              type: 'checkboxes',
              selected_options: [{ value: '1', text: { type: 'plain_text', text: 'Monday' } }],
            },
          },
        }),
        user: { id: 'UADMIN', team_id: team },
      });
    expect(JSON.stringify(await set('T1'))).toContain('Saved.');
    const admin = { user_id: 'UADMIN' };
    expect(await app.command('T2', 'digest now', admin)).toContain('No digest is set');
    expect(await app.command('T2', 'digest list', admin)).not.toContain('C1');
    expect(await app.command('T1', 'digest now', admin)).toContain('Posted.');
    expect(JSON.stringify(posts('T1').at(-1)?.args)).toContain('C1');

    const answer = JSON.parse(await ask('T1', 'zebrafinches bridge'));
    const useful = answer.blocks
      .flatMap((block: { elements?: object[] }) => block.elements ?? [])
      .find((one: { action_id?: string }) => one.action_id === 'feedback');
    const value = useful.positive_button.value;
    const response_url = app.slack.responseUrl('T1-thanks');
    await app.interact('T1', { ...press(app, { action_id: 'feedback', value }), response_url });
    await app.slack.until(() => app.callsOf('T1').some(({ url }) => url === '/respond/T1-thanks'));
    expect(await app.command('T1', 'feedback', admin)).toContain('zebrafinches bridge');
    expect(await app.command('T2', 'feedback', admin)).not.toContain('zebrafinches');

    for (const team of ['T1', 'T2'] as const) {
      const published = () => app.callsOf(team).filter(({ method }) => method === 'views.publish');
      await app.event(team, {
        type: 'app_home_opened',
        user: 'U1',
        channel: 'D1',
        tab: 'home',
        event_ts: '40.1',
      });
      await app.slack.until(() => published().length > 0);
    }
    const home = JSON.stringify(app.callsOf('T1').find((call) => call.method === 'views.publish'));
    expect(home).toContain('zebrafinches bridge');
  });

  test("another workspace's buttons open nothing", async () => {
    const { blocks } = JSON.parse(await ask('T1', 'Torkham bridge'));
    const contexts = blocks
      .flatMap((block: { elements?: object[] }) => block.elements ?? [])
      .filter((one: { action_id?: string }) => /^context\b/.test(one.action_id ?? ''));
    expect(contexts.length).toBeGreaterThan(1);
    const opened = (team: Team) =>
      app.callsOf(team).filter(({ method }) => method === 'views.open');
    // Of the common article a window opens in either workspace, of an article of its own in one.
    for (const [team, windows] of [
      ['T1', contexts.length],
      ['T2', contexts.length - 1],
    ] as const) {
      const response_url = app.slack.responseUrl(`${team}-pressed`);
      for (const button of contexts) {
        await app.interact(team, { ...press(app, button), response_url });
      }
      await app.slack.until(() => opened(team).length >= windows);
    }
    await app.slack.until(() => said('T2').includes('no longer in the corpus'));
    expect(JSON.stringify(opened('T1'))).toContain(WORD.T1);
    expect(JSON.stringify(opened('T2'))).not.toContain(WORD.T1);
  });

  test('nothing that one was sent holds words of the other', () => {
    for (const team of ['T1', 'T2'] as const) {
      expect(said(team)).toContain(WORD[team]);
      expect(said(team)).not.toContain(WORD[other(team)]);
    }
  });

  test('uninstalling deletes all of a workspace, once, and leaves the other as it was', async () => {
    const store = await under.open(place);
    const rows = async (team: Team): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const { name } of await store.db.introspection.getTables()) {
        if (name.startsWith('fts_index')) continue;
        const { rows: all } = await sql<object>`select * from ${sql.table(name)}`.execute(store.db);
        for (const row of all) {
          const text = JSON.stringify(row);
          if (new RegExp(`\\b${team}\\b|${WORD[team]}`).test(text)) found.push(`${name} ${text}`);
        }
      }
      return found;
    };
    const kept = (await rows('T2')).length;
    expect((await rows('T1')).length).toBeGreaterThan(10);
    // As a corpus of some size has one.
    await writeFile(join(place.home, `index-T1-${'0'.repeat(64)}.bin`), WORD.T1);
    const deletions = () => app.output().split('everything of the workspace is deleted').length - 1;
    const forgotten = async (count: number): Promise<void> => {
      // The command is answered after the event before it: each answer is one look.
      while (deletions() < count) await app.command('T2', 'help');
    };
    await app.event('T1', { type: 'app_uninstalled' });
    await forgotten(1);
    await app.event('T1', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOTT1'] } });
    await forgotten(2);
    expect(await rows('T1')).toEqual([]);
    expect((await readdir(place.home)).filter((name) => name.startsWith('index-T1-'))).toEqual([]);
    expect(await app.command('T1', 'bridge')).toContain('not installed in this workspace');
    expect((await rows('T2')).length).toBe(kept);
    expect(await ask('T2', 'bridge at Torkham')).not.toContain(WORD.T1);
  });

  test('installing again begins with nothing', async () => {
    await app.install('T1');
    const answer = await app.command('T1', 'bridge at Torkham');
    expect(answer).toContain('closed for lorries');
    expect(answer).not.toContain(WORD.T1);
    expect(app.callsOf('T1').at(-1)?.token ?? '').not.toBe('xoxb-T1-1');
  });

  test('no secret is in a log or a file', async () => {
    const secrets = [...Object.values(SECRETS), KEY, 'xoxb-'];
    for (const secret of secrets) expect(app.output()).not.toContain(secret);
    for (const name of await readdir(place.home)) {
      if (!name.startsWith('afghan-brief')) continue;
      const bytes = await readFile(join(place.home, name), 'latin1');
      for (const secret of secrets) expect(bytes).not.toContain(secret);
    }
  });
});
