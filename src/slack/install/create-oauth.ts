import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Authorize, HTTPReceiver, type InstallationStore } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { boltLogger } from '../bolt-logger.ts';
import type { Log } from '../log.ts';
import type { Route } from '../options.ts';
import type { HandledEvents } from '../ports.ts';
import { sendInstallPage } from './install-page.ts';
import { CANCELLED, failurePage, installedPage, ORGANISATION } from './pages.ts';
import { createStateStore, STATE_LASTS } from './state-store.ts';

export interface OauthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the state that a browser carries through the flow; random, 32 characters and more. */
  readonly stateSecret: string;
  readonly scopes: readonly string[];
  readonly installations: InstallationStore;
  readonly handledEvents: Pick<HandledEvents, 'claim'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly log: Log;
  readonly fetch?: NonNullable<WebClientOptions['fetch']>;
  /** Another API base; people are sent to `oauth/v2/authorize` beside it. */
  readonly slackApiUrl?: string;
}

export interface Oauth {
  /**
   * For the App: the installation of the workspace that a request came from. Where the app has opted into
   * token rotation, a token that ends within two hours is renewed first, and stored.
   * @see https://docs.slack.dev/authentication/using-token-rotation
   */
  readonly authorize: Authorize<boolean>;
  /** `/slack/install` and `/slack/oauth_redirect`. */
  readonly routes: readonly Route[];
}

/** Of one call to Slack, in ms. */
const TIMEOUT = 10_000;

/** Bolt's install flow: a state of ours, bound to the browser by a cookie, and pages that say what came of it. */
export function createOauth(options: OauthOptions): Oauth {
  const { scopes, log, slackApiUrl, fetch } = options;
  // The receiver is only the way to Bolt's install provider: it is never started. Its logger drops what
  // the Web API client writes at `debug`: the body of `oauth.v2.access`, client secret included.
  const { installer } = new HTTPReceiver({
    signingSecret: 'not used',
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    scopes: [...scopes],
    installationStore: options.installations,
    logger: boltLogger(log),
    installerOptions: {
      directInstall: true,
      stateStore: createStateStore({ ...options, secret: options.stateSecret }),
      stateCookieExpirationSeconds: STATE_LASTS / 1000,
      clientOptions: {
        retryConfig: { retries: 0 },
        timeout: TIMEOUT,
        ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
        ...(fetch === undefined ? {} : { fetch }),
      },
      ...(slackApiUrl === undefined
        ? {}
        : { authorizationUrl: new URL('../oauth/v2/authorize', slackApiUrl).href }),
    },
  });
  if (installer === undefined) throw new Error('Bolt made no install provider');
  const fail = (response: ServerResponse, error: unknown): void => {
    log.error({ error: String(error) }, 'an installation failed');
    if (response.headersSent) response.end();
    else sendInstallPage(response, failurePage(undefined));
  };

  async function install(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('cache-control', 'no-store');
    await installer?.handleInstallPath(request, response, {}, { scopes: [...scopes] });
  }

  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams } = new URL(request.url ?? '', 'https://this.invalid');
    if (searchParams.get('error') === 'access_denied') return sendInstallPage(response, CANCELLED);
    await installer?.handleCallback(request, response, {
      // Corpus and settings are a workspace's own, so a whole organisation is not installed at once.
      async afterInstallation({ isEnterpriseInstall, team, bot }) {
        if (isEnterpriseInstall || !team?.id) {
          sendInstallPage(response, ORGANISATION);
          return false;
        }
        if (!bot?.token) throw new Error('the installation has no bot token');
        return true;
      },
      success({ team, appId }) {
        log.info({}, 'a workspace installed the app');
        sendInstallPage(response, installedPage(team?.id ?? '', team?.name, appId));
      },
      failure: ({ code }) => sendInstallPage(response, failurePage(code)),
    });
  }

  return {
    authorize: (source) => installer.authorize(source),
    routes: [
      { path: '/slack/install', method: 'GET', run: install },
      { path: '/slack/oauth_redirect', method: 'GET', run: finish },
    ].map(({ run, ...route }) => ({
      ...route,
      handler(request, response) {
        run(request, response).catch((error: unknown) => fail(response, error));
      },
    })),
  };
}
