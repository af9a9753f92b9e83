import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openInstallations } from '../../src/app/open-installations.ts';
import type { OauthAccess } from '../../src/app/slack-access.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { parseTokenKeys } from '../../src/store/token-cipher.ts';

let home: string;
let store: Store;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'afghan-brief-keys-'));
  store = await openStore({ home, clock: () => 1 });
});
afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

const key = (id: string): string => `${id}:${Buffer.alloc(32, id).toString('base64')}`;
/** The bot starts with these keys. */
const open = (keys: string) => {
  const oauth: OauthAccess = {
    clientId: '1.2',
    clientSecret: 'a-client-secret',
    stateSecret: 's'.repeat(32),
    tokenKeys: parseTokenKeys(keys),
  };
  const slack = { kind: 'http', signingSecret: 'a-signing-secret', oauth } as const;
  return openInstallations({ slack }, store, () => 1, { info: () => undefined });
};
const query = { teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false } as const;

it('a key is rotated by putting the new one in front, and starting once with both', async () => {
  const before = await open(key('old'));
  await before?.storeInstallation({
    team: { id: 'T1', name: 'Desk' },
    enterprise: undefined,
    user: { id: 'U1', token: undefined, scopes: undefined },
    bot: { id: 'B1', userId: 'UBOT', token: 'xoxb-1', scopes: [] },
    isEnterpriseInstall: false,
  });
  await expect(open(key('new'))).rejects.toThrow(
    /token key "old" is not configured\. Put it into AFGHAN_BRIEF_TOKEN_KEYS, behind/,
  );
  await open(`${key('new')},${key('old')}`);
  const after = await open(key('new'));
  expect((await after?.fetchInstallation(query))?.bot?.token).toBe('xoxb-1');
});

it('there are none where one workspace is served by its token', async () => {
  const slack = { kind: 'socket', appToken: 'xapp-1', botToken: 'xoxb-1' } as const;
  expect(await openInstallations({ slack }, store, () => 1, { info: () => undefined })).toBe(
    undefined,
  );
});
