import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { ExtendedErrorHandlerArgs } from '@slack/bolt/dist/App.js';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { tick as tickDigests } from '../digest/tick.ts';
import { boltLogger } from './bolt-logger.ts';
import { createDeliver } from './deliver.ts';
import { slackDigestPoster } from './digest-poster.ts';
import { fileDownloader } from './download-file.ts';
import { durableReceiver } from './durable-receiver.ts';
import { createNotify } from './notify.ts';
import type { Connection, SlackAppOptions } from './options.ts';
import type { ChangeNotice, Policy } from './ports.ts';
import { register } from './register.ts';
import type { Services } from './services.ts';
import { tellFailure } from './tell-failure.ts';
import { yieldingDesks } from './yielding-desks.ts';

export interface SlackApp {
  readonly app: App;
  /** Connects, then answers what was acked but not answered before the last stop, then ticks every 30 s. */
  start(): Promise<void>;
  /** Takes no more requests and waits for those under way. */
  stop(): Promise<void>;
  /** One pass over due digests and pending events; `start` does this on its own. */
  tick(): Promise<void>;
  /**
   * Tells the thread of a notice that words it was shown have changed. Resolves when that is done or can
   * never be, rejects when another attempt may succeed.
   */
  notify(notice: ChangeNotice): Promise<void>;
  /** Resolves when no request is being answered and no tick is under way. */
  idle(): Promise<void>;
  /** In HTTP mode, the port that is listened on once started. */
  port(): number | undefined;
}

const TICK = 30_000;
/** Of one call to Slack, in ms. */
const TIMEOUT = 10_000;
const ADMINS: Policy = { digests: 'admins', sources: 'admins', curators: 'admins' };

/**
 * The Slack app over the desks of its workspaces. Rejects when the token is refused, before anything is served.
 * @see https://docs.slack.dev/tools/bolt-js
 */
export async function createApp(options: SlackAppOptions): Promise<SlackApp> {
  const { connection, identity, clock, log, stores, every } = options;
  const logger = boltLogger(log);
  const fetch = options.fetch ?? globalThis.fetch;
  // A fresh object for each client: clients write into the options they are given.
  const clientOptions = (): WebClientOptions => ({
    logger,
    // What may be retried, and how often, is decided in deliver.ts: a post that timed out may be there.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT,
    fetch,
    ...(options.slackApiUrl === undefined ? {} : { slackApiUrl: options.slackApiUrl }),
  });
  const unanswered = new WeakSet<object>();
  const inner = receiverFor(connection, logger, options);
  const receiver = durableReceiver({
    receiver: inner,
    handledEvents: stores.handledEvents,
    clock,
    log,
    unanswered: (body) => unanswered.has(body),
  });
  const deskOf = yieldingDesks(options.deskOf, receiver.arrivals);
  const app = new App({
    receiver,
    logger,
    clientOptions: clientOptions(),
    convoStore: false,
    extendedErrorHandler: true,
    // `auth.test` in the constructor would reject where nobody can catch it.
    deferInitialization: true,
    ...('botToken' in identity ? { token: identity.botToken } : { authorize: identity.authorize }),
  });
  const clientFor = async (team: string): Promise<WebClient> => {
    if ('botToken' in identity) return app.client;
    const found = await identity.authorize({
      teamId: team,
      enterpriseId: undefined,
      isEnterpriseInstall: false,
    } as never);
    return new WebClient(found.botToken, clientOptions());
  };
  const deliver = createDeliver({ fetch: fetch as never, clock, sleep: options.sleep, log });
  const poster = slackDigestPoster({ deliver, clientFor, log, shown: options.shown });
  const { runLog, shownExcerpts } = stores;
  const services: Services = {
    deskOf,
    stores,
    deliver,
    clock,
    log,
    ingest: options.ingest,
    shown: options.shown,
    download: fileDownloader({
      fetch: fetch as never,
      ...(options.slackApiUrl === undefined ? {} : { slackApiUrl: options.slackApiUrl }),
    }),
    policyOf: options.policyOf ?? (() => ADMINS),
    uninstalled: options.uninstalled,
    logQuestions: options.logQuestions ?? false,
    command: options.command ?? '/afghan-brief',
    digests: { deskOf, runLog, shownExcerpts, poster, clock },
  };
  register(app, services);
  app.error(async ({ error, body, context }: ExtendedErrorHandlerArgs) => {
    const client =
      context.botToken === undefined
        ? app.client
        : new WebClient(context.botToken, clientOptions());
    const attempts = Number(context.attempts ?? 1);
    const cause = (error as { originals?: readonly Error[] }).originals?.[0] ?? error;
    const outcome = await tellFailure(services, client, body as never, cause, attempts);
    if (outcome === 'will-retry') unanswered.add(body);
  });
  await app.init();

  let ticking: Promise<void> | undefined;
  const tick = (): Promise<void> => {
    ticking ??= pass().finally(() => {
      ticking = undefined;
    });
    return ticking;
  };
  const pass = async () => {
    await receiver
      .replay()
      .catch((error) => log.error({ error: String(error) }, 'pending events could not be read'));
    await tickDigests({
      ...services.digests,
      subscriptions: stores.subscriptions,
      failed: (subscription, error) =>
        log.error({ id: subscription.id, error: String(error) }, 'a digest failed'),
    });
  };
  const tickSafely = () => {
    tick().catch((error) => log.error({ error: String(error) }, 'a tick failed'));
  };
  let stopTimer: (() => void) | undefined;
  let running = false;
  let server: import('node:http').Server | undefined;
  return {
    app,
    tick,
    notify: createNotify({ deliver, clientFor, log }),
    port: () => {
      const address = server?.address();
      return address && typeof address === 'object' ? address.port : undefined;
    },
    async idle() {
      await receiver.drained();
      await ticking?.catch(() => {});
    },
    async start() {
      const started: unknown = await app.start(...startArguments(connection));
      if (connection.kind === 'http') server = started as import('node:http').Server;
      running = true;
      tickSafely();
      stopTimer = every(TICK, tickSafely);
    },
    async stop() {
      if (!running) return;
      running = false;
      stopTimer?.();
      stopTimer = undefined;
      await receiver.stop();
      await receiver.drained();
      await ticking?.catch(() => {});
    },
  };
}

function startArguments(connection: Connection): [] | [never] {
  if (connection.kind !== 'http') return [];
  const { port, host = '0.0.0.0' } = connection;
  return [{ port, host } as never];
}

function receiverFor(
  connection: Connection,
  logger: ReturnType<typeof boltLogger>,
  { fetch, slackApiUrl }: SlackAppOptions,
): Receiver {
  switch (connection.kind) {
    case 'receiver':
      return connection.receiver;
    case 'http':
      return new HTTPReceiver({
        signingSecret: connection.signingSecret,
        logger,
        customRoutes: (connection.routes ?? []).map((route) => ({ ...route })),
      });
    case 'socket':
      return new SocketModeReceiver({
        appToken: connection.appToken,
        logger,
        // A dead connection is noticed, and opened again, in two seconds instead of five.
        clientPingTimeout: 2000,
        installerOptions: {
          clientOptions: {
            ...(fetch === undefined ? {} : { fetch }),
            ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
          },
        },
      });
  }
}
