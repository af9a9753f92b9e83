import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Authorize, HTTPReceiver, type Logger } from '@slack/bolt';
import type { Installations } from './installations.ts';

export interface OauthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the state that a browser carries through the flow; random, 32 characters and more. */
  readonly stateSecret: string;
  readonly scopes: readonly string[];
  readonly installations: Installations;
  /** Bolt's logger. */
  readonly logger?: Logger;
  /** Another API base, for tests. */
  readonly slackApiUrl?: string;
}

export interface Oauth {
  /** For the App: the installation of the workspace that a request came from. */
  readonly authorize: Authorize<boolean>;
  readonly teams: () => Promise<readonly string[]>;
  /** `/slack/install` and `/slack/oauth_redirect`, to be served with the events. */
  readonly routes: readonly {
    readonly path: string;
    readonly method: string;
    readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  }[];
}

/**
 * Bolt's install flow over the encrypted installations. Bolt checks the state: it is signed, ten
 * minutes old at most, and bound to the browser by a cookie.
 */
export function createOauth(options: OauthOptions): Oauth {
  const { installations, scopes } = options;
  // The receiver is only the way to Bolt's install provider: it is never started.
  const { installer } = new HTTPReceiver({
    signingSecret: 'not used',
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    stateSecret: options.stateSecret,
    scopes: [...scopes],
    installationStore: installations,
    ...(options.logger === undefined ? {} : { logger: withoutDetails(options.logger) }),
    installerOptions: {
      directInstall: true,
      ...(options.slackApiUrl === undefined
        ? {}
        : { clientOptions: { slackApiUrl: options.slackApiUrl } }),
    },
  });
  if (installer === undefined) throw new Error('Bolt made no install provider');
  const fail = (response: ServerResponse) => (): void => {
    if (!response.headersSent) response.writeHead(500);
    response.end('The installation failed. Start again at /slack/install.');
  };
  return {
    authorize: (source) => installer.authorize(source),
    teams: installations.teams,
    routes: [
      {
        path: '/slack/install',
        method: 'GET',
        handler(request, response) {
          installer
            .handleInstallPath(request, response, {}, { scopes: [...scopes] })
            .catch(fail(response));
        },
      },
      {
        path: '/slack/oauth_redirect',
        method: 'GET',
        handler(request, response) {
          installer
            .handleCallback(request, response, {}, { scopes: [...scopes] })
            .catch(fail(response));
        },
      },
    ],
  };
}

/** The Web API client writes the body of `oauth.v2.access`, client secret included, at `debug`. */
function withoutDetails(logger: Logger): Logger {
  return {
    debug: () => undefined,
    info: (...message) => logger.info(...message),
    warn: (...message) => logger.warn(...message),
    error: (...message) => logger.error(...message),
    setLevel: (level) => logger.setLevel(level),
    getLevel: () => logger.getLevel(),
    setName: (name) => logger.setName(name),
  };
}
