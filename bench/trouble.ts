// The bot as a process of its own against a Slack that is in trouble, one kind after the other, and then
// well again: counts what was answered and posted how often, and what the health routes said meanwhile.
//   npx tsx bench/trouble.ts [http|socket, default http] [seconds of each kind, default 90] [kill] [kind…]
// `kill`: the process is killed and started again in the middle of the trouble.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TROUBLES, type Trouble, TroubledSlack } from './troubled-slack.ts';

const SECRET = 'signing-secret-of-the-bench';
const given = process.argv.slice(2);
const mode = given.includes('socket') ? 'socket' : 'http';
const seconds = Number(given.find((word) => /^\d+$/.test(word)) ?? 90);
const kills = given.includes('kill');
const chosen = TROUBLES.filter((kind) => given.includes(kind));
const kinds = chosen.length > 0 ? chosen : TROUBLES;
/** How long the bot may take to catch up once Slack is well, in ms. */
const CATCH_UP = Math.min(8, 1 + seconds / 10) * 60_000;
const LATE = -1;

const home = mkdtempSync(join(tmpdir(), 'afghan-brief-trouble-'));
const logFile = join(home, 'bot.log');
const slack = new TroubledSlack();
await slack.listen();
const port = await freePort();

// News of today in a channel of its own for every minute of the run.
const began = Date.now();
const corpus = join(home, 'corpus');
mkdirSync(corpus);
const today = new Date(began).toISOString().slice(0, 10);
writeFileSync(
  join(corpus, 'border.md'),
  `---\nid: border\ntitle: A raid at the border\npublisher: Bench\npublishedAt: ${today}\ntopics: [TTP]\n---\n` +
    'The TTP claimed a raid on a border post in Kunar province. Officials in Kabul denied that it came from Afghan soil.\n',
);
const minutes = Math.ceil((kinds.length * seconds) / 60) + 1;
const digests = Array.from({ length: minutes }, (_, minute) => ({
  channel: `C9${String(minute).padStart(3, '0')}`,
  time: new Date(began + (minute + 1) * 60_000).toISOString().slice(11, 16),
}));

let bot = undefined as unknown as ChildProcess;
const exits: string[] = [];
start();
await until(async () => (await ask('/readyz')).status === 200, 300_000, 'the bot to be ready');

interface Asked {
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  acked: boolean;
}
const mentions: Asked[] = [];
const commands: { readonly name: string; readonly user: string; acked: boolean }[] = [];
/** Told in the ack to ask again in a minute. */
let askedToWait = 0;
const undelivered = new Set<Asked>();
const readiness: { at: number; kind: Trouble | null; status: number; reasons: string }[] = [];
const memory: number[] = [];
let unhealthy = 0;
/** Looks at /healthz that took more than four seconds: the machine is busy. */
let late = 0;
let expectDown = false;
let asking = true;

const asker = (async () => {
  for (let number = 1; asking; number += 1) {
    mention(number);
    if (number % 2 === 0) void command(number);
    await sleep(2000);
  }
})();
const redelivery = setInterval(() => {
  for (const asked of undelivered) void deliver(asked);
}, 5000);
const sampler = setInterval(() => void sample(), 1000);

await sleep(10_000);
for (const [index, kind] of kinds.entries()) {
  say(`${kind} for ${seconds} s`);
  await slack.turnTo(kind);
  if (kills && index === Math.floor(kinds.length / 2)) {
    await sleep(seconds * 300);
    expectDown = true;
    bot.kill('SIGKILL');
    await sleep(500);
    start();
    await until(
      async () => (await ask('/healthz')).status === 200,
      300_000,
      'the bot to live again',
    );
    expectDown = false;
    await sleep(seconds * 700);
  } else await sleep(seconds * 1000);
}
const wellAt = Date.now();
await slack.turnTo(null);
say('well again');
asking = false;
await asker;
const ready = () => readiness.some(({ at, status }) => at > wellAt && status === 200);
await until(async () => ready(), CATCH_UP, '/readyz');
const readyAfter =
  (readiness.find(({ at, status }) => at > wellAt && status === 200)?.at ?? 0) - wellAt;
