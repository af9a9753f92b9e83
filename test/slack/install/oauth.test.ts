import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOauth, type Oauth } from '../../../src/slack/install/create-oauth.ts';
import { STATE_LASTS } from '../../../src/slack/install/state-store.ts';
import { createHandledEvents } from '../../../src/store/handled-events.ts';
import { createInstallations, type Installations } from '../../../src/store/installations.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { createTokenCipher, parseTokenKeys } from '../../../src/store/token-cipher.ts';
import { describeEngines } from '../../store/support/engines.ts';

const CLIENT_SECRET = 'client-secret-of-a-test';
let servers: Server[] = [];
/** What the app asked `oauth.v2.access` for. */
let exchanged: URLSearchParams[] = [];
/** Over what Slack answers to it. */
let granted: object = {};
let logged = '';
let now = 0;
beforeEach(() => {
  exchanged = [];
  granted = {};
  logged = '';
  now = Date.parse('2026-11-22T08:00:00Z');
});
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
  servers = [];
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A Slack that gives `code-T1` a token of T1, another one each time. */
const slack = () =>
  listen(
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const asked = new URLSearchParams(body);
        const team = (asked.get('code') ?? '').replace('code-', '');
        response.setHeader('content-type', 'application/json');
        if (request.url?.endsWith('auth.test')) {
          response.end(JSON.stringify({ ok: true, bot_id: 'B1', url: 'https://x.slack.com/' }));
          return;
        }
        exchanged.push(asked);
        response.end(
          JSON.stringify({
            ok: true,
            app_id: 'A1',
            authed_user: { id: 'U1' },
            scope: 'chat:write',
            token_type: 'bot',
            access_token: `xoxb-${team}-${exchanged.length}`,
            bot_user_id: 'U0',
            team: { id: team, name: 'A desk' },
            enterprise: null,
            is_enterprise_install: false,
            ...granted,
          }),
        );
      });
    }),
  );

interface Started {
  readonly oauth: Oauth;
  readonly installations: Installations;
  /** Of the app's two routes. */
  readonly address: string;
}

async function start(store: Store, stateSecret = 's'.repeat(32)): Promise<Started> {
  const write = (fields: object, message: string): void => {
    logged += `${JSON.stringify(fields)} ${message}\n`;
  };
  const cipher = createTokenCipher(parseTokenKeys(`k1:${randomBytes(32).toString('base64')}`));
  const installations = createInstallations({ store, cipher, clock: () => now });
  const oauth = createOauth({
    clientId: '1.2',
    clientSecret: CLIENT_SECRET,
    stateSecret,
    scopes: ['chat:write', 'commands'],
    installations,
    handledEvents: createHandledEvents(store),
    clock: () => now,
    slackApiUrl: `${await slack()}/api/`,
    log: { debug: write, info: write, warn: write, error: write },
  });
  const address = await listen(
    createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0];
      const route = oauth.routes.find((one) => one.path === path);
      if (route) route.handler(request, response);
      else response.writeHead(404).end();
    }),
  );
  return { oauth, installations, address };
}

async function begin(address: string): Promise<{ state: string; cookie: string }> {
  const response = await fetch(`${address}/slack/install`, { redirect: 'manual' });
  const url = new URL(response.headers.get('location') ?? '');
  expect(url.pathname).toBe('/oauth/v2/authorize');
  expect(url.searchParams.get('scope')).toBe('chat:write,commands');
  expect(url.searchParams.get('client_id')).toBe('1.2');
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/; Secure; HttpOnly;/i);
  return { state: url.searchParams.get('state') ?? '', cookie: cookie.split(';')[0] ?? '' };
}

/** Ends an installation as Slack's redirect does. @returns the page that a person sees */
async function finish(address: string, parameters: Record<string, string>, cookie = '') {
  const response = await fetch(
    `${address}/slack/oauth_redirect?${new URLSearchParams(parameters)}`,
    { headers: { cookie }, redirect: 'manual' },
  );
  const page = await response.text();
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<main>\n<h1>[^<]+<\/h1>/);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store');
  for (const secret of ['xoxb-', CLIENT_SECRET, parameters.code, parameters.state]) {
    if (secret) expect(page).not.toContain(secret);
  }
  const title = /<h1>(.*)<\/h1>/.exec(page)?.[1];
  return { status: response.status, title, page };
}

const install = async (address: string, team = 'T1') => {
  const { state, cookie } = await begin(address);
  return finish(address, { code: `code-${team}`, state }, cookie);
};
const ofTeam = (teamId: string) =>
  ({ teamId, enterpriseId: undefined, isEnterpriseInstall: false }) as const;

