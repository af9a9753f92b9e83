import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { readManifest } from '../preview/manifest.ts';
import type { boltLogger } from '../slack/bolt-logger.ts';
import { createOauth } from '../slack/install/create-oauth.ts';
import type { Log } from '../slack/log.ts';
import type { Route, SlackAppOptions, Stores } from '../slack/options.ts';
import type { Policy } from '../slack/ports.ts';
import { teamOf } from '../slack/team-of.ts';
import type { Installations } from '../store/installations.ts';
import { configuredSubscriptions } from './configured-subscriptions.ts';

export type SlackConfig = Exclude<Config['slack'], { readonly kind: 'none' }>;

export interface SlackConnectionOptions {
  readonly config: Config;
  readonly slack: SlackConfig;
  /** Given where workspaces install the app. */
  readonly installations: Installations | undefined;
  readonly stores: Stores;
  /** Of the operations. */
  readonly routes: readonly Route[];
  readonly slackApi: Pick<SlackAppOptions, 'fetch' | 'slackApiUrl'> & {
    readonly logger: ReturnType<typeof boltLogger>;
  };
  readonly clock: () => number;
  readonly log: Log;
}

/** How the Slack app is reached and who it is, as configured. */
export async function slackConnection(options: SlackConnectionOptions): Promise<
  Pick<SlackAppOptions, 'connection' | 'identity' | 'stores'> & {
    /** Served with the app in HTTP mode, by a server of their own in Socket Mode. */
    readonly routes: readonly Route[];
  }
> {
  const { config, slack, installations, stores, slackApi, clock, log } = options;
  const oauth =
    'oauth' in slack && installations
      ? createOauth({
          ...slack.oauth,
          ...slackApi,
          scopes: readManifest(await manifestText()).scopes,
          installations,
          handledEvents: stores.handledEvents,
          clock,
          log,
        })
      : undefined;
  const routes = [...options.routes, ...(oauth?.routes ?? [])];
  const botToken = 'botToken' in slack ? slack.botToken : '';
  const subscriptions = configuredSubscriptions(
    stores.subscriptions,
    config.digests,
    () => teamOf(botToken, slackApi),
    async (team) => !installations || (await installations.installedAt(team)) !== null,
  );
  return {
    routes,
    connection:
      slack.kind === 'socket'
        ? { kind: 'socket', appToken: slack.appToken }
        : { kind: 'http', signingSecret: slack.signingSecret, port: config.port, routes },
    identity: oauth ? { authorize: oauth.authorize } : { botToken },
    stores: { ...stores, subscriptions },
  };
}

export function manifestText(): Promise<string> {
  return readFile(fileURLToPath(new URL('../../manifest.yml', import.meta.url)), 'utf8');
}

/** Who may do what in a workspace: those whom the configuration names for it, else its admins. */
export function policyOf(curators: readonly string[], isMany: boolean) {
  return (team: string): Policy => {
    const prefix = `${team}/`;
    const users = isMany
      ? curators.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length))
      : curators;
    const rule = users.length > 0 ? { users } : 'admins';
    return { digests: rule, sources: rule, curators: rule };
  };
}
