// A process of the bot, as far as the store can tell, made to be killed: it answers mentions, posts
// digests and imports articles against the fake Slack of crash-harness.ts.
import type { Desk } from '../../../src/answer/desk.ts';
import type { DigestPoster } from '../../../src/digest/poster.ts';
import { LEASE, runDigest } from '../../../src/digest/run-digest.ts';
import type { PutArticle } from '../../../src/ingest/ports.ts';
import { createHandledEvents } from '../../../src/store/handled-events.ts';
import { createIngestStores } from '../../../src/store/ingest-stores.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createRunLog } from '../../../src/store/run-log.ts';
import { createShownExcerpts } from '../../../src/store/shown-excerpts.ts';
import { createSubscriptions } from '../../../src/store/subscriptions.ts';

interface Job {
  readonly databaseUrl?: string;
  readonly home: string;
  readonly slack: string;
  /** Milliseconds that this process's clock is ahead: far enough for the killed one's leases to end. */
  readonly ahead: number;
  /** Kill this process when that call of the store or of Slack has finished, on the last day. */
  readonly crashAfter: string | null;
  /** Work until killed, or once and then end. */
  readonly forever: boolean;
}

const job = JSON.parse(process.argv[2] ?? '') as Job;
const clock = (): number => Date.now() + job.ahead;

let armed = job.forever;
/** Dies where the job says: after the call `name.member`, for the Web API `slack.<path>`. */
function mortal<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, member) {
      const called = Reflect.get(object, member) as unknown;
      if (typeof called !== 'function') return called;
      return async (...parameters: unknown[]) => {
        const result = await (called as (...all: unknown[]) => unknown).apply(object, parameters);
        const call = `${name}.${name === 'slack' ? parameters[0] : String(member)}`;
        if (armed && call === job.crashAfter) process.kill(process.pid, 'SIGKILL');
        return result;
      };
    },
  });
}

const slack = mortal('slack', {
  async call<T>(path: string, body: object = {}): Promise<T> {
    const response = await fetch(`${job.slack}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await response.json()) as T;
  },
});

const poster: DigestPoster = {
  async post({ subscription, runKey }) {
    const key = `${subscription.id} ${runKey}`;
    const { ts } = await slack.call<{ ts: string }>('post', { key });
    return { kind: 'posted', ts };
  },
  async find(subscription, runKey) {
    const key = `${subscription.id} ${runKey}`;
    const { ts } = await slack.call<{ ts: string | null }>('find', { key });
    return ts === null ? { kind: 'absent' } : { kind: 'found', ts };
  },
  tell: async () => undefined,
};

const store = await openStore({ ...job, clock });
const desk = { published: async () => [], corpusVersion: async () => 'sha256:0' };
const services = {
  deskOf: () => desk as unknown as Desk,
  runLog: mortal('runLog', createRunLog(store)),
  shownExcerpts: mortal('shownExcerpts', createShownExcerpts(store)),
  poster,
  clock,
};
const subscriptions = createSubscriptions(store);
const events = mortal('events', createHandledEvents(store));
const articles = mortal('articles', createIngestStores(store, 'T1').articles);
const lease = () => ({ now: clock(), until: clock() + LEASE });

async function answer(eventId: string, attempts: number): Promise<void> {
  const earlier =
    attempts > 1 ? (await slack.call<{ ts: string | null }>('find', { key: eventId })).ts : null;
  if (earlier === null) await slack.call('reply', { key: eventId });
  await events.done(eventId);
}

async function mentions(): Promise<void> {
  const { eventId } = await slack.call<{ eventId: string | null }>('next-event');
  if (eventId === null) return;
  const claim = await events.claim(eventId, JSON.stringify({ eventId }), lease());
  await slack.call('ack', { eventId });
  if (claim === 'first') await answer(eventId, 1);
}

async function digests(days: readonly string[]): Promise<void> {
  for (const subscription of await subscriptions.list()) {
    for (const day of days) {
      await runDigest({ subscription, key: day, localDate: day }, services);
    }
  }
}

async function imports(): Promise<void> {
  const ids = [];
  for (let count = 0; count < 2; count += 1) {
    ids.push((await slack.call<{ id: string }>('next-article')).id);
  }
  await articles.putAll(ids.map(anImport));
  for (const id of ids) await slack.call('imported', { id });
}

function anImport(id: string): PutArticle {
  const article = {
    id,
    title: id,
    topics: [],
    sources: [],
    body: `Words of ${id}. `.repeat(50),
    regions: [],
  };
  return {
    article,
    version: id,
    bodyHash: id,
    origin: { kind: 'file', location: id },
    by: 'cli',
    at: clock(),
    revive: false,
  };
}

// What the process before left behind.
for (const event of await events.pending(lease(), 1000))
  await answer(event.eventId, event.attempts);
const days = async () => (await slack.call<{ days: readonly string[] }>('days')).days;
await slack.call('opened');
if (job.forever) {
  const forever = async (work: () => Promise<void>): Promise<never> => {
    for (;;) await work();
  };
  const latest = async () => digests((await days()).slice(-2));
  await Promise.all([forever(mentions), forever(latest), forever(imports)]);
}
const all = await days();
await digests(all.slice(0, -1));
armed = true;
await digests(all.slice(-1));
await mentions();
await imports();
await store.close();