const answeredMentions = () => mentions.filter((one) => times(one) > 0).length;
const answeredCommands = () => commands.filter((one) => reached(one) > 0 || !one.acked).length;
const postedDigests = () => digests.filter(({ channel }) => timesDigest(channel) > 0).length;
await until(
  async () =>
    answeredMentions() === mentions.length &&
    answeredCommands() === commands.length &&
    postedDigests() === digests.length,
  CATCH_UP,
  'everything to be answered',
).catch((error: unknown) => say(String(error)));
const caughtUpAfter = Date.now() - wellAt;
// What would be there twice would come now.
await sleep(Math.min(130_000, seconds * 2000));
clearInterval(redelivery);
clearInterval(sampler);

const log = readFileSync(logFile, 'utf8');
const inTrouble = (kind: Trouble) => readiness.filter((one) => one.kind === kind);
const table = Object.fromEntries(
  kinds.map((kind) => {
    const looks = inTrouble(kind);
    const not = looks.filter(({ status }) => status === 503);
    const answered = looks.filter(({ status }) => status > 0);
    return [kind, `503 in ${not.length} of ${answered.length} looks: ${not.at(-1)?.reasons ?? ''}`];
  }),
);
const report = {
  mode,
  secondsInTrouble: kinds.length * seconds,
  mentions: mentions.length,
  mentionsUnanswered: mentions.filter((one) => times(one) === 0).map(({ id }) => id),
  mentionsTwice: mentions.filter((one) => times(one) > 1).map(({ id }) => id),
  commandsToldToWait: askedToWait,
  commandsAcked: commands.filter(({ acked }) => acked).length,
  commandsUnanswered: commands
    .filter((one) => one.acked && reached(one) === 0)
    .map(({ name }) => name),
  commandsTwice: commands.filter((one) => reached(one) > 1).length,
  digests: digests.length,
  digestsMissing: digests.filter(({ channel }) => timesDigest(channel) === 0),
  digestsTwice: digests.filter(({ channel }) => timesDigest(channel) > 1),
  healthzFailed: unhealthy,
  healthzLate: late,
  readyz: table,
  readyAgainAfterMs: readyAfter,
  caughtUpAfterMs: caughtUpAfter,
  callsToSlack: slack.calls,
  memoryMB: {
    first: memory[5],
    max: Math.max(...memory),
    last: memory.at(-1),
  },
  exits,
  secretsInLog: ['xoxb-', 'xapp-', SECRET, '/respond/', 'raid in Kunar'].filter((word) =>
    log.includes(word),
  ),
};
console.log(JSON.stringify(report, null, 1));
expectDown = true;
bot.kill('SIGTERM');
await new Promise((ended) => bot.once('exit', ended));
const failed =
  report.mentionsUnanswered.length +
  report.mentionsTwice.length +
  report.commandsUnanswered.length +
  report.digestsMissing.length +
  report.digestsTwice.length +
  report.healthzFailed +
  report.secretsInLog.length +
  exits.length;
if (failed === 0) rmSync(home, { recursive: true, force: true });
else say(`the log is kept: ${logFile}`);
process.exit(failed === 0 ? 0 : 1);

