import type { App, Receiver } from '@slack/bolt';
import type { Log } from './log.ts';

/** What the app acked with: for commands and view submissions, a message or a response action. */
export type Acked =
  | { readonly kind: 'acked'; readonly response: unknown }
  /** It ended without an ack: in Slack, "operation_timeout" or "dispatch_failed". */
  | { readonly kind: 'not-acked' };

export interface LocalReceiver extends Receiver {
  /**
   * Hands a payload to the app. Resolves at the ack, as Slack goes on then; the listeners may still run.
   */
  deliver(body: Readonly<Record<string, unknown>>): Promise<Acked>;
  /** Resolves when every listener that was started has ended. */
  idle(): Promise<void>;
}

/** Bolt's receiver for requests that come from the page instead of from Slack. */
export function createLocalReceiver(log: Log): LocalReceiver {
  let app: App | undefined;
  const running = new Set<Promise<void>>();
  return {
    init(bolt) {
      app = bolt;
    },
    async start() {},
    async stop() {},
    deliver(body) {
      const bolt = app;
      if (!bolt) throw new Error('A payload came before the app was there.');
      return new Promise((resolve) => {
        const run = bolt
          .processEvent({
            body: { ...body },
            ack: async (response?: unknown) => resolve({ kind: 'acked', response }),
          })
          .catch((error: unknown) => {
            log.error({ error: String(error) }, 'a listener failed');
          })
          .finally(() => {
            running.delete(run);
            resolve({ kind: 'not-acked' });
          });
        running.add(run);
      });
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
