import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { runCli } from './run-cli.ts';

let folder = '';
const file = (name: string): string => join(folder, name);
const OAUTH = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'a-client-secret-of-the-test',
  SLACK_STATE_SECRET: 'a-state-secret-of-the-test-with-32-characters',
  AFGHAN_BRIEF_TOKEN_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-test',
};
const run = (...args: string[]) =>
  runCli(args, {
    env: { ...OAUTH, AFGHAN_BRIEF_HOME: folder, AFGHAN_BRIEF_CORPUS: file('common.jsonl') },
  });
const install = async (team: string): Promise<void> => {
  const store = await openStore({ home: folder, clock: () => 0 });
  const row = {
    tenant: `team:${team}`,
    team,
    key_id: 'k1',
    nonce: '',
    sealed: '',
    installed_at: 0,
  };
  await store.db.insertInto('installations').values(row).execute();
  await store.close();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afghan-brief-team-'));
  const text = 'The valley road was closed by snow for the third day.';
  await writeFile(file('common.jsonl'), JSON.stringify({ id: 'road', title: 'Road', text }));
  await writeFile(
    file('melons.md'),
    '---\nid: melons\ntitle: Melons\n---\nThe melon harvest failed in the lower valley, growers said on Monday.\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** One after the other: workspaces install the app meanwhile. */
describe('the command line where workspaces install the app', () => {
  it('reads what is common, and adds nothing, before the first one did', async () => {
    expect((await run('ask', 'valley road')).out).toContain('closed by snow');
    expect(await run('add', file('melons.md'))).toMatchObject({
      code: 2,
      err: 'afghan-brief: no workspace has installed the app yet.\n',
    });
    expect(await run('list', '--team', 'T1')).toMatchObject({
      code: 2,
      err: 'afghan-brief: --team T1: no workspace has installed the app.\n',
    });
  });

  it('needs no word for the only one', async () => {
    await install('T1');
    expect((await run('add', file('melons.md'))).out).toContain('added: Melons');
    expect((await run('ask', 'melon harvest')).out).toContain('The melon harvest failed');
  });

  it('asks which of several, for reading and for changing', async () => {
    await install('T2');
    const line =
      'afghan-brief: several workspaces have installed the app; say which with --team: T1, T2\n';
    for (const args of [
      ['ask', 'melon harvest'],
      ['list'],
      ['sources'],
      ['remove', 'melons'],
      ['add', file('melons.md')],
      ['export', file('out')],
    ]) {
      expect(await run(...args)).toEqual({ out: '', err: line, code: 2 });
    }
    expect(await run('list', '--team', 'T3')).toMatchObject({
      code: 2,
      err: 'afghan-brief: --team T3 has not installed the app; these have: T1, T2\n',
    });
    expect(await run('list', '--team', 'T1', '--corpus', file('common.jsonl'))).toMatchObject({
      code: 2,
    });
  });

  it('keeps to the one that is named', async () => {
    expect((await run('list', '--team', 'T1')).out).toContain('[melons]');
    expect((await run('list', '--team', 'T2')).out).not.toContain('[melons]');
    expect((await run('ask', '--team', 'T2', 'melon harvest')).out).toContain('Not covered');
    expect((await run('remove', '--team', 'T2', 'melons')).code).toBe(1);
    expect((await run('sources', '--team', 'T1')).out).toContain('Melons');
    expect((await run('sources', '--team', 'T2')).out).not.toContain('Melons');
    await run('export', '--team', 'T2', file('two'));
    expect(await readdir(file('two'))).toEqual(['road.md']);
    expect((await run('remove', '--team', 'T1', 'melons')).out).toContain('removed: melons');
  });
});
