import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { StorePlace } from '../../store/support/engines.ts';
import { type Call, FakeSlack } from './fake-slack.ts';
import type { Mode } from './harness.ts';

const bin = resolve(import.meta.dirname, '../../../src/bin.js');

/** What must never be seen in a log, a file or a page. */
export const SECRETS = {
  SLACK_SIGNING_SECRET: 'a-signing-secret-of-the-test',
  SLACK_APP_TOKEN: 'xapp-1-app-token-of-the-test',
  SLACK_CLIENT_SECRET: 'a-client-secret-of-the-test',
  SLACK_STATE_SECRET: 'a-state-secret-of-the-test-with-32-characters',
} as const;
export const KEY = randomBytes(32).toString('base64');

export interface InstallableApp {
  readonly slack: FakeSlack;
  /** Everything the bot wrote so far. */
  output(): string;
  /** Goes through the install flow as a browser would. @returns the page at its end */
  install(team: string): Promise<string>;
  /** The answer of a slash command, once it arrives at its response URL. */
  command(team: string, text: string, more?: object): Promise<string>;
  event(team: string, event: object, more?: object): Promise<void>;
  interact(team: string, payload: object): Promise<unknown>;
  /** The calls with a workspace's token, and to its response URLs. */
  callsOf(team: string): readonly Call[];
  stop(): Promise<number | null>;
}

let counter = 0;
const unique = (prefix: string): string => {
  counter += 1;
  return `${prefix}${counter}`;
};

/** The bot as a process of its own, to be installed by workspaces, and the Slack that it talks to. */
export async function installableApp(
  mode: Mode,
  place: StorePlace,
  corpus: string,
): Promise<InstallableApp> {
  const slack = await new FakeSlack().listen();
  const issued = new Map<string, number>();
  slack.always('oauth.v2.access', ({ args }: Call) => {
    const team = String(args.code).replace('code-', '');
    issued.set(team, (issued.get(team) ?? 0) + 1);
    return {
      ok: true,
      app_id: 'A1',
      authed_user: { id: 'UADMIN' },
      scope: 'chat:write',
      token_type: 'bot',
      access_token: `xoxb-${team}-${issued.get(team)}`,
      bot_user_id: `UBOT${team}`,
      team: { id: team, name: `Desk ${team}` },
      enterprise: null,
      is_enterprise_install: false,
    };
  });
  slack.always('users.info', ({ args, token }: Call) => ({
    ok: true,
    user: { id: args.user, team_id: teamOfToken(token), is_admin: args.user === 'UADMIN' },
  }));
  const { SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, ...secrets } = SECRETS;
  const child = spawn(process.execPath, [bin, 'start'], {
    cwd: place.home,
    env: {
      PATH: process.env.PATH ?? '',
      ...secrets,
      ...(mode === 'http' ? { SLACK_SIGNING_SECRET } : { SLACK_APP_TOKEN }),
      SLACK_CLIENT_ID: '1.2',
      AFGHAN_BRIEF_TOKEN_KEYS: `k1:${KEY}`,
      SLACK_API_URL: slack.apiUrl,
      AFGHAN_BRIEF_HOME: place.home,
      AFGHAN_BRIEF_CORPUS: corpus,
      ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
      LOG_LEVEL: 'debug',
      PORT: '0',
    },
  });
  const { says, output, exit } = following(child);
  const [, port] = await says(/"port":(\d+).*"ready"/);
  const at = `http://127.0.0.1:${port}`;

  async function post(body: string, type: string): Promise<unknown> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', SLACK_SIGNING_SECRET)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    const response = await fetch(`${at}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    });
    const text = await response.text();
    return text.startsWith('{') ? JSON.parse(text) : text;
  }

  return {
    slack,
    output,
    async install(team) {
      const begun = await fetch(`${at}/slack/install`, { redirect: 'manual' });
      const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
      const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
      const query = new URLSearchParams({ code: `code-${team}`, state });
      const ended = await fetch(`${at}/slack/oauth_redirect?${query}`, { headers: { cookie } });
      return ended.text();
    },
    async command(team, text, more = {}) {
      const name = `${team}-${unique('r')}`;
      const payload: Record<string, string> = {
        command: '/afghan-brief',
        text,
        team_id: team,
        user_id: 'U1',
        channel_id: 'C1',
        trigger_id: unique('trigger-'),
        response_url: slack.responseUrl(name),
        api_app_id: 'A1',
        ...more,
      };
      const answers = () => slack.calls.filter(({ url }) => url === `/respond/${name}`);
      if (mode === 'socket') await slack.envelope('slash_commands', payload);
      else await post(new URLSearchParams(payload).toString(), 'application/x-www-form-urlencoded');
      await slack.until(() => answers().length > 0);
      return JSON.stringify(answers()[0]?.args);
    },
    async event(team, event, more = {}) {
      const payload = {
        type: 'event_callback',
        team_id: team,
        api_app_id: 'A1',
        event_id: unique('Ev'),
        event_time: Math.ceil(Date.now() / 1000),
        authorizations: [{ team_id: team, user_id: `UBOT${team}`, is_bot: true }],
        event,
        ...more,
      };
      if (mode === 'socket') await slack.envelope('events_api', payload);
      else await post(JSON.stringify(payload), 'application/json');
    },
    interact(team, payload) {
      const full = {
        team: { id: team },
        user: { id: 'U1', team_id: team },
        api_app_id: 'A1',
        trigger_id: unique('trigger-'),
        ...payload,
      };
      if (mode === 'socket') return slack.envelope('interactive', full);
      const body = new URLSearchParams({ payload: JSON.stringify(full) }).toString();
      return post(body, 'application/x-www-form-urlencoded');
    },
    callsOf: (team) =>
      slack.calls.filter(
        ({ token, url }) =>
          teamOfToken(token) === team || url?.startsWith(`/respond/${team}-`) === true,
      ),
    async stop() {
      child.kill('SIGTERM');
      const code = await exit;
      await slack.close();
      return code;
    },
  };
}

function teamOfToken(token: string | undefined): string | undefined {
  return /^xoxb-(\w+)-\d+$/.exec(token ?? '')?.[1];
}

function following(child: ChildProcess) {
  let written = '';
  let changed: () => void = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      written += String(chunk);
      changed();
    });
  }
  const exit = new Promise<number | null>((ended) => child.on('exit', ended));
  const says = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((found, failed) => {
      const look = (): void => {
        const match = pattern.exec(written);
        if (match) found(match);
      };
      changed = look;
      look();
      void exit.then((code) => failed(new Error(`it ended with ${code}: ${written}`)));
    });
  return { says, output: () => written, exit };
}
