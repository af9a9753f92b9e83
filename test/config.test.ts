import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';

const problems = (environment: Record<string, string>): readonly string[] => {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('parseConfig', () => {
  it('needs nothing', () => {
    expect(parseConfig({ SLACK_BOT_TOKEN: '  ', PORT: '' })).toEqual({
      slack: { kind: 'none' },
      port: 3000,
      corpus: ['./corpus'],
      home: './data',
      search: 'auto',
      logLevel: 'info',
      digests: [],
      curators: [],
    });
  });

  it('chooses Socket Mode when there is an app-level token, HTTP otherwise', () => {
    const bot = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_SIGNING_SECRET: 'abcdefabcdefabcdef' };
    expect(parseConfig(bot).slack).toEqual({
      kind: 'http',
      botToken: 'xoxb-1-a',
      signingSecret: 'abcdefabcdefabcdef',
    });
    expect(parseConfig({ ...bot, SLACK_APP_TOKEN: 'xapp-1' }).slack).toEqual({
      kind: 'socket',
      botToken: 'xoxb-1-a',
      appToken: 'xapp-1',
    });
  });

  const keys = `k2:${Buffer.alloc(32, 2).toString('base64')},k1:${Buffer.alloc(32, 1).toString('base64')}`;
  const many = {
    SLACK_CLIENT_ID: '12.34',
    SLACK_CLIENT_SECRET: 'abcdefabcdefabcdef',
    SLACK_STATE_SECRET: '0123456789abcdef0123456789abcdef',
    AFGHAN_BRIEF_TOKEN_KEYS: keys,
    SLACK_SIGNING_SECRET: 'abcdefabcdefabcdef',
  };

  it('serves the workspaces that install the app, over HTTP or Socket Mode', () => {
    const oauth = {
      clientId: '12.34',
      clientSecret: 'abcdefabcdefabcdef',
      stateSecret: '0123456789abcdef0123456789abcdef',
      tokenKeys: [
        { id: 'k2', secret: Buffer.alloc(32, 2) },
        { id: 'k1', secret: Buffer.alloc(32, 1) },
      ],
    };
    expect(parseConfig(many).slack).toEqual({
      kind: 'http',
      signingSecret: 'abcdefabcdefabcdef',
      oauth,
    });
    expect(parseConfig({ ...many, SLACK_APP_TOKEN: 'xapp-1' }).slack).toEqual({
      kind: 'socket',
      appToken: 'xapp-1',
      oauth,
    });
    expect(
      parseConfig({
        ...many,
        AFGHAN_BRIEF_CURATORS: 'T1/U1 T2/U1',
        AFGHAN_BRIEF_DIGESTS: 'T1/C0123 07:00 Asia/Kabul',
      }),
    ).toMatchObject({
      curators: ['T1/U1', 'T2/U1'],
      digests: [{ team: 'T1', channel: 'C0123', localTime: '07:00' }],
    });
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_BOT_TOKEN serves one workspace.*set one or the other/],
    [{ SLACK_SIGNING_SECRET: '' }, /SLACK_SIGNING_SECRET \(HTTP\) or SLACK_APP_TOKEN.*is missing/],
    [
      { SLACK_STATE_SECRET: '', AFGHAN_BRIEF_TOKEN_KEYS: '' },
      /^SLACK_STATE_SECRET, AFGHAN_BRIEF_TOKEN_KEYS missing: .*all four, or none\.$/,
    ],
    [{ SLACK_STATE_SECRET: 'short' }, /SLACK_STATE_SECRET is too short/],
    [{ AFGHAN_BRIEF_TOKEN_KEYS: 'k1:c2hvcnQ=' }, /TOKEN_KEYS is not a list.*"k1" has 5 bytes/],
    [{ AFGHAN_BRIEF_TOKEN_KEYS: `${keys},k1:x` }, /TOKEN_KEYS is not a list/],
    [{ AFGHAN_BRIEF_CURATORS: 'U1' }, /"U1" names no workspace.*write T0123456789\/U0123456789/],
    [{ AFGHAN_BRIEF_DIGESTS: 'C0123 07:00 Asia/Kabul' }, /"C0123" names no workspace/],
  ])('with several workspaces says what is wrong with %j', (environment, message) => {
    const found = problems({ ...many, ...environment });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });

  it('with one workspace takes no ids of others', () => {
    const one = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
    expect(problems({ ...one, AFGHAN_BRIEF_CURATORS: 'T1/U1' })).toEqual([
      expect.stringContaining('"T1/U1" names a workspace'),
    ]);
  });

  it('reads digests, corpora and curators', () => {
    const config = parseConfig({
      AFGHAN_BRIEF_DIGESTS:
        'C0123 07:00 Asia/Kabul TTP+Girls and schools; C0456 18:30 Europe/London',
      AFGHAN_BRIEF_CORPUS: 'a, b.jsonl',
      AFGHAN_BRIEF_CURATORS: 'U1, U2',
      SLACK_API_URL: 'http://127.0.0.1:9/api',
    });
    expect(config.digests).toEqual([
      {
        channel: 'C0123',
        localTime: '07:00',
        timeZone: 'Asia/Kabul',
        topics: ['TTP', 'Girls and schools'],
      },
      { channel: 'C0456', localTime: '18:30', timeZone: 'Europe/London', topics: [] },
    ]);
    expect(config).toMatchObject({
      corpus: ['a', 'b.jsonl'],
      curators: ['U1', 'U2'],
      slackApiUrl: 'http://127.0.0.1:9/api/',
    });
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_APP_TOKEN \(Socket Mode\) or SLACK_SIGNING_SECRET/],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_BOT_TOKEN is missing/],
    [{ SLACK_SIGNING_SECRET: 'abcdefabcdefabcdef' }, /SLACK_BOT_TOKEN is missing/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL is not a PostgreSQL address/],
    [{ PORT: '70000' }, /PORT is above 65535/],
    [{ AFGHAN_BRIEF_DIGESTS: 'C1 25:00 Asia/Kabul' }, /cannot be read; write "C0123456789 07:00/],
    [{ AFGHAN_BRIEF_DIGESTS: 'C012 07:00 Asia/Kabool' }, /"Asia\/Kabool" is not an IANA time zone/],
    [{ AFGHAN_BRIEF_CURATORS: 'anna' }, /not a list of Slack user ids/],
  ])('says what is wrong with %j', (environment, message) => {
    expect(problems(environment).join('\n')).toMatch(message);
  });

  it('never repeats a value that could be a secret', () => {
    const secret = 'postgres//user:hunter2@db';
    expect(
      problems({
        DATABASE_URL: secret,
        SLACK_BOT_TOKEN: 'hunter2',
        SLACK_SIGNING_SECRET: 'hunter2',
        SLACK_CLIENT_ID: 'hunter2',
        SLACK_CLIENT_SECRET: 'hunter2',
        SLACK_STATE_SECRET: 'hunter2',
        AFGHAN_BRIEF_TOKEN_KEYS: 'hunter2hunter2hunter2hunter2:k1',
      }).join('\n'),
    ).not.toContain('hunter2');
  });
});
