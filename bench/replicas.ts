// Three replicas on one PostgreSQL, 1,000 digests due in the same minute across 50 time zones. The
// leader is killed, the next one is cut off from the database; counts what was posted how often, and what
// Slack had to refuse for coming too fast: more than one message a second and channel, or more than five a
// second and workspace after a burst of ten.
//   npx tsx bench/replicas.ts [digests, default 1000]
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebClient } from '@slack/web-api';
import type { Desk } from '../src/answer/desk.ts';
import { subscriptionId } from '../src/digest/subscription.ts';
import { tick } from '../src/digest/tick.ts';
import { createDeliver } from '../src/slack/deliver.ts';
import { slackDigestPoster } from '../src/slack/digest-poster.ts';
import { keptMessages } from '../src/slack/kept-messages.ts';
import { createLeader } from '../src/store/leader.ts';
import { openStore } from '../src/store/open-store.ts';
import { createSlackStores } from '../src/store/slack-stores.ts';
import { startCuttableProxy } from '../test/store/support/cuttable-proxy.ts';
import { startPostgresServer } from '../test/store/support/postgres-server.ts';

const every = (ms: number, run: () => void): (() => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};
const wait = async (ms: number): Promise<void> => {
  await sleep(ms);
};

if (process.argv[2] === 'replica') {
  await replica(process.argv[3] ?? '', process.argv[4] ?? '', process.argv[5] ?? '');
} else {
  await parent(Number(process.argv[2] ?? 1000));
  process.exit(0);
}

async function replica(name: string, databaseUrl: string, slack: string): Promise<void> {
  const store = await openStore({ databaseUrl, home: '', clock: Date.now, poolSize: 3 });
  const stores = createSlackStores(store);
  const say = (what: string): void => void process.stdout.write(`${name} ${what}\n`);
  const leader = createLeader({
    databaseUrl,
    monotonic: () => performance.now(),
    every,
    onGain: () => say('leads'),
    onLose: (reason) => say(`lost: ${reason}`),
  });
  const quiet = (): void => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const clients = new Map<string, WebClient>();
  const clientFor = async (team: string): Promise<WebClient> => {
    const client =
      clients.get(team) ??
      new WebClient(`xoxb-bench-${team}`, {
        slackApiUrl: `${slack}/`,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: 10_000,
      });
    clients.set(team, client);
    return client;
  };
  const deliver = createDeliver({ fetch, clock: Date.now, sleep: wait, log });
  const { handledEvents } = stores;
  const kept = keptMessages({ handledEvents, deliver, clientFor, clock: Date.now, log });
  const poster = slackDigestPoster({ deliver, kept, clientFor, log });
  const desk = {
    published: async () => [],
    corpusVersion: async () => 'sha256:0',
  } as unknown as Desk;
  for (;;) {
    await tick({
      deskOf: () => desk,
      runLog: stores.runLog,
      leads: () => leader.isLeader(),
      shownExcerpts: stores.shownExcerpts,
      subscriptions: stores.subscriptions,
      poster,
      clock: Date.now,
      failed: (subscription, error) => say(`${subscription.id} failed: ${String(error)}`),
    }).catch((error: unknown) => say(`tick failed: ${String(error)}`));
    await sleep(1_000);
  }
}

