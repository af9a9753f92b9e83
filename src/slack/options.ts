import type { Authorize, Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { DeskOf } from '../answer/desk.ts';
import type { RunLog, ShownExcerpts, Subscriptions } from '../digest/ports.ts';
import type { Log } from './log.ts';
import type {
  Feedback,
  HandledEvents,
  Ingest,
  Policy,
  Questions,
  RecordShown,
  Threads,
  Uninstalled,
} from './ports.ts';

/** How requests reach us. */
export type Connection =
  /** The caller's own receiver (the local workspace). It is wrapped: duplicates never reach Bolt. */
  | { readonly kind: 'receiver'; readonly receiver: Receiver }
  /** Signed requests to `POST /slack/events`. */
  | {
      readonly kind: 'http';
      readonly signingSecret: string;
      /** 0: any free one. */
      readonly port: number;
      /** @default '0.0.0.0' */
      readonly host?: string;
      /** Further routes (health, metrics) on the same server. */
      readonly routes?: readonly Route[];
    }
  /** A web socket that we open: no public address needed. */
  | { readonly kind: 'socket'; readonly appToken: string };

export interface Route {
  readonly path: string;
  readonly method: string;
  readonly handler: (
    request: import('node:http').IncomingMessage,
    response: import('node:http').ServerResponse,
  ) => void;
}

/** Whose token we speak with: one workspace's, or the installation that `authorize` finds. */
export type Identity = { readonly botToken: string } | { readonly authorize: Authorize<boolean> };

export interface Stores {
  readonly subscriptions: Subscriptions;
  readonly runLog: RunLog;
  readonly shownExcerpts: ShownExcerpts;
  readonly handledEvents: HandledEvents;
  readonly feedback: Feedback;
  readonly threads: Threads;
  readonly questions: Questions;
}

export interface SlackAppOptions {
  /** A workspace's desk; asked anew for every request, so it may open the corpus only then. */
  readonly deskOf: DeskOf;
  readonly connection: Connection;
  readonly identity: Identity;
  /** @default 'https://slack.com/api/' */
  readonly slackApiUrl?: string;
  /** Used for the Web API and for response URLs. @default globalThis.fetch */
  readonly fetch?: NonNullable<WebClientOptions['fetch']>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Waits; used for `Retry-After` and to keep to one message a second and channel. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Calls `run` every `ms` until the returned function is called; not overlapping is our concern. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** Whether this replica posts digests; asked before each. @default always */
  readonly leads?: () => boolean;
  readonly log: Log;
  /** Whether question texts may be logged (at `debug`). @default false */
  readonly logQuestions?: boolean;
  readonly stores: Stores;
  /** Of a workspace. @default admins for all three */
  readonly policyOf?: (team: string) => Policy;
  /** Without it, everything stays as it is when the app is removed from a workspace. */
  readonly uninstalled?: Uninstalled;
  /** Without it, `add` answers that adding is not set up. */
  readonly ingest?: Ingest;
  /** Told the words of every answer and digest that was posted for all to see; without it, nothing is kept. */
  readonly shown?: RecordShown;
  /** @default '/afghan-brief' */
  readonly command?: string;
}
