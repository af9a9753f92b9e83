// Questions at a fixed rate against one replica over HTTP, signed, from a process of their own.
//   npx tsx bench/load.ts [questions a second, default 100] [seconds, default 300] [passages, default 100000]
// A question counts as answered when its answer arrives at the response URL.
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Article } from '../src/article/article.ts';
import { buildDesk } from '../src/build-desk.ts';
import { readCorpusText, STARTER_CORPUS } from '../src/open-desk.ts';
import { createApp } from '../src/slack/create-app.ts';
import { openStore } from '../src/store/open-store.ts';
import { createSlackStores } from '../src/store/slack-stores.ts';
import { madeArticles, questions, starterArticles } from '../test/store/support/many-articles.ts';

const SECRET = 'signing-secret-of-the-bench';
const PARAGRAPHS = 10;

interface Order {
  readonly port: number;
  readonly rate: number;
  readonly seconds: number;
  readonly texts: readonly string[];
}

interface Sent {
  readonly acks: readonly number[];
  readonly lost: number;
  readonly answered: number;
  readonly answerMs: readonly number[];
}

if (process.send) process.on('message', (order) => void play(order as Order));
else await parent();

/** Slack: sends the commands, receives the answers. */
async function play({ port, rate, seconds, texts }: Order): Promise<void> {
  const sentAt = new Map<string, number>();
  const answerMs: number[] = [];
  const responses = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on('end', () => {
      const id = incoming.url ?? '';
      const from = sentAt.get(id);
      if (from !== undefined) answerMs.push(performance.now() - from);
      sentAt.delete(id);
      outgoing.end('ok');
    });
  });
  await new Promise<void>((listening) => responses.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${(responses.address() as AddressInfo).port}`;
  const agent = new Agent({ keepAlive: true });
  const acks: number[] = [];
  let lost = 0;
  const total = rate * seconds;
  const began = performance.now();
  for (let number = 0; number < total; number += 1) {
    const due = began + (1000 * number) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    const id = `/${number}`;
    const body = new URLSearchParams({
      command: '/afghan-brief',
      text: texts[number % texts.length] ?? 'ttp',
      team_id: 'T1',
      user_id: `U${number % 500}`,
      channel_id: `C${number % 100}`,
      trigger_id: `trigger-${number}`,
      response_url: base + id,
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const hash = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    const from = performance.now();
    sentAt.set(id, from);
    const outgoing = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: '/slack/events',
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${hash}`,
        },
      },
      (response) => {
        response.resume();
        if (response.statusCode === 200) acks.push(performance.now() - from);
        else lost += 1;
      },
    );
    outgoing.on('error', () => {
      lost += 1;
    });
    outgoing.end(body);
  }
  for (let waited = 0; sentAt.size > 0 && waited < 120; waited += 1) await sleep(1000);
  process.send?.({ acks, lost, answered: answerMs.length, answerMs } satisfies Sent);
}

async function parent(): Promise<void> {
  const [rate = 100, seconds = 300, passages = 100_000] = process.argv.slice(2).map(Number);
  const many = await starterArticles();
  const made: Article[] = [];
  for (const { article } of madeArticles(many, passages / PARAGRAPHS, PARAGRAPHS))
    made.push(article);
  const home = mkdtempSync(join(tmpdir(), 'afghan-brief-load-'));
  const read = await readCorpusText([STARTER_CORPUS]);
  process.stderr.write(`building the index of ${made.length} articles\n`);
  const { desk } = await opened(made, read, home);
  const store = await openStore({ home, clock: Date.now });
  const quiet = (): void => undefined;
  const app = await createApp({
    deskOf: () => desk,
    connection: { kind: 'http', signingSecret: SECRET, port: 0, host: '127.0.0.1' },
    identity: { botToken: 'xoxb-bench' },
    slackApiUrl: `${await slackApi()}/api/`,
    clock: Date.now,
    sleep: async (ms) => void (await sleep(ms)),
    every: () => quiet,
    log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
    stores: createSlackStores(store),
  });
  await app.start();
  const memory: number[] = [];
  const watch = setInterval(() => {
    memory.push(Math.round(process.memoryUsage().rss / 1e6));
  }, 5_000);
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), {
    execArgv: ['--import', 'tsx'],
  });
  const order: Order = { port: app.port() ?? 0, rate, seconds, texts: questions(many, 200) };
  child.send(order);
  const sent = await new Promise<Sent>((done) => child.once('message', (all) => done(all as Sent)));
  clearInterval(watch);
  const at = (values: readonly number[], share: number): number =>
    Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
  console.log({
    rate,
    seconds,
    passages,
    acked: sent.acks.length,
    lost: sent.lost,
    answered: sent.answered,
    ackMs: { p50: at(sent.acks, 0.5), p99: at(sent.acks, 0.99), most: at(sent.acks, 0.9999) },
    answerMs: { p50: at(sent.answerMs, 0.5), p99: at(sent.answerMs, 0.99) },
    memoryMb: { first: memory[0], last: memory.at(-1), most: Math.max(...memory) },
  });
  child.kill();
  await app.stop();
  await store.close();
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
}

async function slackApi(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on('end', () => {
      outgoing.setHeader('content-type', 'application/json');
      outgoing.end('{"ok":true,"user_id":"UBOT","bot_id":"BBOT"}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function opened(
  articles: readonly Article[],
  read: Awaited<ReturnType<typeof readCorpusText>>,
  home: string,
) {
  return await buildDesk(articles, read, { snapshots: home });
}