function start(): void {
  bot = spawn(
    process.execPath,
    [fileURLToPath(new URL('../src/bin.js', import.meta.url)), 'start'],
    {
      cwd: home,
      env: {
        PATH: process.env.PATH,
        SLACK_BOT_TOKEN: 'xoxb-bench-0123456789',
        ...(mode === 'http'
          ? { SLACK_SIGNING_SECRET: SECRET }
          : { SLACK_APP_TOKEN: 'xapp-bench-0123456789' }),
        SLACK_API_URL: `${slack.base}/api/`,
        PORT: String(port),
        AFGHAN_BRIEF_CORPUS: corpus,
        AFGHAN_BRIEF_HOME: join(home, 'data'),
        AFGHAN_BRIEF_DIGESTS: digests
          .map(({ channel, time }) => `${channel} ${time} UTC`)
          .join(';'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const file = createWriteStream(logFile, { flags: 'a' });
  bot.stdout?.pipe(file);
  bot.stderr?.pipe(file);
  bot.once('exit', (code, signal) => {
    if (!expectDown) exits.push(`code ${code} ${signal ?? ''}`);
  });
}

function mention(number: number): void {
  // A fifth of them are direct messages.
  const channel = number % 5 === 0 ? `D${number}` : `C${number % 10}`;
  const asked = {
    id: `Ev${number}`,
    channel,
    thread: `${1_700_000_000 + number}.000100`,
    acked: false,
  };
  mentions.push(asked);
  undelivered.add(asked);
  void deliver(asked);
}

async function deliver(asked: Asked): Promise<void> {
  const { id, channel, thread } = asked;
  const direct = channel.startsWith('D');
  const event = {
    type: direct ? 'message' : 'app_mention',
    ...(direct ? { channel_type: 'im' } : {}),
    user: `U${id}`,
    channel,
    ts: thread,
    text: `${direct ? '' : '<@UBOT> '}raid in Kunar`,
  };
  const body = { type: 'event_callback', team_id: 'T1', api_app_id: 'A1', event_id: id, event };
  const acked =
    mode === 'socket'
      ? await slack.envelope('events_api', body)
      : await post(JSON.stringify(body), 'application/json');
  if (!acked) return;
  asked.acked = true;
  undelivered.delete(asked);
}

async function command(number: number): Promise<void> {
  const name = `r${number}`;
  const sent: { name: string; user: string; acked: boolean | 'told' } = {
    name,
    user: `UC${number}`,
    acked: false,
  };
  const body = {
    command: '/afghan-brief',
    text: 'raid in Kunar',
    team_id: 'T1',
    user_id: sent.user,
    channel_id: `C${number % 10}`,
    trigger_id: `trigger-${number}`,
    response_url: `${slack.base}/respond/${name}`,
  };
  const form = 'application/x-www-form-urlencoded';
  sent.acked =
    mode === 'socket'
      ? await slack.envelope('slash_commands', body)
      : await post(new URLSearchParams(body).toString(), form);
  // One that is not acked, Slack itself tells the person about; one that is told to wait knows.
  if (sent.acked === 'told') askedToWait += 1;
  else commands.push({ ...sent, acked: sent.acked });
}

async function post(body: string, type: string): Promise<boolean | 'told'> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hash = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  try {
    const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hash}`,
      },
      body,
      signal: AbortSignal.timeout(3000),
    });
    if (response.status !== 200) return false;
    return (await response.text()) === '' ? true : 'told';
  } catch {
    return false;
  }
}

function times({ id, thread }: Asked): number {
  return slack.posts.filter((seen) => seen.thread === thread && seen.mark?.includes(`"${id}"`))
    .length;
}

/** How often a command's answer reached its person. */
function reached({ name, user }: { readonly name: string; readonly user: string }): number {
  const private_ = slack.ephemerals.filter((seen) => seen.user === user && seen.hasBlocks).length;
  const direct = slack.posts.filter((seen) => seen.channel === user && seen.hasBlocks).length;
  return (slack.responses.get(name) ?? 0) + private_ + direct;
}

function timesDigest(channel: string): number {
  return slack.posts.filter((seen) => seen.channel === channel && !seen.thread).length;
}

async function sample(): Promise<void> {
  const [alive, ready_] = await Promise.all([ask('/healthz'), ask('/readyz')]);
  if (!expectDown && alive.status === LATE) late += 1;
  else if (!expectDown && alive.status !== 200) unhealthy += 1;
  readiness.push({
    at: Date.now(),
    kind: slack.trouble,
    status: ready_.status,
    reasons: ready_.body,
  });
  try {
    const status = readFileSync(`/proc/${bot.pid}/status`, 'utf8');
    memory.push(Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024));
  } catch {
    // It is being started again.
  }
}

async function ask(path: string): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      signal: AbortSignal.timeout(4000),
    });
    return { status: response.status, body: (await response.text()).trim() };
  } catch (error) {
    return { status: (error as Error).name === 'TimeoutError' ? LATE : 0, body: '' };
  }
}

async function until(done: () => Promise<boolean>, most: number, what: string): Promise<void> {
  const from = Date.now();
  while (!(await done())) {
    if (Date.now() - from > most) throw new Error(`waited ${most} ms for ${what}`);
    await sleep(250);
  }
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const free = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => found(free));
    });
  });
}

function say(line: string): void {
  process.stderr.write(`${Math.round((Date.now() - began) / 1000)} s: ${line}\n`);
}
