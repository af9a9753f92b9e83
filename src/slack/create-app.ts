import { App } from '@slack/bolt';
import type { ExtendedErrorHandlerArgs } from '@slack/bolt/dist/App.js';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { tick as tickDigests } from '../digest/tick.ts';
import { apiFetch } from './api-fetch.ts';
import { boltLogger } from './bolt-logger.ts';
import { createDeliver } from './deliver.ts';
import { slackDigestPoster } from './digest-poster.ts';
import { fileDownloader } from './download-file.ts';
import { durableReceiver } from './durable-receiver.ts';
import { describeFailure, mayPass } from './failure.ts';
import { keptIn, keptMessages } from './kept-messages.ts';
import { createNotify } from './notify.ts';
import type { SlackAppOptions } from './options.ts';
import type { ChangeNotice, Policy } from './ports.ts';
import { installedTeam } from './received.ts';
import { receiverFor } from './receiver-for.ts';
import { register } from './register.ts';
import type { Services } from './services.ts';
import { tellFailure } from './tell-failure.ts';
import { createTicking } from './ticking.ts';
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
  /** Resolves once Slack has answered who we are: with Slack in trouble at the start, later than `start`. */
  readonly ready: Promise<void>;
  /** In HTTP mode, the port that is listened on once started. */
  port(): number | undefined;
}

/** Of one call to Slack, in ms. */
const TIMEOUT = 10_000;
const ADMINS: Policy = { digests: 'admins', sources: 'admins', curators: 'admins' };

/**
 * The Slack app over the desks of its workspaces. Rejects when the token is refused, before anything is
 * served; with Slack in trouble it starts all the same, records questions, and answers them when Slack does.
 * @see https://docs.slack.dev/tools/bolt-js
 */
export async function createApp(options: SlackAppOptions): Promise<SlackApp> {
  const { connection, identity, clock, log, stores, every } = options;
  const logger = boltLogger(log);
  const fetch = options.fetch ?? apiFetch(globalThis.fetch as never);
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
  const inner = receiverFor(connection, logger, { ...options, fetch });
  let isReady = false;
  const receiver = durableReceiver({
    receiver: inner.receiver,
    handledEvents: stores.handledEvents,
    clock,
    log,
    ready: () => isReady,
    unanswered: (body) => unanswered.has(body),
    async again({ attempts, receivedAt }, body) {
      const message = keptIn(body);
      if (message !== null) return kept.send(message);
      const ack = async () => {};
      await app.processEvent({ body, ack, customProperties: { attempts, receivedAt } });
    },
    async giveUp(body) {
      if (keptIn(body) !== null) return;
      const given = new Error('an event is given up');
      const client = await clientFor(String(installedTeam(body) ?? ''));
      await tellFailure(services, client, body, given, { attempts: 1, age: Number.MAX_VALUE });
    },
  });
  const deskOf = yieldingDesks(options.deskOf, receiver.quiet);
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
  const kept = keptMessages({
    ...{ handledEvents: stores.handledEvents, deliver, clientFor, clock, log },
  });
  const { shown } = options;
  const poster = slackDigestPoster({ deliver, kept, clientFor, log, shown });
  const { runLog, shownExcerpts } = stores;
  const services: Services = {
    deskOf,
    stores,
    deliver,
    kept,
    clock,
    log,
    ingest: options.ingest,
    shown,
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
    const age = context.receivedAt === undefined ? 0 : clock() - Number(context.receivedAt);
    const cause = (error as { originals?: readonly Error[] }).originals?.[0] ?? error;
    const outcome = await tellFailure(services, client, body as never, cause, { attempts, age });
    if (outcome === 'will-retry') unanswered.add(body);
  });

  let becameReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    becameReady = resolve;
  });
  /** Rejects when the token is refused. */
  const introduce = async (): Promise<void> => {
    try {
      await app.init();
    } catch (error) {
      if (!mayPass(error)) throw error;
      log.warn({ line: describeFailure(error).line }, 'Slack has not said yet who we are');
      return;
    }
    isReady = true;
    becameReady();
  };
  await introduce();

  let stopped = false;
  const ticking = createTicking({
    async introduced() {
      if (!isReady) await introduce();
      return isReady;
    },
    answerPending: () => receiver.replay(),
    async postDigests() {
      await tickDigests({
        ...services.digests,
        subscriptions: stores.subscriptions,
        leads: () => !stopped && options.leads?.() !== false,
        failed: (subscription, error) =>
          log.error({ id: subscription.id, error: String(error) }, 'a digest failed'),
      });
    },
    beat: () => receiver.beat(),
    every,
    log,
  });
  let running = false;
  return {
    app,
    tick: ticking.tick,
    ready,
    notify: createNotify({ deliver, clientFor, log }),
    port: inner.port,
    async idle() {
      await receiver.drained();
      await ticking.idle();
    },
    async start() {
      await receiver.start();
      running = true;
      ticking.start();
    },
    async stop() {
      if (!running) return;
      running = false;
      stopped = true;
      ticking.stop();
      await receiver.stop();
      await receiver.drained();
      await ticking.idle();
    },
  };
}