async function parent(digests: number): Promise<void> {
  const server = await (await startPostgresServer({ durable: true })).started;
  const databaseUrl = await server.createDatabase();
  const port = Number(new URL(databaseUrl).port);
  const home = mkdtempSync(join(tmpdir(), 'afghan-brief-replicas-'));
  const store = await openStore({ databaseUrl, home, clock: Date.now });
  const stores = createSlackStores(store);
  const zones = Intl.supportedValuesOf('timeZone').filter((_, at) => at % 8 === 0);
  const started = Date.now();
  for (let number = 0; number < digests; number += 1) {
    const timeZone = zones[number % 50] ?? 'UTC';
    const [team, channel] = [`T${number % 50}`, `C${number}`];
    const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
    await stores.subscriptions.put({
      id: subscriptionId(team, channel),
      team,
      channel,
      localTime: time.format(started - 60_000),
      timeZone,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      topics: [],
      postWhenQuiet: true,
      setBy: 'config',
      setAt: new Date(started - 7 * 86_400_000).toISOString(),
    });
  }

  const posted = new Map<string, { ts: string; body: Record<string, string> }[]>();
  const lastIn = new Map<string, number>();
  /** When a workspace's next message would come if none came early. */
  const dueOf = new Map<string, number>();
  const refused = { channel: 0, workspace: 0, beforeRetryAfter: 0 };
  const restUntil = new Map<string, number>();
  let count = 0;
  const slack = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const channel = form.channel ?? '';
      const answer = (status: number, json: object, headers = {}): void => {
        setTimeout(() => {
          response.writeHead(status, { 'content-type': 'application/json', ...headers });
          response.end(JSON.stringify(json));
        }, 20);
      };
      const all = posted.get(channel) ?? [];
      if (request.url?.endsWith('conversations.history')) {
        const messages = all.map(({ ts, body: { metadata } }) => ({
          ts,
          metadata: JSON.parse(metadata ?? '{}'),
        }));
        return answer(200, { ok: true, messages });
      }
      // One message a second and channel; five a second and workspace.
      const now = Date.now();
      const team = `T${Number(channel.slice(1)) % 50}`;
      if (now < (restUntil.get(team) ?? 0)) refused.beforeRetryAfter += 1;
      const due = Math.max(now, dueOf.get(team) ?? 0);
      const tooFast = now - (lastIn.get(channel) ?? 0) < 1000;
      if (tooFast || due - now > 9 * 200) {
        refused[tooFast ? 'channel' : 'workspace'] += 1;
        restUntil.set(team, now + 1000);
        return answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '1' });
      }
      lastIn.set(channel, now);
      dueOf.set(team, due + 200);
      count += 1;
      const ts = `${now}.${count}`;
      posted.set(channel, [...all, { ts, body: form }]);
      answer(200, { ok: true, channel, ts });
    });
  });
  await new Promise<void>((listening) => slack.listen(0, '127.0.0.1', listening));
  const address = slack.address();
  const slackUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

  const proxies = await Promise.all([1, 2, 3].map(() => startCuttableProxy(port)));
  let leading = '';
  const children: ChildProcess[] = proxies.map((proxy, at) => {
    const url = databaseUrl.replace(`:${port}/`, `:${proxy.port}/`);
    const script = fileURLToPath(import.meta.url);
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', script, 'replica', `r${at + 1}`, url, slackUrl],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.trim().split('\n')) {
        process.stderr.write(
          `${Math.round((Date.now() - started) / 1000)} s: ${line}, ${count} posted\n`,
        );
        if (line.endsWith(' leads')) leading = line.split(' ')[0] ?? '';
      }
    });
    return child;
  });
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await sleep(20);
  };
  const at = (): number => Number(leading.slice(1)) - 1;

  await until(() => count >= digests * 0.2);
  const killed = leading;
  children[at()]?.kill('SIGKILL');
  const killedAt = Date.now();
  await until(() => leading !== killed);
  const afterKill = Date.now() - killedAt;
  await until(() => count >= digests * 0.5);
  const cut = leading;
  proxies[at()]?.cut();
  const cutAt = Date.now();
  await until(() => leading !== cut);
  const afterCut = Date.now() - cutAt;
  await until(() => count >= digests);
  const took = Date.now() - started;
  // The leases of what the two left behind end, and the last one looks whether it was posted.
  const open = async (): Promise<number> => {
    const row = await store.db
      .selectFrom('digest_runs')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('result', 'is not', null)
      .executeTakeFirstOrThrow();
    return digests - row.n;
  };
  while ((await open()) > 0) await sleep(500);
  const results = await store.db
    .selectFrom('digest_runs')
    .select(['result', (eb) => eb.fn.countAll<number>().as('runs')])
    .groupBy('result')
    .execute();
  console.log({
    digests,
    twice: [...posted.values()].filter((all) => all.length > 1).length,
    missing: digests - posted.size,
    results,
    refused,
    handOverAfterKillMs: afterKill,
    handOverAfterCutMs: afterCut,
    allPostedAfterMs: took,
    allRecordedAfterMs: Date.now() - started,
  });
  for (const child of children) child.kill('SIGKILL');
  for (const proxy of proxies) await proxy.stop();
  await store.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
