/**
 * How long a slash command waits for its ack, in HTTP mode with signed requests over loopback, while 100
 * requests are kept in flight and every command asks the desk over the starter corpus. The requests come
 * from a process of their own.
 *
 *   node --import tsx bench/ack.ts [requests] [in flight]
 *
 * Slack gives an app 3 seconds; the aim is 100 ms.
 */

import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { memoryRunLog } from '../src/digest/memory-run-log.ts';
import { memoryShownExcerpts } from '../src/digest/memory-shown-excerpts.ts';
import { memorySubscriptions } from '../src/digest/memory-subscriptions.ts';
import { openDesk, STARTER_CORPUS } from '../src/open-desk.ts';
import { createApp } from '../src/slack/create-app.ts';
import { memoryFeedback } from '../src/slack/memory-feedback.ts';
import { memoryHandledEvents } from '../src/slack/memory-handled-events.ts';
import { memoryQuestions } from '../src/slack/memory-questions.ts';
import { memoryThreads } from '../src/slack/memory-threads.ts';
import type { AckLoad } from './ack-load.ts';

const total = Number(process.argv[2] ?? 1000);
const inFlight = Number(process.argv[3] ?? 100);
const signingSecret = 'bench';

let answers = 0;
const slack = createServer((incoming, outgoing) => {
  incoming.resume();
  incoming.on('end', () => {
    if (incoming.url?.startsWith('/respond')) answers += 1;
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end('{"ok":true,"user_id":"UBOT","bot_id":"BBOT"}');
  });
});
await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${(slack.address() as AddressInfo).port}`;

const { desk } = await openDesk([STARTER_CORPUS]);
const quiet = () => {};
const app = await createApp({
  deskOf: () => desk,
  connection: { kind: 'http', signingSecret, port: 0, host: '127.0.0.1' },
  identity: { botToken: 'xoxb-bench' },
  slackApiUrl: `${base}/api/`,
  clock: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  every: () => quiet,
  log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
  stores: {
    subscriptions: memorySubscriptions(),
    runLog: memoryRunLog(),
    shownExcerpts: memoryShownExcerpts(),
    handledEvents: memoryHandledEvents(),
    feedback: memoryFeedback(),
    threads: memoryThreads(),
    questions: memoryQuestions(),
  },
});
await app.start();

const topics = (await desk.topics()).map((one) => one.topic);

/** Sends `count` commands from another process; resolves with the wait of each for its ack, in ms. */
async function load(count: number): Promise<readonly number[]> {
  const order: AckLoad = {
    port: app.port() ?? 0,
    signingSecret,
    topics,
    responses: `${base}/respond`,
    count,
    inFlight,
  };
  const file = fileURLToPath(new URL('./ack-load.ts', import.meta.url));
  const child = fork(file, { execArgv: ['--import', 'tsx'] });
  child.send(order);
  return new Promise((resolve, reject) => {
    child.once('message', (waits) => resolve(waits as readonly number[]));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the sending process ended with ${code}`)));
  });
}

// The first round compiles code and fills caches.
await load(inFlight);
await app.idle();
answers = 0;
const began = performance.now();
const waits = [...(await load(total))].sort((a, b) => a - b);
await app.idle();
const took = performance.now() - began;
await app.stop();
slack.close();

const at = (share: number) => {
  const index = Math.min(waits.length - 1, Math.floor(share * waits.length));
  return `${(waits[index] ?? 0).toFixed(1)} ms`;
};
console.log(`${total} commands, ${inFlight} in flight`);
console.log(`ack: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}`);
console.log(`${answers} answered after ${(took / 1000).toFixed(1)} s`);
process.exit(0);
