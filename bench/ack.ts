/**
 * How long a slash command waits for its ack, in HTTP mode with signed requests over loopback, while 100
 * requests are kept in flight and every command asks the desk over the starter corpus. The bot is whole, as
 * `afghan-brief start` starts it, with its store on disk. Slack is played by a process of its own, which
 * shares the machine.
 *
 *   node --import tsx bench/ack.ts [requests] [in flight]
 *
 * Slack gives an app 3 seconds; the aim is 100 ms.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { openDesk, STARTER_CORPUS } from '../src/app/open-desk.ts';
import { startBot } from '../src/main.ts';
import type { AckLoad, AckWaits } from './ack-load.ts';

const total = Number(process.argv[2] ?? 1000);
const inFlight = Number(process.argv[3] ?? 100);
const signingSecret = 'signing-secret-of-the-bench';

const { desk } = await openDesk([STARTER_CORPUS]);
const topics = (await desk.topics()).map((one) => one.topic);
const child = fork(fileURLToPath(new URL('./ack-load.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx'],
});
const [slack] = (await once(child, 'message')) as [string];
const home = mkdtempSync(join(tmpdir(), 'afghan-brief-ack-'));
const bot = await startBot(
  {
    slack: { kind: 'http', botToken: 'xoxb-bench', signingSecret },
    slackApiUrl: `${slack}/api/`,
    port: 0,
    corpus: [STARTER_CORPUS],
    home,
    logLevel: 'warn',
    digests: [],
    curators: [],
  },
  { say: console.error, clock: Date.now, monotonic: () => performance.now() },
);
const port = Number(new URL(bot.url ?? '').port);

async function load(count: number): Promise<AckWaits> {
  child.send({ port, signingSecret, topics, count, inFlight } satisfies AckLoad);
  const [waits] = (await once(child, 'message')) as [AckWaits];
  return waits;
}

// The first round compiles code and fills caches.
await load(inFlight);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const { waits, answers, took } = await load(total);
delay.disable();
child.kill();
await bot.stop();
rmSync(home, { recursive: true });

const sorted = [...waits].sort((a, b) => a - b);
const at = (share: number) => {
  const index = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return `${(sorted[index] ?? 0).toFixed(1)} ms`;
};
console.log(`${total} commands, ${inFlight} in flight`);
console.log(`ack: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}`);
console.log(`${answers} answered after ${(took / 1000).toFixed(1)} s`);
console.log(`main thread stood still for ${(delay.max / 1e6).toFixed(0)} ms at most`);
process.exit(0);
