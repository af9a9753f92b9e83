import type { Lease } from '../digest/ports.ts';

export interface PendingEvent {
  readonly eventId: string;
  /** The request body as JSON, as it was claimed. */
  readonly payload: string;
  /** Attempts so far, the first included: above 1, an earlier one may have answered. */
  readonly attempts: number;
}

/**
 * What Slack sent, recorded before the ack: a duplicate delivery is answered once, and what was acked
 * but not answered before a crash is answered after it.
 * @see https://docs.slack.dev/apis/events-api/#retries
 */
export interface HandledEvents {
  /** Atomic: exactly one caller is `first`. An empty payload is never pending (nothing to replay). */
  claim(eventId: string, payload: string, lease: Lease): Promise<'first' | 'duplicate'>;
  /** Answered. The payload is forgotten, the id is kept so that a late duplicate is known. */
  done(eventId: string): Promise<void>;
  /** Takes over, oldest first, what is not done and whose lease has ended; each goes to one caller. */
  pending(lease: Lease): Promise<readonly PendingEvent[]>;
}

export interface FeedbackEntry {
  /** One a person and answer: the same id replaces the entry. */
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly channel?: string;
  readonly question: string;
  readonly corpus: string;
  readonly verdict: 'useful' | 'not-useful';
  readonly reason?: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Feedback {
  put(entry: FeedbackEntry): Promise<void>;
  /** Newest first. */
  list(team: string, limit: number): Promise<readonly FeedbackEntry[]>;
}

export interface ThreadKey {
  readonly team: string;
  readonly channel: string;
  /** `ts` of the thread's first message. */
  readonly thread: string;
}

/** A thread that the bot was asked in: only there it answers without being mentioned. */
export interface AskedThread extends ThreadKey {
  /** The last question that named a topic: it carries over to one that names none. */
  readonly question: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Threads {
  get(key: ThreadKey): Promise<AskedThread | null>;
  put(thread: AskedThread): Promise<void>;
}

export interface AskedQuestion {
  readonly team: string;
  readonly user: string;
  readonly question: string;
  readonly outcome: 'found' | 'not-covered';
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A person's own last questions, for the App Home. */
export interface Questions {
  add(question: AskedQuestion): Promise<void>;
  /** Newest first, one entry a distinct question. */
  recent(team: string, user: string, limit: number): Promise<readonly AskedQuestion[]>;
}

export interface Actor {
  readonly team: string;
  readonly user: string;
}

export type IngestResult =
  | {
      readonly kind: 'added' | 'updated' | 'unchanged';
      readonly url: string;
      readonly articleId: string;
      readonly title: string;
    }
  /** `reason` is one line for a person: what failed and what to do. */
  | { readonly kind: 'refused'; readonly url: string; readonly reason: string };

/** Adding to the corpus from Slack. */
export interface Ingest {
  /** A page gives one result, a feed several. */
  add(url: string, actor: Actor): Promise<readonly IngestResult[]>;
}

/** `admins`: workspace admins and owners, as `users.info` says. */
export type Rule = 'everyone' | 'admins' | { readonly users: readonly string[] };

/** Who may do what. */
export interface Policy {
  readonly digests: Rule;
  readonly sources: Rule;
  /** Who may read the feedback. */
  readonly curators: Rule;
}
