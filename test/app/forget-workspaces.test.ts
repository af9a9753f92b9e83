import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDesk } from '../../src/app/build-desk.ts';
import { createForgetWorkspaces, type ForgetWorkspaces } from '../../src/app/forget-workspaces.ts';
import { NO_ALIASES } from '../../src/search/aliases.ts';
import { createInstallations, type Installations } from '../../src/store/installations.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { createQuestions } from '../../src/store/questions.ts';
import { createTokenCipher } from '../../src/store/token-cipher.ts';
import { anArticle } from '../ingest/ingest-stores-contract.ts';

const AT = Date.parse('2026-11-22T08:00:00Z');

describe('forgetting workspaces', () => {
  let home: string;
  let store: Store;
  let installations: Installations;
  let forgetting: ForgetWorkspaces;
  let now: number;
  let forgotten: string[];
  let slackSays: () => Promise<boolean>;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'afghan-brief-forget-'));
    now = AT;
    forgotten = [];
    slackSays = () => Promise.reject(new Error('Slack is not asked'));
    store = await openStore({ home, clock: () => now });
    const cipher = createTokenCipher([{ id: 'k', secret: Buffer.alloc(32, 1) }]);
    installations = createInstallations({ store, cipher, clock: () => now });
    forgetting = createForgetWorkspaces({
      store,
      installations,
      teams: { forget: () => undefined },
      corpora: { forget: async (team) => void forgotten.push(team) },
      home,
      tokenWorks: () => slackSays(),
      clock: () => now,
      log: { info: () => undefined },
    });
  });
  afterEach(async () => {
    await store.close();
    await rm(home, { recursive: true });
  });

  const install = (team: string) =>
    installations.storeInstallation({
      team: { id: team, name: team },
      enterprise: undefined,
      user: { id: 'U1', token: undefined, scopes: undefined },
      bot: { id: 'B1', userId: 'UBOT', token: 'xoxb-1', scopes: [] },
      isEnterpriseInstall: false,
    });
  const asked = (team: string) =>
    createQuestions(store).add({ team, user: 'U1', question: 'ttp', outcome: 'found', at: now });
  const questionsOf = (team: string) => createQuestions(store).recent(team, 'U1', 9);

  it('deletes rows, tokens, the served corpus and its index in files', async () => {
    await install('T1');
    await asked('T1');
    // Large enough for an index in a file.
    const article = anArticle('a', 'Words of one workspace.\n\n'.repeat(7_000));
    const texts = { aliases: NO_ALIASES, aliasesText: '' };
    await buildDesk([article], texts, { snapshots: home, slot: 'T1' });
    const [built] = (await readdir(home)).filter((name) => name.startsWith('index-T1-'));
    for (const slot of ['T10', 'default']) {
      await writeFile(join(home, built?.replace('T1', slot) ?? ''), '');
    }
    const slots = async () =>
      (await readdir(home))
        .filter((name) => name.startsWith('index-'))
        .map((name) => name.split('-')[1])
        .sort();
    // The index, and what it is of.
    expect(await slots()).toEqual(['T1', 'T1', 'T10', 'default']);
    now += 60_000;
    await forgetting.uninstalled('T1', now);
    expect(await installations.teams()).toEqual([]);
    expect(await questionsOf('T1')).toEqual([]);
    expect(forgotten).toEqual(['T1']);
    expect(await slots()).toEqual(['T10', 'default']);
  });

  it.each([
    ['that came late, after the app was installed again, deletes nothing', true, ['T1']],
    ['of the same moment, whose token Slack takes no more, deletes', false, []],
  ])('word of an uninstall %s', async (_, works, left) => {
    await install('T1');
    await asked('T1');
    slackSays = async () => works;
    await forgetting.uninstalled('T1', AT - 500);
    expect(await installations.teams()).toEqual(left);
    expect((await questionsOf('T1')).length).toBe(left.length);
  });

  it('is tried again later where Slack does not say whether the app was installed again', async () => {
    await install('T1');
    await expect(forgetting.uninstalled('T1', AT - 500)).rejects.toThrow('Slack is not asked');
    expect(await installations.teams()).toEqual(['T1']);
  });

  it('takes with it what an answer under way wrote after it, and leaves who is installed again alone', async () => {
    await forgetting.uninstalled('T1', now);
    await asked('T1');
    await forgetting.sweep();
    expect(await questionsOf('T1')).toEqual([]);
    await install('T1');
    await asked('T1');
    await forgetting.sweep();
    expect(await questionsOf('T1')).toHaveLength(1);
  });

  it('follows what another replica forgot: served no longer, and no index left in files', async () => {
    await install('T2');
    for (const team of ['T1', 'T2']) forgetting.served(team);
    const version = '0'.repeat(64);
    for (const team of ['T1', 'T2', 'default']) {
      await writeFile(join(home, `index-${team}-${version}.bin`), '');
    }
    await forgetting.sweep();
    expect(forgotten).toEqual(['T1']);
    expect((await readdir(home)).filter((name) => name.startsWith('index-')).sort()).toEqual([
      `index-T2-${version}.bin`,
      `index-default-${version}.bin`,
    ]);
  });
});