describeEngines('the install flow', (under) => {
  test('installs the workspace that went through it, and says so', async () => {
    const { installations, oauth, address } = await start(await under.emptyStore());
    granted = { team: { id: 'T1', name: '<b>&"Desk"' } };
    const { status, title, page } = await install(address);
    expect([status, title]).toEqual([200, 'Afghan Brief is installed']);
    expect(page).toContain('“&lt;b&gt;&amp;&quot;Desk&quot;”');
    expect(page).toContain('href="https://slack.com/app_redirect?app=A1&amp;team=T1"');
    expect(await installations.teams()).toEqual(['T1']);
    expect(await oauth.authorize(ofTeam('T1'))).toMatchObject({ botToken: 'xoxb-T1-1' });
    expect(exchanged[0]?.get('client_secret')).toBe(CLIENT_SECRET);
    expect(logged).toContain('a workspace installed the app');
    expect(logged).not.toContain('xoxb-');
    expect(logged).not.toContain(CLIENT_SECRET);
  });

  test('installing again takes the new token', async () => {
    const { installations, oauth, address } = await start(await under.emptyStore());
    await install(address);
    await install(address);
    expect(await installations.teams()).toEqual(['T1']);
    expect(await oauth.authorize(ofTeam('T1'))).toMatchObject({ botToken: 'xoxb-T1-2' });
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
      'a state that is too old',
      async (address: string) => {
        const { state, cookie } = await begin(address);
        now += STATE_LASTS + 1;
        return { parameters: { code: 'code-T1', state }, cookie };
      },
    ],
    [
      'a state whose time was changed',
      async (address: string) => {
        const { state } = await begin(address);
        const later = state.replace(/^\d+/, String(now + 1));
        return {
          parameters: { code: 'code-T1', state: later },
          cookie: `slack-app-oauth-state=${later}`,
        };
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
    const { installations, address } = await start(await under.emptyStore());
    const { parameters, cookie } = await attempt(address);
    const { status, title, page } = await finish(address, parameters, cookie);
    expect([status, title]).toEqual([400, 'This installation cannot be finished']);
    expect(page).toContain('href="/slack/install"');
    expect(exchanged).toEqual([]);
    expect(await installations.teams()).toEqual([]);
  });

  test('a state is good for one installation', async () => {
    const { installations, address } = await start(await under.emptyStore());
    const { state, cookie } = await begin(address);
    expect((await finish(address, { code: 'code-T1', state }, cookie)).status).toBe(200);
    expect((await finish(address, { code: 'code-T2', state }, cookie)).status).toBe(400);
    expect(exchanged).toHaveLength(1);
    expect(await installations.teams()).toEqual(['T1']);
  });

  test('a state signed with another secret installs nothing', async () => {
    const store = await under.emptyStore();
    const forger = await start(store, 'f'.repeat(32));
    const { state } = await begin(forger.address);
    const { installations, address } = await start(store);
    const cookie = `slack-app-oauth-state=${state}`;
    expect((await finish(address, { code: 'code-T1', state }, cookie)).status).toBe(400);
    expect(await installations.teams()).toEqual([]);
  });

  test.each([
    [{ ok: false, error: 'invalid_code' }, [502, 'The installation failed']],
    [{ access_token: undefined }, [502, 'The installation failed']],
    [
      { is_enterprise_install: true, enterprise: { id: 'E1' }, team: null },
      [400, 'Install it in one workspace at a time'],
    ],
  ])('Slack grants %j: nothing is installed, and a page says so', async (instead, shown) => {
    const { installations, address } = await start(await under.emptyStore());
    granted = instead;
    const { status, title, page } = await install(address);
    expect([status, title]).toEqual(shown);
    expect(page).toContain('Nothing was installed, and nothing was stored.');
    expect(await installations.teams()).toEqual([]);
  });

  test('an installation that was cancelled in Slack is no failure of ours', async () => {
    const { address } = await start(await under.emptyStore());
    const { state, cookie } = await begin(address);
    const { title } = await finish(address, { error: 'access_denied', state }, cookie);
    expect(title).toBe('The installation was cancelled');
    expect(exchanged).toEqual([]);
    expect(logged).toBe('');
  });

  test('a token that ends soon is renewed before it is used, and kept', async () => {
    const { oauth, address } = await start(await under.emptyStore());
    granted = { refresh_token: 'xoxe-1', expires_in: 60 };
    await install(address);
    granted = { access_token: 'xoxb-new', refresh_token: 'xoxe-2', expires_in: 43_200 };
    expect(await oauth.authorize(ofTeam('T1'))).toMatchObject({ botToken: 'xoxb-new' });
    expect(exchanged[1]?.get('grant_type')).toBe('refresh_token');
    expect(exchanged[1]?.get('refresh_token')).toBe('xoxe-1');
    expect(await oauth.authorize(ofTeam('T1'))).toMatchObject({ botToken: 'xoxb-new' });
    expect(exchanged).toHaveLength(2);
  });
});
