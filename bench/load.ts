// Questions at a fixed rate against one replica over HTTP, signed. The bot is whole, as `afghan-brief start`
// starts it; Slack is played by a process of its own, which shares the machine.
//   npx tsx bench/load.ts [questions a second, default 100] [seconds, default 300] [passages, default 100000] [--distinct]
// The articles are real news where AFGHAN_BRIEF_EVAL_DATA names the data, else made of the starter articles; the
// questions likewise, each asked in turn; with --distinct no two are the same: each gets a word of another one, so that
// no answer can come from those that are remembered. A question counts as answered when its answer arrives at the response
// URL. Memory is that of the bot's process. The load begins a minute after the start.
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { STARTER_CORPUS } from '../src/app/open-desk.ts';
import { startBot } from '../src/main.ts';
import { distinctQuestion, loadCorpus } from './load-corpus.ts';

const TASKS = '/proc/self/task';
/** Of the clock in which Linux tells processor times, a second. */
const TICKS = 100;
const SECRET = 'signing-secret-of-the-bench';
/** After its start the bot reads its articles ahead, when it is asked nothing, in ms. */
const READING_AHEAD = 60_000;

interface Order {
  readonly port: number;
  readonly rate: number;
  readonly seconds: number;
  readonly texts: readonly string[];
  readonly distinct: boolean;
}

interface Sent {
  readonly acks: readonly number[];
  readonly lost: number;
  readonly answered: number;
  readonly answerMs: readonly number[];
  /** Processor time of the process that plays Slack, in ms. */
  readonly cpuMs: number;
}

if (process.send) await slack();
else await parent();

/** Slack: answers calls, sends the commands, receives the answers. */
async function slack(): Promise<void> {
  const sentAt = new Map<string, number>();
  const answerMs: number[] = [];
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on('end', () => {
      const id = incoming.url ?? '';
      const from = sentAt.get(id);
      if (from !== undefined) answerMs.push(performance.now() - from);
      sentAt.delete(id);
      outgoing.setHeader('content-type', 'application/json');
      outgoing.end('{"ok":true,"user_id":"UBOT","bot_id":"BBOT"}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.send?.(base);
  const [order] = (await once(process, 'message')) as [Order];
  process.send?.(await play(order, base, sentAt, answerMs));
}

async function play(
  { port, rate, seconds, texts, distinct }: Order,
  base: string,
  sentAt: Map<string, number>,
  answerMs: number[],
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true });
  const acks: number[] = [];
  let lost = 0;
  const total = rate * seconds;
  const question = (number: number): string =>
    distinct ? distinctQuestion(texts, number) : (texts[number % texts.length] ?? 'ttp');
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let number = 0; number < total; number += 1) {
    const due = began + (1000 * number) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    const id = `/${number}`;
    const body = new URLSearchParams({
      command: '/afghan-brief',
      text: question(number),
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
  const { user, system } = process.cpuUsage(cpu);
  return { acks, lost, answered: answerMs.length, answerMs, cpuMs: (user + system) / 1000 };
}

async function parent(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { distinct: { type: 'boolean', default: false } },
  });
  const [rate = 100, seconds = 300, passages = 100_000] = positionals.map(Number);
  const { lines, texts } = await loadCorpus(passages);
  const folder = mkdtempSync(join(tmpdir(), 'afghan-brief-load-'));
  const file = join(folder, 'made.jsonl');
  writeFileSync(file, lines.join('\n'));
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), {
    execArgv: ['--import', 'tsx'],
  });
  const [base] = (await once(child, 'message')) as [string];
  process.stderr.write(`starting over ${lines.length} articles\n`);
  const bot = await startBot(
    {
      slack: { kind: 'http', botToken: 'xoxb-bench', signingSecret: SECRET },
      slackApiUrl: `${base}/api/`,
      port: 0,
      corpus: [STARTER_CORPUS, file],
      home: join(folder, 'home'),
      logLevel: 'warn',
      digests: [],
      curators: [],
    },
    { say: console.error, clock: Date.now, monotonic: () => performance.now() },
  );
  const port = Number(new URL(bot.url ?? '').port);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await sleep(READING_AHEAD);
  const memory: number[] = [];
  const watch = setInterval(() => {
    memory.push(Math.round(process.memoryUsage().rss / 1e6));
  }, 5_000);
  const before = threadTimes();
  const began = performance.now();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  child.send({ port, rate, seconds, texts, distinct: values.distinct } satisfies Order);
  const [sent] = (await once(child, 'message')) as [Sent];
  delay.disable();
  clearInterval(watch);
  const took = (performance.now() - began) / 1000;
  const threads = [...threadTimes()].map(([id, { name, seconds }]) => ({
    name: id === process.pid ? 'main' : name,
    seconds: Number((seconds - (before.get(id)?.seconds ?? 0)).toFixed(1)),
  }));
  const at = (values: readonly number[], share: number): number =>
    Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
  const fifth = Math.floor(memory.length / 5);
  console.log({
    rate,
    seconds,
    passages: Number(/^afghan_brief_passages (\d+)/m.exec(metrics)?.[1]),
    acked: sent.acks.length,
    lost: sent.lost,
    answered: sent.answered,
    ackMs: { p50: at(sent.acks, 0.5), p99: at(sent.acks, 0.99), most: at(sent.acks, 0.9999) },
    answerMs: {
      p50: at(sent.answerMs, 0.5),
      p95: at(sent.answerMs, 0.95),
      p99: at(sent.answerMs, 0.99),
    },
    tookS: Math.round(took),
    cpuS: {
      slack: Number((sent.cpuMs / 1000).toFixed(1)),
      main: threads.find(({ name }) => name === 'main')?.seconds,
      others: threads
        .filter(({ name, seconds }) => name !== 'main' && seconds >= 0.5)
        .map(({ name, seconds }) => `${name} ${seconds}`)
        .join(', '),
    },
    mainThreadStallMs: Math.round(delay.max / 1e6),
    memoryMb: {
      everyFifth: [1, 2, 3, 4, 5].map((part) => memory[part * fifth - 1]),
      most: Math.max(...memory),
    },
  });
  child.kill();
  await bot.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

/** Processor time of each thread of this process so far, by its number, where the system tells (Linux). */
function threadTimes(): Map<number, { readonly name: string; readonly seconds: number }> {
  const found = new Map<number, { readonly name: string; readonly seconds: number }>();
  if (!existsSync(TASKS)) return found;
  for (const id of readdirSync(TASKS)) {
    try {
      const stat = readFileSync(`${TASKS}/${id}/stat`, 'utf8');
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
      found.set(Number(id), { name, seconds });
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}
