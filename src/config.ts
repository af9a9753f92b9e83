import { z } from 'zod';
import {
  type SlackAccess,
  slackAccess,
  slackProblems,
  slackVariables,
} from './app/slack-access.ts';

/** One digest of one channel, as `AFGHAN_BRIEF_DIGESTS` writes it. */
export interface DigestSetting {
  /** Slack team id; given where many workspaces install the app, and only there. */
  readonly team?: string;
  readonly channel: string;
  readonly localTime: string;
  readonly timeZone: string;
  readonly topics: readonly string[];
}

export type SearchPlace = 'memory' | 'database' | 'auto';

export interface Config {
  readonly slack: SlackAccess;
  readonly slackApiUrl?: string;
  readonly port: number;
  readonly corpus: readonly string[];
  readonly home: string;
  readonly databaseUrl?: string;
  /** Where the passages are searched; `auto`: in memory as long as there is room, see choose-search.ts. */
  readonly search?: SearchPlace;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly digests: readonly DigestSetting[];
  /** `U…`, or `T…/U…` where many workspaces install the app. */
  readonly curators: readonly string[];
}

/** Every problem of the configuration, one line each. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const schema = z.object({
  ...slackVariables,
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'is not an http(s) address' }).optional(),
  PORT: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(0, 'is below 0')
    .max(65_535, 'is above 65535')
    .default(3000),
  AFGHAN_BRIEF_CORPUS: z.string().default('./corpus'),
  AFGHAN_BRIEF_HOME: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/\S+$/, 'is not a PostgreSQL address (postgres://…)')
    .optional(),
  AFGHAN_BRIEF_SEARCH: z
    .enum(['memory', 'database', 'auto'], { error: 'is not one of memory, database, auto' })
    .default('auto'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is not one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  AFGHAN_BRIEF_DIGESTS: z.string().default(''),
  AFGHAN_BRIEF_CURATORS: z
    .string()
    .regex(
      /^(?:(?:T[A-Z0-9]+\/)?[UW][A-Z0-9]+(?:[\s,]+|$))*$/,
      'is not a list of Slack user ids (U…, or T…/U… for one of several workspaces)',
    )
    .default(''),
});

/**
 * The configuration from the environment; empty values count as unset.
 * @throws ConfigError listing every problem at once, never a value that could be a secret.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = schema.safeParse(set);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  const digests = digestSettings(set.AFGHAN_BRIEF_DIGESTS ?? '', problems);
  const has = (name: string): boolean => set[name] !== undefined;
  problems.push(...slackProblems(has));
  const isMany = has('SLACK_CLIENT_ID');
  const curators = (set.AFGHAN_BRIEF_CURATORS ?? '').split(/[\s,]+/).filter(Boolean);
  problems.push(...teamProblems('AFGHAN_BRIEF_CURATORS', 'U0123456789', curators, isMany));
  const channels = digests.map(({ team, channel }) => (team ? `${team}/${channel}` : channel));
  problems.push(...teamProblems('AFGHAN_BRIEF_DIGESTS', 'C0123456789', channels, isMany));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  return {
    slack: slackAccess(env),
    ...(env.SLACK_API_URL ? { slackApiUrl: env.SLACK_API_URL.replace(/\/?$/, '/') } : {}),
    port: env.PORT,
    corpus: env.AFGHAN_BRIEF_CORPUS.split(',')
      .map((path) => path.trim())
      .filter(Boolean),
    home: env.AFGHAN_BRIEF_HOME,
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    search: env.AFGHAN_BRIEF_SEARCH,
    logLevel: env.LOG_LEVEL,
    digests,
    curators,
  };
}

/** Ids are told apart by their workspace where there are several: the same id may be in another one too. */
function teamProblems(
  name: string,
  example: string,
  ids: readonly string[],
  isMany: boolean,
): readonly string[] {
  const wrong = ids.find((id) => id.includes('/') !== isMany);
  if (wrong === undefined) return [];
  return [
    isMany
      ? `${name}: "${wrong}" names no workspace; where many install the app, write T0123456789/${example}.`
      : `${name}: "${wrong}" names a workspace; with SLACK_BOT_TOKEN there is one, so write ${example} alone.`,
  ];
}

/** `C0123456789 07:00 Asia/Kabul TTP+ISIS-K; C0987654321 18:30 Europe/London`; or `T…/C…`. */
function digestSettings(text: string, problems: string[]): readonly DigestSetting[] {
  const form =
    'write "C0123456789 07:00 Asia/Kabul TTP+ISIS-K; …" (channel id, time, IANA time zone, topics if wanted)';
  return text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part): DigestSetting[] => {
      const [, team, channel = '', localTime = '', timeZone = '', topics = ''] =
        /^(?:(T[A-Z0-9]+)\/)?([CG][A-Z0-9]{2,})\s+((?:[01]\d|2[0-3]):[0-5]\d)\s+(\S+)(?:\s+(.+))?$/.exec(
          part,
        ) ?? [];
      if (channel === '') {
        problems.push(`AFGHAN_BRIEF_DIGESTS: "${part}" cannot be read; ${form}.`);
        return [];
      }
      if (!isTimeZone(timeZone)) {
        problems.push(
          `AFGHAN_BRIEF_DIGESTS: "${timeZone}" is not an IANA time zone such as Asia/Kabul.`,
        );
        return [];
      }
      return [
        {
          ...(team === undefined ? {} : { team }),
          channel,
          localTime,
          timeZone,
          topics: topics
            .split('+')
            .map((t) => t.trim())
            .filter(Boolean),
        },
      ];
    });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
