import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInstallations, type Installations } from '../../src/store/installations.ts';
import { createOauth } from '../../src/store/oauth.ts';
import { createTokenCipher, parseTokenKeys } from '../../src/store/token-cipher.ts';
import { describeEngines } from './support/engines.ts';

let servers: Server[] = [];
let exchanged: string[] = [];
let logged = '';
beforeEach(() => {
  exchanged = [];
  logged = '';
});
afterEach(async () => {
  for (const server of servers) await new Promise((closed) => server.close(closed));
  servers = [];
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The app's two routes, and a Slack that gives `code-T1` a token of T1. */
async function start(installations: Installations, stateSecret = 's'.repeat(32)): Promise<string> {
  const slack = await listen(
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const code = new URLSearchParams(body).get('code') ?? '';
        const team = code.replace('code-', '');
        response.setHeader('content-type', 'application/json');
        if (request.url?.endsWith('auth.test')) {
          response.end(JSON.stringify({ ok: true, bot_id: 'B1', url: 'https://x.slack.com/' }));
          return;
        }
        exchanged.push(code);
        response.end(
          JSON.stringify({
            ok: true,
            app_id: 'A1',
            authed_user: { id: 'U1' },
            scope: 'chat:write',
            token_type: 'bot',
            access_token: `xoxb-${team}`,
            bot_user_id: 'U0',
            team: { id: team, name: 'A desk' },
            enterprise: null,
            is_enterprise_install: false,
          }),
        );
      });
    }),
  );
  const write = (...parts: unknown[]): void => {
    logged += `${parts.map(String).join(' ')}\n`;
  };
  const logger = {
    debug: write,
    info: write,
    warn: write,
    error: write,
    setLevel: () => undefined,
    getLevel: () => 'debug' as never,
    setName: () => undefined,
  };
  const { routes } = createOauth({
    clientId: 'client',
    clientSecret: 'client-secret',
    stateSecret,
    scopes: ['chat:write', 'commands'],
    installations,
    slackApiUrl: `${slack}/api/`,
    logger,
  });
  return await listen(
    createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0];
      const route = routes.find((one) => one.path === path);
      if (route) route.handler(request, response);
      else response.writeHead(404).end();
    }),
  );
}

async function begin(address: string): Promise<{ state: string; cookie: string }> {
  const response = await fetch(`${address}/slack/install`, { redirect: 'manual' });
  const url = new URL(response.headers.get('location') ?? '');
  expect(url.origin).toBe('https://slack.com');
  expect(url.searchParams.get('scope')).toBe('chat:write,commands');
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/i);
  return { state: url.searchParams.get('state') ?? '', cookie: cookie.split(';')[0] ?? '' };
}

const finish = (address: string, parameters: Record<string, string>, cookie = '') =>
  fetch(`${address}/slack/oauth_redirect?${new URLSearchParams(parameters)}`, {
    headers: { cookie },
    redirect: 'manual',
  });

describeEngines('the install flow', (under) => {
  const open = async () => {
    const cipher = createTokenCipher(parseTokenKeys(`k1:${randomBytes(32).toString('base64')}`));
    return createInstallations({ store: await under.emptyStore(), cipher, clock: () => 1000 });
  };

  test('installs the workspace that went through it', async () => {
    const installations = await open();
    const address = await start(installations);
    const { state, cookie } = await begin(address);
    const response = await finish(address, { code: 'code-T1', state }, cookie);
    expect(response.status).toBeLessThan(400);
    expect(await installations.teams()).toEqual(['T1']);
    const query = { teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false } as const;
    expect((await installations.fetchInstallation(query)).bot?.token).toBe('xoxb-T1');
    expect(logged).not.toContain('xoxb-');
    expect(logged).not.toContain('client-secret');
  });

  test.each([
    ['no state', async () => ({ parameters: { code: 'code-T1' }, cookie: '' })],
    [
      'a made-up state',
      async () => ({
        parameters: { code: 'code-T1', state: 'x.y.z' },
        cookie: 'slack-app-oauth-state=x.y.z',
      }),
    ],
    [
      'the state of another browser',
      async (address: string) => {
        const [mine, other] = [await begin(address), await begin(address)];
        return { parameters: { code: 'code-T1', state: other.state }, cookie: mine.cookie };
      },
    ],
    [
      'a state without its cookie',
      async (address: string) => {
        const { state } = await begin(address);
        return { parameters: { code: 'code-T1', state }, cookie: '' };
      },
    ],
    [
      'no code',
      async (address: string) => {
        const { state, cookie } = await begin(address);
        return { parameters: { state }, cookie };
      },
    ],
  ])('%s: nothing is exchanged, nothing installed', async (_, attempt) => {
    const installations = await open();
    const address = await start(installations);
    const { parameters, cookie } = await attempt(address);
    const response = await finish(address, parameters, cookie);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(exchanged).toEqual([]);
    expect(await installations.teams()).toEqual([]);
  });

  test('a state signed with another secret installs nothing', async () => {
    const installations = await open();
    const forger = await start(installations, 'f'.repeat(32));
    const { state } = await begin(forger);
    const address = await start(installations);
    const cookie = `slack-app-oauth-state=${state}`;
    const response = await finish(address, { code: 'code-T1', state }, cookie);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await installations.teams()).toEqual([]);
  });
});
