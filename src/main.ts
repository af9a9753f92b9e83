import { setTimeout as wait } from 'node:timers/promises';
import type { Desk } from './answer/desk.ts';
import { startHousekeeping } from './app/housekeeping.ts';
import { openIngest, slackIngest } from './app/open-ingest.ts';
import { openInstallations } from './app/open-installations.ts';
import { openLeader } from './app/open-leader.ts';
import { startPolling } from './app/polling.ts';
import { secretsOf } from './app/secrets-of.ts';
import { policyOf, slackConnection } from './app/slack-connection.ts';
import { startCorpora } from './app/start-corpora.ts';
import { startForgetting } from './app/start-forgetting.ts';
import { startLocalWorkspace } from './app/start-local-workspace.ts';
import { createTeams, ONE_TEAM } from './app/teams.ts';
import type { Config } from './config.ts';
import { createHealth } from './ops/health.ts';
import { createLogger } from './ops/logger.ts';
import { createMetrics } from './ops/metrics.ts';
import { observedDesks, observedFetch, observedRunLog } from './ops/observe.ts';
import { startOpsServer } from './ops/ops-server.ts';
import { probeSlack } from './ops/probe-slack.ts';
import { opsRoutes } from './ops/routes.ts';
import { steadyHeap } from './ops/steady-heap.ts';
import { createStop, type StopStep } from './ops/stop.ts';
import { watchSocket } from './ops/watch-socket.ts';
import { apiFetch } from './slack/api-fetch.ts';
import { boltLogger } from './slack/bolt-logger.ts';
import { createApp, type SlackApp } from './slack/create-app.ts';
import type { SlackAppOptions } from './slack/options.ts';
import type { ShownSpan } from './slack/ports.ts';
import { threadOf } from './slack/thread-place.ts';
import { tokenWorks } from './slack/token-works.ts';
import { openStore } from './store/open-store.ts';
import { createSlackStores } from './store/slack-stores.ts';

/** The process as the bot uses it. */
export interface BotProcess {
  /** A line for the person who started it. */
  readonly say: (line: string) => void;
  readonly clock: () => number;
  /** Milliseconds that only ever grow. */
  readonly monotonic: () => number;
}

export interface Bot {
  /** Finishes what is under way. @returns whether all of it was. */
  stop(): Promise<boolean>;
  /** Address of the local workspace, or of the HTTP endpoint. */
  readonly url?: string;
}

/**
 * Starts the bot: over Socket Mode or HTTP with tokens, else as the local workspace.
 * @throws one line that says what to do when the store, the port or Slack refuses.
 */
export async function startBot(config: Config, process: BotProcess): Promise<Bot> {
  const steps: StopStep[] = [];
  try {
    return await start(config, process, steps);
  } catch (error) {
    // What was opened is closed again, so that the process can end.
    for (const { run } of steps) await run().catch(() => undefined);
    throw error;
  }
}

