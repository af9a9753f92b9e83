import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What is used of a desk, a run log and feeds; any object that has these, and more, will do. */
interface Asks {
  ask(...given: never[]): Promise<{ readonly outcome: 'found' | 'not-covered' }>;
}
interface Finishes {
  finish(run: never): Promise<void>;
}
interface SavesState {
  saveState(id: string, state: never): Promise<void>;
}

/** The desks, with every question counted and timed: all workspaces together. */
export function observedDesks<D extends Asks>(
  deskOf: (team: string) => D,
  metrics: Metrics,
  monotonic: () => number,
): (team: string) => D {
  const made = new WeakMap<D, D>();
  return (team) => {
    const desk = deskOf(team);
    const observed = made.get(desk) ?? observedDesk(desk, metrics, monotonic);
    made.set(desk, observed);
    return observed;
  };
}

/** The desk, with every question counted and timed. */
export function observedDesk<D extends Asks>(
  desk: D,
  metrics: Metrics,
  monotonic: () => number,
): D {
  return {
    ...desk,
    async ask(...given: never[]) {
      const from = monotonic();
      try {
        const answer = await desk.ask(...given);
        metrics.question(answer.outcome, (monotonic() - from) / 1000);
        return answer;
      } catch (error) {
        metrics.question('failed', (monotonic() - from) / 1000);
        throw error;
      }
    },
  };
}

/** The run log, with every run that ends counted. */
export function observedRunLog<L extends Finishes>(runLog: L, metrics: Metrics): L {
  return {
    ...runLog,
    async finish(run: never) {
      await runLog.finish(run);
      const { result } = run as { result: { kind: 'posted' | 'quiet' | 'given-up' } };
      metrics.digestRun(result.kind);
    },
  };
}

/** The feeds, with every poll counted. */
export function observedFeeds<F extends SavesState>(feeds: F, metrics: Metrics): F {
  return {
    ...feeds,
    async saveState(id: string, state: never) {
      await feeds.saveState(id, state);
      metrics.feedPoll((state as { failures: number }).failures > 0 ? 'failed' : 'ok');
    },
  };
}

/** An answer that takes so long is a sign of trouble, in ms. */
const SLOW = 5_000;

/**
 * `fetch` for the Web API: counts calls, and tells `health` how Slack is. Rate limits and slow answers
 * count as failures too: three in a row and `/readyz` says that answers are late.
 */
export function observedFetch(
  inner: Fetch,
  metrics: Metrics,
  health: Health,
  monotonic: () => number,
): Fetch {
  return async (input, init) => {
    const method = methodOf(input instanceof Request ? input.url : String(input));
    const from = monotonic();
    try {
      const response = await inner(input, init);
      if (response.status === 429) {
        metrics.slackCall(method, 'rate-limited');
        health.slackFailed(`${method} is rate limited`);
      } else if (response.status >= 500) {
        metrics.slackCall(method, 'failed');
        health.slackFailed(`${method} answered ${response.status}`);
      } else {
        metrics.slackCall(method, 'ok');
        const took = monotonic() - from;
        if (took < SLOW || method === 'file') health.slackAnswered();
        else health.slackFailed(`${method} took ${Math.round(took / 1000)} s`);
      }
      return response;
    } catch (error) {
      metrics.slackCall(method, 'failed');
      health.slackFailed(`${method} got no answer`);
      throw error;
    }
  };
}

/** `chat.postMessage` of its address; response URLs hold secrets and count as `response_url`, shared files as `file`. */
function methodOf(address: string): string {
  const { pathname } = new URL(address);
  if (/^\/files\b/.test(pathname)) return 'file';
  const last = pathname.split('/').at(-1) ?? '';
  return /^[a-z]+(?:\.[a-zA-Z0-9]+)+$/.test(last) ? last : 'response_url';
}
