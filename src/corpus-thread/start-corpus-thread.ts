import { Worker } from 'node:worker_threads';
import type { Desk, DeskOf } from '../answer/desk.ts';
import { QuestionError } from '../answer/question.ts';
import type { CorpusThreadData, FromCorpusThread, ToCorpusThread } from './messages.ts';
import { remoteDesk } from './remote-desk.ts';

export interface CorpusThreadOptions extends CorpusThreadData {
  /** Calls back after so many milliseconds, unless cancelled. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Tells the person who started it what was wrong with an article, a line each. */
  readonly say: (line: string) => void;
  readonly onProblem: (error: string, message: string) => void;
  /** Whether the thread serves; called at every change. */
  readonly onUp: (up: boolean) => void;
  /** @default a worker thread of `corpus-thread-entry.js` */
  readonly spawn?: (data: CorpusThreadData) => Worker;
}

/** The served corpora, in a thread of their own. */
export interface CorpusThread {
  /** A workspace's desk; its corpus is opened by the first question, if it was not opened at the start. */
  readonly deskOf: DeskOf;
  /** In the indexes that are served, all workspaces together. */
  passages(): number;
  /** Something was committed to the workspace's articles. */
  announced(team: string): void;
  /** Serves the workspace no longer. */
  forget(team: string): Promise<void>;
  /** Finishes the answers under way. */
  stop(): Promise<void>;
}

/** What waits for the thread: sent again, once, when the thread ends before it answers. */
interface Waiting {
  readonly message: Extract<ToCorpusThread, { readonly id: number }>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  retried: boolean;
}

/** Before a thread that ended is started again, in ms: more after each that ended without serving. */
const RESTART = 100;
const MOST_RESTART = 30_000;
/** After this many in a row, questions do not wait for the next start. */
const MOST_FAILURES = 3;

/**
 * Starts the thread and resolves when it serves. A thread that ends unasked is started again. It is never
 * terminated from outside: libsql ends the whole process when that happens in the middle of a query.
 * @throws what keeps it from serving the first time.
 */
export async function startCorpusThread(options: CorpusThreadOptions): Promise<CorpusThread> {
  const { config, teams, after, onUp, spawn = spawnThread } = options;
  const waiting = new Map<number, Waiting>();
  const sizes = new Map<string, number>();
  const opened = new Set(teams);
  let lastId = 0;
  let served = false;
  let failures = 0;
  let worker: Worker | null = null;
  let stopping: Promise<void> | null = null;
  let cancelRestart = (): void => undefined;

  const post = (message: ToCorpusThread): void => worker?.postMessage(message);

  /** @returns when it serves, or cannot; rejects with the reason. */
  function launch(): Promise<void> {
    const current = spawn({ config, teams: [...opened] });
    worker = current;
    return new Promise<void>((resolve, reject) => {
      let reason = 'it ended';
      let ready = false;
      current.on('message', (message: FromCorpusThread) => {
        if (message.kind === 'ready') {
          ready = true;
          served = true;
          failures = 0;
          onUp(true);
          resolve();
        } else if (message.kind === 'unusable') {
          reason = message.message;
        } else receive(message);
      });
      current.on('error', (error: Error) => {
        reason = error.message;
      });
      current.on('exit', () => {
        reject(new Error(reason));
        if (worker === current) ended(reason, ready);
      });
    });
  }

  function receive(message: FromCorpusThread): void {
    switch (message.kind) {
      case 'answer':
        take(message.id)?.resolve(message.value);
        break;
      case 'failed':
        take(message.id)?.reject(errorOf(message.name, message.message));
        break;
      case 'index':
        sizes.set(message.team, message.passages);
        break;
      case 'line':
        options.say(message.line);
        break;
      case 'problem':
        options.onProblem(message.error, message.message);
    }
  }

  function take(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  }

  /** @param ready Whether it had served: one that could not even start has tried no question. */
  function ended(reason: string, ready: boolean): void {
    worker = null;
    onUp(false);
    for (const [id, call] of waiting) {
      if (stopping || failures > MOST_FAILURES || (ready && call.retried))
        take(id)?.reject(new Error(`the corpus thread ended: ${reason}`));
      if (ready) call.retried = true;
    }
    if (stopping || !served) return;
    options.onProblem(reason, 'the corpus thread ended; it is started again');
    cancelRestart = after(Math.min(RESTART * 2 ** failures, MOST_RESTART), () => {
      failures += 1;
      launch().catch(() => undefined);
      for (const { message } of waiting.values()) post(message);
    });
  }

  function ask(make: (id: number) => Waiting['message']): Promise<unknown> {
    if (stopping) return Promise.reject(new Error('the corpus is served no longer: the bot stops'));
    if (failures > MOST_FAILURES) return Promise.reject(new Error('the corpus cannot be served'));
    lastId += 1;
    const message = make(lastId);
    return new Promise((resolve, reject) => {
      waiting.set(message.id, { message, resolve, reject, retried: false });
      // Without a thread it is sent when there is one again.
      post(message);
    });
  }

  async function stop(): Promise<void> {
    cancelRestart();
    const current = worker;
    if (current) {
      const exit = new Promise((done) => current.once('exit', done));
      post({ kind: 'stop' });
      await exit;
    }
  }

  await launch();
  const desks = new Map<string, Desk>();
  return {
    deskOf(team) {
      opened.add(team);
      const desk =
        desks.get(team) ??
        remoteDesk((method, args) => ask((id) => ({ kind: 'call', id, team, method, args })));
      desks.set(team, desk);
      return desk;
    },
    passages: () => [...sizes.values()].reduce((sum, each) => sum + each, 0),
    announced: (team) => post({ kind: 'announced', team }),
    async forget(team) {
      for (const known of [opened, desks, sizes]) known.delete(team);
      await ask((id) => ({ kind: 'forget', id, team }));
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

function spawnThread(workerData: CorpusThreadData): Worker {
  return new Worker(new URL('./corpus-thread-entry.js', import.meta.url), { workerData });
}

/** Errors that a person can mend are told apart by their class and name. */
function errorOf(name: string, message: string): Error {
  if (name === 'QuestionError') return new QuestionError(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
