import type { App } from '@slack/bolt';
import type { SlackAppOptions } from './options.ts';

export interface SlackApp {
  readonly app: App;
  /** Connects, then answers what was acked but not answered before the last stop, then ticks every 30 s. */
  start(): Promise<void>;
  /** Stops taking requests and waits for those under way. */
  stop(): Promise<void>;
  /** One pass over due digests and pending events; `start` does this on its own. */
  tick(): Promise<void>;
}

/**
 * The Slack app over a desk. Rejects when the token is refused, before anything is served.
 */
export async function createApp(_options: SlackAppOptions): Promise<SlackApp> {
  throw new Error('not built yet');
}