async function start(
  config: Config,
  { say, clock, monotonic }: BotProcess,
  steps: StopStep[],
): Promise<Bot> {
  steadyHeap();
  const { slack } = config;
  const log = createLogger({
    level: slack.kind === 'none' && config.logLevel === 'info' ? 'warn' : config.logLevel,
    secrets: secretsOf(config),
    clock,
  });
  const every = (ms: number, run: () => void): (() => void) => {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  };
  const stop = createStop({
    steps,
    sleep: (ms, signal) => wait(ms, undefined, { signal }).then(() => undefined),
    onProblem: (step, error) => log.error({ step, error: String(error) }, 'stopping was not clean'),
  });

  const store = await openStore({
    home: config.home,
    threaded: true,
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    clock,
  });
  steps.unshift({ name: 'store', run: () => store.close() });
  const onProblem = (error: unknown, message: string): void =>
    log.error({ error: String(error) }, message);
  const installations = await openInstallations(config, store, clock, log);
  const health = createHealth({ monotonic, socket: slack.kind === 'socket' });
  const { corpora, steps: corpusSteps } = await startCorpora({
    ...{ config, store, health, say, onProblem },
    teams: installations ? [] : [ONE_TEAM],
  });
  steps.unshift(...corpusSteps);
  const leader = openLeader({ config, monotonic, every, log });
  steps.unshift({ name: 'leader', run: () => leader.stop() });
  await leader.beat();
  const reading = openIngest(clock);
  const teams = createTeams({
    store,
    ...(installations ? { installed: installations.teams } : {}),
    ingestOver: reading.over,
    clock,
    random: Math.random,
    onNoticeProblem: (error, { articleId }) =>
      log.warn({ error: String(error), article: articleId }, 'a change notice is left for later'),
  });
  const endHousekeeping = startHousekeeping({
    store,
    articles: async () => (await teams.list()).map((team) => teams.of(team).stores.articles),
    leader,
    health,
    every,
    clock,
    onProblem: (error) => log.error({ error: String(error) }, 'clean-up failed'),
  });
  steps.unshift({ name: 'housekeeping', run: endHousekeeping });
  const metrics = createMetrics({
    isReady: () => health.report().ready,
    isLeader: () => leader.isLeader(),
    passages: corpora.passages,
  });
  let slackApp: SlackApp | undefined;
  const endPolling = startPolling({
    ingests: async () => (await teams.list()).map((team) => teams.of(team).ingest),
    leader,
    every,
    afterRound: async () => {
      for (const team of await teams.list()) {
        if (slackApp) await teams.of(team).notices.postOwedNotices(slackApp.notify);
      }
    },
    onReport: ({ feed, problems }) => {
      const failed = problems.some(({ severity }) => severity === 'error');
      metrics.feedPoll(failed ? 'failed' : 'ok');
      if (failed) log.warn({ feed: feed.id }, 'a feed or its items could not all be read');
    },
    onProblem: (error) => log.error({ error: String(error) }, 'reading feeds or pages failed'),
  });
  steps.unshift({
    name: 'ingest',
    run: async () => {
      await endPolling();
      await reading.close();
    },
  });
  const slackApi = {
    fetch: observedFetch(
      apiFetch(globalThis.fetch as never) as never,
      metrics,
      health,
      monotonic,
    ) as never,
    logger: boltLogger(log),
    ...(config.slackApiUrl ? { slackApiUrl: config.slackApiUrl } : {}),
  };
  const stores = createSlackStores(store);
  const runLog = observedRunLog(stores.runLog, metrics);
  const forgetting = installations
    ? startForgetting({
        store,
        installations,
        teams,
        corpora,
        home: config.home,
        tokenWorks: (token) => tokenWorks(token, slackApi),
        clock,
        log,
        every,
        onProblem,
      })
    : undefined;
  if (forgetting) steps.unshift({ name: 'forgetting', run: forgetting.stop });
  const deskOf = (team: string): Desk => {
    forgetting?.served(team);
    return corpora.deskOf(teams.storedAs(team));
  };
  const common = {
    deskOf: observedDesks(deskOf, metrics, monotonic),
    clock,
    sleep: (ms: number) => wait(ms).then(() => undefined),
    every,
    leads: () => leader.isLeader(),
    log,
    logQuestions: config.logLevel === 'debug' || config.logLevel === 'trace',
    policyOf: policyOf(config.curators, installations !== undefined),
    ingest: slackIngest((team) => teams.of(team).ingest),
    shown: (place: string, spans: readonly ShownSpan[]) =>
      teams.of(threadOf(place)?.team ?? '').notices.recordShown(place, spans),
    ...(forgetting ? { uninstalled: forgetting.uninstalled } : {}),
  } satisfies Partial<SlackAppOptions>;

  if (slack.kind === 'none') {
    const { url, stop: end } = await startLocalWorkspace({
      createApp: async (parts) => {
        slackApp = await createApp({ ...common, ...parts, stores: { ...stores, runLog } });
        return slackApp;
      },
      port: config.port,
      articles: (await corpora.deskOf(ONE_TEAM).coverage()).articles,
      clock,
      log,
      say,
    });
    steps.unshift({ name: 'local workspace', run: end });
    health.started();
    return { stop, url };
  }

  const { routes, ...reached } = await slackConnection({
    config,
    slack,
    installations,
    stores: { ...stores, runLog },
    routes: opsRoutes(health, metrics),
    slackApi,
    clock,
    log,
  });
  const app = await createApp({ ...common, ...reached, ...slackApi });
  steps.unshift({ name: 'Slack', run: () => app.stop() });
  if (slack.kind === 'socket') {
    const endWatch = watchSocket(health);
    steps.push({ name: 'watchdog', run: async () => endWatch() });
  }
  const ops = slack.kind === 'socket' ? await startOpsServer(routes, config.port) : undefined;
  if (ops) steps.push({ name: 'operations', run: () => ops.stop() });
  await app.start();
  slackApp = app;
  const endProbe = probeSlack({
    ...{ health, fetch: slackApi.fetch, every },
    slackApiUrl: config.slackApiUrl ?? 'https://slack.com/api/',
  });
  steps.unshift({ name: 'probe', run: async () => endProbe() });
  void app.ready.then(() => health.started());
  const serves = installations
    ? { workspaces: (await installations.teams()).length }
    : await coverageOf(corpora.deskOf(ONE_TEAM));
  log.info({ ...serves, mode: slack.kind, port: app.port() ?? ops?.port }, 'ready');
  const stopAll = (): Promise<boolean> => {
    health.stopping();
    return stop();
  };
  return { stop: stopAll, ...(app.port() ? { url: `http://127.0.0.1:${app.port()}` } : {}) };
}

async function coverageOf(desk: Desk) {
  return { articles: (await desk.coverage()).articles, corpus: await desk.corpusVersion() };
}
