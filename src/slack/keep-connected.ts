import type { SocketModeReceiver } from '@slack/bolt';
import { mayPass } from './failure.ts';
import type { Log } from './log.ts';

export interface KeepConnectedOptions {
  readonly client: Pick<SocketModeReceiver['client'], 'start' | 'disconnect' | 'on'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly log: Log;
}

/** From the request for an address to Slack's hello, in ms. */
const PATIENCE = 25_000;
const LONGEST_WAIT = 30_000;
/** A connection that lived this long counts as a good one, in ms. */
const GOOD = 60_000;

/**
 * Keeps a Socket Mode connection. The client's own reconnecting ends the process when Slack answers with
 * an error, waits for minutes after a long trouble, and for ever where a connection is accepted and
 * nothing comes; so it is switched off, and each attempt here has an end and a next one.
 */
export function keepConnected({ client, clock, every, log }: KeepConnectedOptions) {
  let running = false;
  let connecting = false;
  let dropped = false;
  let connectedAt = 0;
  let failures = 0;
  let cancel: (() => void) | undefined;

  const after = (ms: number, run: () => void): (() => void) => {
    const stop = every(ms, () => {
      stop();
      run();
    });
    return stop;
  };

  /** Rejects when there is no connection; its remains are taken down then. */
  async function attempt(): Promise<void> {
    connecting = true;
    dropped = false;
    let giveUp = (): void => undefined;
    const tooLong = new Promise<never>((_, reject) => {
      giveUp = after(PATIENCE, () => reject(new Error('Slack said no hello')));
    });
    const start = client.start();
    // The one that is left behind fails later, when nobody waits for it.
    start.catch(() => undefined);
    try {
      await Promise.race([start, tooLong]);
      connectedAt = clock();
    } catch (error) {
      await takeDown();
      throw error;
    } finally {
      giveUp();
      connecting = false;
    }
    // Closed again before anyone could look.
    if (dropped) again();
  }

  /** The client waits for a close that may have been; nobody else does. */
  async function takeDown(): Promise<void> {
    client.disconnect().catch(() => undefined);
  }

  function again(): void {
    if (!running || connecting || cancel) return;
    failures = clock() - connectedAt >= GOOD && connectedAt > 0 ? 0 : failures + 1;
    connectedAt = 0;
    const wait = failures === 0 ? 0 : Math.min(LONGEST_WAIT, 500 * 2 ** failures);
    cancel = after(wait, () => {
      cancel = undefined;
      if (!running) return;
      attempt().then(
        () => log.info({}, 'connected to Slack again'),
        (error: unknown) => {
          log.warn({ error: String(error) }, 'no connection to Slack');
          again();
        },
      );
    });
  }

  client.on('disconnected', () => {
    dropped = true;
    again();
  });

  return {
    /** Rejects when Slack refuses the token; in any other trouble it goes on trying. */
    async start(): Promise<void> {
      running = true;
      try {
        await attempt();
      } catch (error) {
        if (isRefusal(error)) {
          running = false;
          throw error;
        }
        log.warn({ error: String(error) }, 'no connection to Slack yet');
        again();
      }
    },
    async stop(): Promise<void> {
      running = false;
      cancel?.();
      cancel = undefined;
      await takeDown();
    },
  };
}

/** Slack's own word that it will not have us, such as `invalid_auth`. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'WebAPIPlatformError' && !mayPass(error);
}
