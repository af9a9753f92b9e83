import type { Desk } from '../answer/desk.ts';
import type { RunLog } from '../digest/ports.ts';
import type { Feeds } from '../ingest/ports.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** The desk, with every question counted and timed. */
export function observedDesk(desk: Desk, metrics: Metrics, monotonic: () => number): Desk {
  return {
    ...desk,
    async ask(question, options) {
      const from = monotonic();
      try {
        const answer = await desk.ask(question, options);
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
export function observedRunLog(runLog: RunLog, metrics: Metrics): RunLog {
  return {
    ...runLog,
    async finish(run) {
      await runLog.finish(run);
      metrics.digestRun(run.result.kind);
    },
  };
}

/** The feeds, with every poll counted. */
export function observedFeeds(feeds: Feeds, metrics: Metrics): Feeds {
  return {
    ...feeds,
    async saveState(id, state) {
      await feeds.saveState(id, state);
      metrics.feedPoll(state.failures > 0 ? 'failed' : 'ok');
    },
  };
}

/**
 * `fetch` for the Web API: counts calls, and tells `health` how Slack is. Rate limits count as
 * failures too: three in a row and `/readyz` says that answers are late.
 */
export function observedFetch(inner: Fetch, metrics: Metrics, health: Health): Fetch {
  return async (input, init) => {
    const method = methodOf(input instanceof Request ? input.url : String(input));
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
        health.slackAnswered();
      }
      return response;
    } catch (error) {
      metrics.slackCall(method, 'failed');
      health.slackFailed(`${method} got no answer`);
      throw error;
    }
  };
}

/** `chat.postMessage` of its address; response URLs hold secrets and count as `response_url`. */
function methodOf(address: string): string {
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  return /^[a-z]+(?:\.[a-zA-Z0-9]+)+$/.test(last) ? last : 'response_url';
}
