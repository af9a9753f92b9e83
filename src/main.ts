import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { announceCommits } from './announce-commits.ts';
import { changeNotices } from './change-notices.ts';
import type { Config } from './config.ts';
import { configuredSubscriptions } from './configured-subscriptions.ts';
import { startCorpusThread } from './corpus-thread/start-corpus-thread.ts';
import { startHousekeeping } from './housekeeping.ts';
import { openIngest, slackIngest } from './open-ingest.ts';
import { createHealth } from './ops/health.ts';
import { createLogger } from './ops/logger.ts';
import { createMetrics } from './ops/metrics.ts';
import { observedDesk, observedFetch, observedRunLog } from './ops/observe.ts';
import { startOpsServer } from './ops/ops-server.ts';
import { opsRoutes } from './ops/routes.ts';
import { createStop, type StopStep } from './ops/stop.ts';
import { watchSocket } from './ops/watch-socket.ts';
import { startPolling } from './polling.ts';
import { startPreview } from './preview/start-preview.ts';
import { createApp, type SlackApp } from './slack/create-app.ts';
import type { SlackAppOptions } from './slack/options.ts';
import type { Policy } from './slack/ports.ts';
import { teamOf } from './slack/team-of.ts';
import { createIngestStores } from './store/ingest-stores.ts';
import { createLeader, soleLeader } from './store/leader.ts';
import { openStore } from './store/open-store.ts';
import { createSlackStores } from './store/slack-stores.ts';

