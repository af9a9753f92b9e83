import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const bin = resolve(import.meta.dirname, '../src/bin.js');
const SECRET = 'a-signing-secret-of-the-test';
const TOKEN = 'xoxb-9-not-a-real-token';

interface Started {
  readonly child: ChildProcess;
  /** Everything it wrote so far, both streams. */
  readonly output: () => string;
  /** Resolves with the match once the output has one. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly exit: Promise<number | null>;
}

let home = '';
let slack: Server;
let slackUrl = '';
const calls: { readonly method: string; readonly body: string }[] = [];
let called: () => void = () => {};
let running: Started | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'afghan-brief-start-'));
  slack = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      calls.push({ method: request.url?.split('/').at(-1) ?? '', body });
      called();
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          ...(request.headers.authorization?.includes('refused') || body.includes('refused')
            ? { error: 'invalid_auth' }
            : {}),
          ok: !(request.headers.authorization?.includes('refused') || body.includes('refused')),
          url: 'https://t.example/',
          team: 'T',
          team_id: 'T1',
          user: 'brief',
          user_id: 'UBOT',
          bot_id: 'BBOT',
        }),
      );
    });
  });
  await new Promise<void>((listening) => slack.listen(0, '127.0.0.1', listening));
  slackUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.exit;
  running = undefined;
});
afterAll(async () => {
  slack.close();
  await rm(home, { recursive: true });
});

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, [bin, 'start'], {
    cwd: home,
    env: {
      PATH: process.env.PATH ?? '',
      AFGHAN_BRIEF_HOME: home,
      AFGHAN_BRIEF_CORPUS: resolve(import.meta.dirname, '../corpus'),
      PORT: '0',
      ...env,
    },
  });
  let written = '';
  let changed: () => void = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      written += String(chunk);
      changed();
    });
  }
  const exit = new Promise<number | null>((ended) => child.on('exit', ended));
  running = {
    child,
    exit,
    output: () => written,
    says: (pattern) =>
      new Promise((found, failed) => {
        const look = (): void => {
          const match = pattern.exec(written);
          if (match) found(match);
        };
        changed = look;
        look();
        void exit.then((code) => failed(new Error(`it ended with ${code}: ${written}`)));
      }),
  };
  return running;
}

describe('afghan-brief start', () => {
  it('with nothing configured serves the local workspace, says so in one line, and stops when told', async () => {
    const bot = start({});
    const [line, url] = await bot.says(
      /^Afghan Brief local workspace .*?(http:\/\/127\.0\.0\.1:\d+).*connect Slack.*$/m,
    );
    expect(bot.output().trim()).toBe(line);
    const page = await (await fetch(url ?? '')).text();
    expect(page).toContain('Preview: this is not Slack');
    bot.child.kill('SIGTERM');
    expect(await bot.exit).toBe(0);
  });

  it('in HTTP mode answers a signed command, refuses a forged one, tells its health, and logs no secret', async () => {
    const bot = start({
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slackUrl,
    });
    const [, port] = await bot.says(/"port":(\d+).*"ready"/);
    const at = `http://127.0.0.1:${port}`;
    const responded = new Promise<void>((done) => {
      called = () => {
        if (calls.some(({ method }) => method === 'respond')) done();
      };
    });
    const body = new URLSearchParams({
      command: '/afghan-brief',
      text: 'ttp',
      team_id: 'T1',
      user_id: 'U1',
      channel_id: 'C1',
      channel_name: 'x',
      trigger_id: '1.2',
      response_url: `${slackUrl}respond`,
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const send = (signature: string): Promise<Response> =>
      fetch(`${at}/slack/events`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signature,
        },
      });
    const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    expect((await send('v0=00')).status).toBe(401);
    expect((await send(signature)).status).toBe(200);
    await responded;
    const answer = calls.find(({ method }) => method === 'respond')?.body ?? '';
    expect(JSON.parse(answer)).toMatchObject({ response_type: 'ephemeral' });
    expect(answer).toContain('Tehrik-e-Taliban Pakistan');
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    const ready = await fetch(`${at}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
    expect(await (await fetch(`${at}/metrics`)).text()).toMatch(/afghan_brief_ready 1/);
    bot.child.kill('SIGTERM');
    expect(await bot.exit).toBe(0);
    expect(bot.output()).not.toContain(TOKEN);
    expect(bot.output()).not.toContain(SECRET);
    expect(bot.output()).not.toMatch(/\bttp\b/);
  });

  it('says in one line that the token is refused, and ends', async () => {
    const bot = start({
      LOG_LEVEL: 'trace',
      SLACK_BOT_TOKEN: 'xoxb-refused',
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slackUrl,
    });
    expect(await bot.exit).toBe(1);
    expect(bot.output()).toMatch(/^afghan-brief: .*invalid_auth/m);
    expect(bot.output()).not.toContain('xoxb-refused');
  });

  it('says in one line that the port is taken', async () => {
    const { port } = slack.address() as AddressInfo;
    const bot = start({ PORT: String(port) });
    expect(await bot.exit).toBe(1);
    expect(bot.output()).toMatch(new RegExp(`^afghan-brief: Port ${port} is taken.*PORT=`));
    expect(bot.output().trim().split('\n')).toHaveLength(1);
  });
});
