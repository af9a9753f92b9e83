/** Milliseconds after which a socket without event or ping counts as dead. Slack pings about every 10 s. */
export const SOCKET_SILENCE = 60_000;
/** So many calls to Slack have to fail, or be slow, in a row before the bot calls itself not ready. */
const SLACK_FAILURES = 3;

export interface HealthOptions {
  /** Milliseconds that only ever grow (`performance.now`). */
  readonly monotonic: () => number;
  /** Whether events come through a socket, which has to be heard of. @default false */
  readonly socket?: boolean;
}

export interface HealthReport {
  readonly ready: boolean;
  /** Why it is not ready, for a person; empty when it is. Never a secret or a question. */
  readonly reasons: readonly string[];
}

/** What the parts of the bot tell, and what `/readyz` says of it. Pure: the clock is given. */
export interface Health {
  /** The index is built, the store open, and Slack has answered. */
  started(): void;
  /** No new work is taken; what is under way is finished. */
  stopping(): void;
  /** An event, a ping or a pong came through the socket. */
  heard(): void;
  socketClosed(): void;
  /** A call of the Web API succeeded, or failed for a reason on Slack's side (429, 5xx, no answer). */
  slackAnswered(): void;
  slackFailed(reason: string): void;
  /** The corpus can be asked; or not, until it is loaded again. */
  corpusServed(): void;
  corpusLost(): void;
  storeAnswered(): void;
  storeFailed(reason: string): void;
  /** Whether only a call that succeeds makes it ready again. */
  slackTroubled(): boolean;
  report(): HealthReport;
}

export function createHealth({ monotonic, socket = false }: HealthOptions): Health {
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  let heardAt: number | null = null;
  let slackFailures: {
    readonly since: number;
    readonly count: number;
    readonly reason: string;
  } | null = null;
  let corpusLost = false;
  let storeFailure: string | null = null;

  const troubled = (): boolean => (slackFailures?.count ?? 0) >= SLACK_FAILURES;
  const seconds = (since: number): string => `${Math.round((monotonic() - since) / 1000)} s`;

  return {
    started() {
      if (phase === 'starting') phase = 'running';
    },
    stopping() {
      phase = 'stopping';
    },
    heard() {
      heardAt = monotonic();
    },
    socketClosed() {
      heardAt = null;
    },
    slackAnswered() {
      slackFailures = null;
    },
    slackFailed(reason) {
      const { since, count } = slackFailures ?? { since: monotonic(), count: 0 };
      slackFailures = { since, count: count + 1, reason };
    },
    corpusServed() {
      corpusLost = false;
    },
    corpusLost() {
      corpusLost = true;
    },
    storeAnswered() {
      storeFailure = null;
    },
    storeFailed(reason) {
      storeFailure = reason;
    },
    slackTroubled: troubled,
    report() {
      const reasons: string[] = [];
      if (phase === 'starting')
        reasons.push('starting: the index is not built yet, or Slack has not answered yet');
      if (phase === 'stopping') reasons.push('stopping: no new requests are taken');
      if (socket && heardAt === null) reasons.push('not connected to Slack');
      if (socket && heardAt !== null && monotonic() - heardAt >= SOCKET_SILENCE) {
        reasons.push(`no event and no ping from Slack for ${seconds(heardAt)}`);
      }
      if (slackFailures !== null && troubled()) {
        const { count, reason, since } = slackFailures;
        reasons.push(`Slack fails for ${seconds(since)}, ${count} calls in a row: ${reason}`);
      }
      if (corpusLost) reasons.push('the corpus is being loaded again');
      if (storeFailure !== null) reasons.push(`the store does not answer: ${storeFailure}`);
      return { ready: reasons.length === 0, reasons };
    },
  };
}
