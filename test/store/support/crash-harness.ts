import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createIngestStores } from '../../../src/store/ingest-stores.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { createSubscriptions } from '../../../src/store/subscriptions.ts';
import { aSubscription } from '../../digest/digest-stores-contract.ts';
import type { StorePlace } from './engines.ts';

const WORKER = fileURLToPath(new URL('./crash-worker.ts', import.meta.url));
/** Longer than the leases of a killed process. */
const APART = 600_000;

export interface CrashReport {
  readonly opened: number;
  readonly digests: number;
  readonly answers: number;
  readonly articles: number;
  /** Keys of what was posted more than once. */
  readonly twice: readonly string[];
  /** Keys of what was accepted, or acknowledged, and never posted. */
  readonly missing: readonly string[];
  /** Ids of articles whose import was acknowledged and that are not in the store. */
  readonly lost: readonly string[];
}

export interface CrashHarness {
  /** Starts a worker; resolves when it has opened the store and picked up what was left. */
  start(options: {
    readonly crashAfter: string | null;
    readonly forever: boolean;
  }): Promise<Worker>;
  /** The worker that was started last. */
  current(): Worker;
  /** The next day: another digest is due for every subscription. */
  nextDay(): void;
  /** A mention that Slack delivers until it is acknowledged. */
  mention(): void;
  report(): Promise<CrashReport>;
  stop(): Promise<void>;
}

export interface Worker {
  readonly process: ChildProcess;
  readonly ended: Promise<'ended' | 'killed'>;
}

/** A fake Slack on loopback that remembers everything, and workers to kill. */
export async function startCrashHarness(
  place: StorePlace,
  store: Store,
  subscriptions: number,
): Promise<CrashHarness> {
  const posts: string[] = [];
  const undelivered: string[] = [];
  const acked = new Set<string>();
  const imported = new Set<string>();
  const days: string[] = [];
  let mentions = 0;
  let articles = 0;
  let opened = 0;
  let started = 0;
  let current: Worker | null = null;
  let isOpen: () => void = () => undefined;

  for (let number = 1; number <= subscriptions; number += 1) {
    const id = `T1/C${number}`;
    await createSubscriptions(store).put({ ...aSubscription, id, channel: `C${number}` });
  }
  const tsOf = (key: string): string | null => {
    const at = posts.indexOf(key);
    return at === -1 ? null : `1.${at}`;
  };
  const mention = (): void => {
    mentions += 1;
    undelivered.push(`Ev${mentions}`);
  };
  const post = ({ key = '' }): object => {
    posts.push(key);
    return { ts: tsOf(key) };
  };
  const answers: Record<string, (body: { key?: string; eventId?: string; id?: string }) => object> =
    {
      post,
      reply: post,
      find: ({ key = '' }) => ({ ts: tsOf(key) }),
      'next-event': () => ({ eventId: undelivered[0] ?? null }),
      ack({ eventId = '' }) {
        acked.add(eventId);
        undelivered.splice(0, undelivered.length, ...undelivered.filter((id) => id !== eventId));
        if (undelivered.length === 0 && endless) mention();
        return {};
      },
      days() {
        // Asked again and again, also by the worker after one that was killed with its work just done.
        const last = days.at(-1) ?? '';
        const all = posts.filter((key) => key.endsWith(` ${last}`)).length;
        if (endless && all >= subscriptions) nextDay();
        return { days };
      },
      'next-article': () => {
        articles += 1;
        return { id: `article-${articles}` };
      },
      imported({ id = '' }) {
        imported.add(id);
        return {};
      },
      opened() {
        opened += 1;
        isOpen();
        return {};
      },
    };
  let endless = false;
  const nextDay = (): void => {
    const day = new Date(Date.UTC(2026, 0, 1 + days.length)).toISOString().slice(0, 10);
    days.push(day);
  };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const answer = answers[(request.url ?? '').slice(1)];
      response.end(JSON.stringify(answer?.(JSON.parse(body || '{}')) ?? {}));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  return {
    nextDay,
    mention,
    async start({ crashAfter, forever }) {
      endless = forever;
      started += 1;
      const job = {
        ...place,
        slack: `http://127.0.0.1:${port}`,
        ahead: started * APART,
        crashAfter,
        forever,
      };
      const process_ = spawn(process.execPath, ['--import', 'tsx', WORKER, JSON.stringify(job)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const open = new Promise<void>((resolve) => {
        isOpen = resolve;
      });
      const ended = new Promise<'ended' | 'killed'>((resolve, reject) => {
        process_.on('exit', (code, signal) => {
          if (signal === 'SIGKILL') resolve('killed');
          else if (code === 0) resolve('ended');
          else reject(new Error(`the worker failed with code ${code} ${signal ?? ''}`));
        });
      });
      const worker = { process: process_, ended };
      current = worker;
      await Promise.race([open, ended]);
      return worker;
    },
    current() {
      if (current === null) throw new Error('no worker was started');
      return current;
    },
    async report() {
      const wanted = [
        ...days.flatMap((day) =>
          Array.from({ length: subscriptions }, (_, at) => `T1/C${at + 1} ${day}`),
        ),
        ...acked,
      ];
      const posted = new Set(posts);
      const { articles: stored } = createIngestStores(store, 'T1');
      const lost: string[] = [];
      for (const id of imported) {
        if ((await stored.get(id))?.article.body !== `Words of ${id}. `.repeat(50)) lost.push(id);
      }
      return {
        opened,
        digests: posts.filter((key) => key.startsWith('T1/')).length,
        answers: posts.filter((key) => key.startsWith('Ev')).length,
        articles: imported.size,
        twice: posts.filter((key, at) => posts.indexOf(key) !== at),
        missing: wanted.filter((key) => !posted.has(key)),
        lost,
      };
    },
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}
