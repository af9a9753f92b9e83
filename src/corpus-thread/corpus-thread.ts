import { setImmediate as loopTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Desk } from '../answer/desk.ts';
import { type ServedCorpora, serveCorpora } from '../app/serve-corpus.ts';
import { lowerThreadPriority } from '../search/lower-thread-priority.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { createLanes } from './lanes.ts';
import type { CorpusThreadData, FromCorpusThread, ToCorpusThread } from './messages.ts';

/**
 * The thread that holds the served corpora and answers from them, over a connection of its own to the
 * store. Indexes are built in further threads, so that questions are answered meanwhile.
 */

/** Questions worked on at once: one that waits for a database does not hold up the next. */
const LANES = 4;
/** PostgreSQL connections at most. */
const POOL = 3;
/** What takes no computing to speak of does not wait for questions. */
const QUICK: ReadonlySet<keyof Desk> = new Set(['corpusVersion', 'coverage', 'published']);

if (!parentPort) throw new Error('this runs as a worker thread only');
const port = parentPort;
const send = (message: FromCorpusThread): void => port.postMessage(message);
// The main thread acks requests: it goes first where processors are short.
lowerThreadPriority('answering');
const { config, teams } = workerData as CorpusThreadData;
const inTurn = createLanes(LANES);
const underWay = new Set<Promise<void>>();

await open().catch((error: unknown) => {
  send({ kind: 'unusable', message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});

async function open(): Promise<void> {
  const { home, databaseUrl } = config;
  const place = { home, ...(databaseUrl === undefined ? {} : { databaseUrl }), poolSize: POOL };
  const store = await openStore({ ...place, clock: Date.now });
  const corpora = await serveCorpora({
    config,
    store,
    every: (ms, run) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    say: (line) => send({ kind: 'line', line }),
    onProblem: (error, message) => send({ kind: 'problem', error: String(error), message }),
    idle,
    onIndex: (team, passages) => send({ kind: 'index', team, passages }),
  });
  port.on('message', (message: ToCorpusThread) => receive(message, store, corpora));
  for (const team of teams) await corpora.open(team);
  send({ kind: 'ready' });
}

function receive(message: ToCorpusThread, store: Store, corpora: ServedCorpora): void {
  switch (message.kind) {
    case 'call': {
      const { id, team, method, args } = message;
      const work = async (): Promise<unknown> => {
        const desk = await corpora.open(team);
        return (desk[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
      };
      track(id, QUICK.has(method) ? work() : inTurn(work));
      break;
    }
    case 'forget':
      track(message.id, corpora.forget(message.team));
      break;
    case 'announced':
      store.heard(message.team);
      break;
    case 'stop':
      void stop(store, corpora);
  }
}

async function idle(): Promise<void> {
  do {
    await Promise.all(underWay);
    await loopTurn();
  } while (underWay.size > 0);
}

/** Sends what comes of the work. */
function track(id: number, work: Promise<unknown>): void {
  const done = work
    .then((value) => send({ kind: 'answer', id, value }))
    .catch((error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      send({ kind: 'failed', id, name, message });
    })
    .finally(() => underWay.delete(done));
  underWay.add(done);
}

async function stop(store: Store, corpora: ServedCorpora): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
  await corpora.stop();
  await store.close();
  process.exit(0);
}