/** The one workspace's name in the store where no OAuth installation tells workspaces apart. */
export const ONE_TEAM = 'default';

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
  const isPreview = config.slack.kind === 'none';
  const log = createLogger({
    level: isPreview && config.logLevel === 'info' ? 'warn' : config.logLevel,
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
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    clock,
  });
  steps.unshift({ name: 'store', run: () => store.close() });
  const ingestStores = createIngestStores(store, ONE_TEAM);
  const health = createHealth({ monotonic, socket: config.slack.kind === 'socket' });
  const corpus = await startCorpusThread({
    config: corpusConfig(config),
    teams: [ONE_TEAM],
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    say,
    onProblem: (error, message) => log.error({ error }, message),
    onUp: (up) => (up ? health.corpusServed() : health.corpusLost()),
  });
  steps.unshift({ name: 'corpus', run: () => corpus.stop() });
  const endAnnouncing = announceCommits(store, corpus);
  steps.unshift({ name: 'announcements', run: async () => endAnnouncing() });

  const leader = config.databaseUrl
    ? createLeader({
        databaseUrl: config.databaseUrl,
        monotonic,
        every,
        onGain: () => log.info({}, 'this replica leads'),
        onLose: (reason) => log.warn({ reason }, 'this replica leads no more'),
      })
    : soleLeader;
  steps.unshift({ name: 'leader', run: () => leader.stop() });
  await leader.beat();
  const endHousekeeping = startHousekeeping({
    store,
    articles: ingestStores.articles,
    leader,
    health,
    every,
    clock,
    onProblem: (error) => log.error({ error: String(error) }, 'clean-up failed'),
  });
  steps.unshift({ name: 'housekeeping', run: async () => endHousekeeping() });
  const metrics = createMetrics({
    isReady: () => health.report().ready,
    isLeader: () => leader.isLeader(),
    passages: corpus.passages,
  });
  const opened = openIngest(ingestStores, clock);
  const notices = changeNotices({
    stores: ingestStores,
    clock,
    random: Math.random,
    onProblem: (error, { articleId }) =>
      log.warn({ error: String(error), article: articleId }, 'a change notice is left for later'),
  });
  let slackApp: SlackApp | undefined;
  const endPolling = startPolling({
    ingest: opened.ingest,
    leader,
    every,
    afterRound: async () => {
      if (slackApp) await notices.postOwedNotices(slackApp.notify);
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
      await opened.close();
    },
  });
  const stores = createSlackStores(store);
  const runLog = observedRunLog(stores.runLog, metrics);
  const policy: Policy | undefined =
    config.curators.length > 0
      ? {
          digests: { users: config.curators },
          sources: { users: config.curators },
          curators: { users: config.curators },
        }
      : undefined;
  const desk = corpus.deskOf(ONE_TEAM);
  const common = {
    desk: observedDesk(desk, metrics, monotonic),
    clock,
    sleep: (ms: number) => wait(ms).then(() => undefined),
    every,
    log,
    logQuestions: config.logLevel === 'debug' || config.logLevel === 'trace',
    ...(policy ? { policy } : {}),
    ingest: slackIngest(opened.ingest),
    shown: notices.recordShown,
  } satisfies Partial<SlackAppOptions>;

  if (isPreview) {
    const preview = await startPreview({
      createApp: async (parts) => {
        slackApp = await createApp({
          ...common,
          ...parts,
          fetch: parts.fetch as never,
          stores: { ...stores, runLog },
        });
        return slackApp;
      },
      manifest: await readFile(fileURLToPath(new URL('../manifest.yml', import.meta.url)), 'utf8'),
      port: config.port,
      clock,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      log,
    });
    steps.unshift({ name: 'local workspace', run: () => preview.stop() });
    health.started();
    const { articles } = await desk.coverage();
    say(
      `Afghan Brief local workspace (a preview, not Slack), ${articles} articles: ${preview.url} · to connect Slack set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (README, "Set up Slack").`,
    );
    return { stop, url: preview.url };
  }

  const routes = opsRoutes(health, metrics);
  const { slack } = config;
  const fetch = observedFetch(globalThis.fetch, metrics, health) as never;
  const slackApi = { fetch, ...(config.slackApiUrl ? { slackApiUrl: config.slackApiUrl } : {}) };
  const botToken = slack.kind === 'none' ? '' : slack.botToken;
  const team = config.digests.length > 0 ? await teamOf(botToken, slackApi) : '';
  const app = await createApp({
    ...common,
    ...slackApi,
    connection:
      slack.kind === 'socket'
        ? { kind: 'socket', appToken: slack.appToken }
        : {
            kind: 'http',
            signingSecret: slack.kind === 'http' ? slack.signingSecret : '',
            port: config.port,
            routes,
          },
    identity: { botToken },
    stores: {
      ...stores,
      runLog,
      subscriptions: configuredSubscriptions(stores.subscriptions, config.digests, team),
    },
  });
  steps.unshift({ name: 'Slack', run: () => app.stop() });
  if (slack.kind === 'socket') {
    const endWatch = watchSocket(health);
    steps.push({ name: 'watchdog', run: async () => endWatch() });
  }
  const ops = slack.kind === 'socket' ? await startOpsServer(routes, config.port) : undefined;
  if (ops) steps.push({ name: 'operations', run: () => ops.stop() });
  await app.start();
  slackApp = app;
  health.started();
  log.info(
    {
      articles: (await desk.coverage()).articles,
      corpus: await desk.corpusVersion(),
      mode: slack.kind,
      port: app.port() ?? ops?.port,
    },
    'ready',
  );
  return { stop, ...(app.port() ? { url: `http://127.0.0.1:${app.port()}` } : {}) };
}

/** What the corpus thread is given: no token of Slack's. */
function corpusConfig({ corpus, home, databaseUrl }: Config) {
  return { corpus, home, ...(databaseUrl === undefined ? {} : { databaseUrl }) };
}

function secretsOf({ slack, databaseUrl }: Config): readonly string[] {
  const all: (string | undefined)[] = [databaseUrl];
  if (slack.kind !== 'none') all.push(slack.botToken);
  if (slack.kind === 'socket') all.push(slack.appToken);
  if (slack.kind === 'http') all.push(slack.signingSecret);
  return all.flatMap((value) => value ?? []);
}
