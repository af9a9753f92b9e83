import { z } from 'zod';
import { parseTokenKeys, type TokenKey } from '../store/token-cipher.ts';

/** Installing into many workspaces: the app's credentials, and the keys that its tokens are kept with. */
export interface OauthAccess {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs what a browser carries through an installation. */
  readonly stateSecret: string;
  /** The first one seals; the others open what was sealed before they were replaced. */
  readonly tokenKeys: readonly TokenKey[];
}

/** One workspace by its token, or all that install the app. */
export type Access = { readonly botToken: string } | { readonly oauth: OauthAccess };

export type SlackAccess =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'socket'; readonly appToken: string } & Access)
  | ({ readonly kind: 'http'; readonly signingSecret: string } & Access);

const token = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}[\\w.-]+$`), `is not ${what}; those begin with ${prefix}`);

/** The variables that say how Slack is reached. */
export const slackVariables = {
  SLACK_BOT_TOKEN: token('xoxb-', 'a bot token').optional(),
  SLACK_APP_TOKEN: token('xapp-', 'an app-level token').optional(),
  SLACK_SIGNING_SECRET: z.string().min(16, 'is too short for a signing secret').optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/, 'is not a client id; those are two numbers with a dot between')
    .optional(),
  SLACK_CLIENT_SECRET: z.string().min(16, 'is too short for a client secret').optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(32, 'is too short: 32 characters at least; make one with "openssl rand -hex 32"')
    .optional(),
  AFGHAN_BRIEF_TOKEN_KEYS: z
    .string()
    .transform((text, context) => {
      try {
        return parseTokenKeys(text);
      } catch (error) {
        context.addIssue({
          code: 'custom',
          message: `is not a list of keys (id:base64, the current one first): ${(error as Error).message}`,
        });
        return z.NEVER;
      }
    })
    .optional(),
};

/** As `slackVariables` reads them. */
type Variables = z.output<z.ZodObject<typeof slackVariables>>;
type Name = keyof typeof slackVariables;

const OAUTH: readonly Name[] = [
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'AFGHAN_BRIEF_TOKEN_KEYS',
];

/** What is missing or contradicts, a line each. @param has Whether a variable is set, right or wrong. */
export function slackProblems(has: (name: Name) => boolean): readonly string[] {
  const oauth = OAUTH.filter(has);
  const connects = has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET');
  if (oauth.length > 0) {
    const missing = OAUTH.filter((name) => !has(name));
    return [
      ...(has('SLACK_BOT_TOKEN')
        ? [
            `SLACK_BOT_TOKEN serves one workspace, ${oauth[0]} lets many install the app: set one or the other.`,
          ]
        : []),
      ...(missing.length > 0
        ? [
            `${missing.join(', ')} missing: ${oauth[0]} is set, so workspaces would install the app themselves. Set all four, or none.`,
          ]
        : []),
      ...(connects
        ? []
        : [
            'SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing: to serve the workspaces that install the app, one of them is needed.',
          ]),
    ];
  }
  const problems: string[] = [];
  if (has('SLACK_BOT_TOKEN') && !connects) {
    problems.push(
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing: with SLACK_BOT_TOKEN one of them is needed.',
    );
  }
  for (const [name, would] of [
    ['SLACK_APP_TOKEN', 'connect to'],
    ['SLACK_SIGNING_SECRET', 'serve'],
  ] as const) {
    if (!has(name) || has('SLACK_BOT_TOKEN')) continue;
    problems.push(
      `SLACK_BOT_TOKEN is missing: ${name} is set, so the bot would ${would} Slack. Set both, or neither for the local workspace (for many workspaces: SLACK_CLIENT_ID and the others of README, "Several workspaces").`,
    );
  }
  return problems;
}

/** How Slack is reached, of variables without problems. */
export function slackAccess(set: Variables): SlackAccess {
  const access = accessOf(set);
  if (access === null) return { kind: 'none' };
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = '' } = set;
  return appToken
    ? { kind: 'socket', appToken, ...access }
    : { kind: 'http', signingSecret, ...access };
}

function accessOf(set: Variables): Access | null {
  if (set.SLACK_BOT_TOKEN) return { botToken: set.SLACK_BOT_TOKEN };
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    AFGHAN_BRIEF_TOKEN_KEYS: tokenKeys,
  } = set;
  if (!clientId || !clientSecret || !stateSecret || !tokenKeys) return null;
  return { oauth: { clientId, clientSecret, stateSecret, tokenKeys } };
}
