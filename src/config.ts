import { z } from 'zod';

/** One digest of one channel, as `AFGHAN_BRIEF_DIGESTS` writes it. */
export interface DigestSetting {
  readonly channel: string;
  readonly localTime: string;
  readonly timeZone: string;
  readonly topics: readonly string[];
}

export interface Config {
  readonly slack:
    | { readonly kind: 'none' }
    | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
    | { readonly kind: 'http'; readonly botToken: string; readonly signingSecret: string };
  readonly slackApiUrl?: string;
  readonly port: number;
  readonly corpus: readonly string[];
  readonly home: string;
  readonly databaseUrl?: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly digests: readonly DigestSetting[];
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

const token = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}[\\w.-]+$`), `is not ${what}; those begin with ${prefix}`);

const schema = z.object({
  SLACK_BOT_TOKEN: token('xoxb-', 'a bot token').optional(),
  SLACK_APP_TOKEN: token('xapp-', 'an app-level token').optional(),
  SLACK_SIGNING_SECRET: z.string().min(16, 'is too short for a signing secret').optional(),
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
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is not one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  AFGHAN_BRIEF_DIGESTS: z.string().default(''),
  AFGHAN_BRIEF_CURATORS: z
    .string()
    .regex(/^(?:[UW][A-Z0-9]+(?:[\s,]+|$))*$/, 'is not a list of Slack user ids (U…)')
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
  if (has('SLACK_APP_TOKEN') && !has('SLACK_BOT_TOKEN')) {
    problems.push(
      'SLACK_BOT_TOKEN is missing: SLACK_APP_TOKEN is set, so the bot would connect to Slack. Set both, or neither for the local workspace.',
    );
  }
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET')) {
    problems.push(
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing: with SLACK_BOT_TOKEN one of them is needed.',
    );
  }
  if (has('SLACK_SIGNING_SECRET') && !has('SLACK_BOT_TOKEN')) {
    problems.push(
      'SLACK_BOT_TOKEN is missing: SLACK_SIGNING_SECRET is set, so the bot would serve Slack. Set both, or neither for the local workspace.',
    );
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  return {
    slack: slackOf(env.SLACK_BOT_TOKEN, env.SLACK_APP_TOKEN, env.SLACK_SIGNING_SECRET),
    ...(env.SLACK_API_URL ? { slackApiUrl: env.SLACK_API_URL.replace(/\/?$/, '/') } : {}),
    port: env.PORT,
    corpus: env.AFGHAN_BRIEF_CORPUS.split(',')
      .map((path) => path.trim())
      .filter(Boolean),
    home: env.AFGHAN_BRIEF_HOME,
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    logLevel: env.LOG_LEVEL,
    digests,
    curators: env.AFGHAN_BRIEF_CURATORS.split(/[\s,]+/).filter(Boolean),
  };
}

function slackOf(
  botToken: string | undefined,
  appToken: string | undefined,
  signingSecret: string | undefined,
): Config['slack'] {
  if (!botToken) return { kind: 'none' };
  if (appToken) return { kind: 'socket', botToken, appToken };
  return { kind: 'http', botToken, signingSecret: signingSecret ?? '' };
}

/** `C0123456789 07:00 Asia/Kabul TTP+ISIS-K; C0987654321 18:30 Europe/London`. */
function digestSettings(text: string, problems: string[]): readonly DigestSetting[] {
  const form =
    'write "C0123456789 07:00 Asia/Kabul TTP+ISIS-K; …" (channel id, time, IANA time zone, topics if wanted)';
  return text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part): DigestSetting[] => {
      const [, channel = '', localTime = '', timeZone = '', topics = ''] =
        /^([CG][A-Z0-9]{2,})\s+((?:[01]\d|2[0-3]):[0-5]\d)\s+(\S+)(?:\s+(.+))?$/.exec(part) ?? [];
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
