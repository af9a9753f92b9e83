import { randomBytes } from 'node:crypto';
import type { Installation } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createInstallations } from '../../src/store/installations.ts';
import type { Store } from '../../src/store/open-store.ts';
import { createTokenCipher, parseTokenKeys } from '../../src/store/token-cipher.ts';
import { describeEngines } from './support/engines.ts';

const secret = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

const installation = (team: string, token: string): Installation<'v2', false> => ({
  team: { id: team, name: 'A desk' },
  enterprise: { id: 'E1' },
  user: { id: 'U1', token: undefined, scopes: undefined },
  bot: { token, scopes: ['chat:write'], id: 'B1', userId: 'U0' },
  appId: 'A1',
  authVersion: 'v2',
  isEnterpriseInstall: false,
});

const ofTeam = (teamId: string) =>
  ({ teamId, enterpriseId: 'E1', isEnterpriseInstall: false }) as const;

const open = (store: Store, keys: string) =>
  createInstallations({
    store,
    cipher: createTokenCipher(parseTokenKeys(keys)),
    clock: () => 1000,
  });

describeEngines('installations', (under) => {
  test('gives back what Bolt stored, workspace by workspace', async () => {
    const installations = open(await under.emptyStore(), secret('k1'));
    await installations.storeInstallation(installation('T2', 'xoxb-2'));
    await installations.storeInstallation(installation('T1', 'xoxb-1'));
    expect(await installations.fetchInstallation(ofTeam('T1'))).toEqual(
      JSON.parse(JSON.stringify(installation('T1', 'xoxb-1'))),
    );
    expect(await installations.teams()).toEqual(['T1', 'T2']);
    await installations.storeInstallation(installation('T1', 'xoxb-new'));
    expect((await installations.fetchInstallation(ofTeam('T1'))).bot?.token).toBe('xoxb-new');
  });

  test('an organisation-wide installation is apart from its workspaces', async () => {
    const installations = open(await under.emptyStore(), secret('k1'));
    const wide = {
      ...installation('T1', 'xoxb-wide'),
      team: undefined,
      isEnterpriseInstall: true,
    } as unknown as Installation<'v2', true>;
    await installations.storeInstallation(wide);
    const query = { teamId: undefined, enterpriseId: 'E1', isEnterpriseInstall: true } as const;
    expect((await installations.fetchInstallation(query)).bot?.token).toBe('xoxb-wide');
    await expect(installations.fetchInstallation(ofTeam('T1'))).rejects.toThrow(/not installed/);
  });

  test('deletes one workspace only', async () => {
    const installations = open(await under.emptyStore(), secret('k1'));
    await installations.storeInstallation(installation('T1', 'xoxb-1'));
    await installations.storeInstallation(installation('T2', 'xoxb-2'));
    await installations.deleteInstallation?.(ofTeam('T1'));
    await expect(installations.fetchInstallation(ofTeam('T1'))).rejects.toThrow(
      'the app is not installed for team:T1',
    );
    expect(await installations.teams()).toEqual(['T2']);
  });

  test('refuses a query that names no tenant', async () => {
    const installations = open(await under.emptyStore(), secret('k1'));
    const nobody = { teamId: '', enterpriseId: 'E1', isEnterpriseInstall: false } as const;
    await expect(installations.fetchInstallation(nobody)).rejects.toThrow(/needs a team id/);
  });

  test('no token stands in the database, and a row moved to another team does not open', async () => {
    const store = await under.emptyStore();
    const installations = open(store, secret('k1'));
    await installations.storeInstallation(installation('T1', 'xoxb-very-secret'));
    const rows = await store.db.selectFrom('installations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('very-secret');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('very-secret').toString('base64'));
    await store.db.updateTable('installations').set({ tenant: 'team:T2', team: 'T2' }).execute();
    await expect(installations.fetchInstallation(ofTeam('T2'))).rejects.toThrow(/does not open/);
  });

  test('rotates the key: old rows open while both are set, and with the new one alone after', async () => {
    const store = await under.emptyStore();
    const [old, next] = [secret('k1'), secret('k2')];
    await open(store, old).storeInstallation(installation('T1', 'xoxb-1'));
    const both = open(store, `${next},${old}`);
    expect((await both.fetchInstallation(ofTeam('T1'))).bot?.token).toBe('xoxb-1');
    expect(await both.reseal()).toBe(1);
    expect(await both.reseal()).toBe(0);
    const after = await open(store, next).fetchInstallation(ofTeam('T1'));
    expect(after.bot?.token).toBe('xoxb-1');
    await expect(open(store, old).fetchInstallation(ofTeam('T1'))).rejects.toThrow(/"k2"/);
  });
});
