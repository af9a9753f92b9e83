import type { Health } from './health.ts';

export interface ProbeSlackOptions {
  readonly health: Pick<Health, 'slackTroubled'>;
  /** Tells `health` how Slack is; see `observedFetch`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<unknown>;
  /** Base of the Web API, with its slash at the end. */
  readonly slackApiUrl: string;
  readonly every: (ms: number, run: () => void) => () => void;
}

const LOOK = 10_000;
const TIMEOUT = 10_000;

/**
 * Asks Slack how it is while it is in trouble. A replica that is not ready gets no requests, so makes no
 * calls of its own that could succeed: without this it would never be ready again.
 * @returns what ends it.
 * @see https://docs.slack.dev/reference/methods/api.test
 */
export function probeSlack({ health, fetch, slackApiUrl, every }: ProbeSlackOptions): () => void {
  let asking = false;
  return every(LOOK, () => {
    if (asking || !health.slackTroubled()) return;
    asking = true;
    const signal = AbortSignal.timeout(TIMEOUT);
    fetch(`${slackApiUrl}api.test`, { method: 'POST', signal })
      // What came of it, `health` was told.
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  });
}
