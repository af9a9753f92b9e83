import type { WordChange } from '../answer/desk.ts';
import type { Span } from '../article/span.ts';
import type { Lease } from '../digest/ports.ts';

export interface PendingEvent {
  readonly eventId: string;
  /** The request body as JSON, as it was claimed. */
  readonly payload: string;
  /**
   * Attempts so far, this one included: above 1, an earlier one may have answered. Counted from 1 again
   * after `release`, so that a high number means attempts that ended without a word.
   */
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
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
  /**
   * Takes over at most `limit` of what is not done and whose lease has ended: first what was attempted
   * least, then the oldest. Each goes to one caller.
   */
  pending(lease: Lease, limit: number): Promise<readonly PendingEvent[]>;
  /** An attempt failed, and another may succeed from `notBefore` on (epoch milliseconds). */
  release(eventId: string, notBefore: number): Promise<void>;
  /** What is still being answered stays ours until `until` (epoch milliseconds). */
  extend(eventIds: readonly string[], until: number): Promise<void>;
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

/** What was added by people and feeds, and then removed. */
export interface RemovedArticle {
  readonly id: string;
  readonly title: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Who removed it, in words. */
  readonly by: string;
}

export type RemoveResult =
  | { readonly kind: 'article' | 'feed'; readonly id: string; readonly title: string }
  /** `reason` is one line for a person. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A feed and how it does. */
export interface FeedLine {
  readonly title: string;
  readonly url: string;
  /** "read 5 minutes ago; 12 articles so far, …" */
  readonly health: string;
  /** Only items that mention one of these; empty: all items. */
  readonly topics: readonly string[];
}

/** Adding to the corpus from Slack, and taking out again. */
export interface Ingest {
  /**
   * A page gives one result, a feed several.
   * @param topics Of a feed: only items that mention one of them.
   */
  add(url: string, actor: Actor, topics?: readonly string[]): Promise<readonly IngestResult[]>;
  /** A file that a person shared; `url` of the results is its name. A .jsonl gives several. */
  addFile(
    name: string,
    bytes: Uint8Array,
    contentType: string | undefined,
    actor: Actor,
  ): Promise<readonly IngestResult[]>;
  /** @param name Id or address of an article or a feed. */
  remove(name: string, actor: Actor): Promise<RemoveResult>;
  /** Brings a removed article back. */
  undo(id: string, actor: Actor): Promise<RemoveResult>;
  /** What `undo` takes, removed last first. */
  removed(team: string): Promise<readonly RemovedArticle[]>;
  feeds(team: string): Promise<readonly FeedLine[]>;
}

/** Words of an article that stand in a posted answer: `text` is `body.slice(start, end)`. */
export interface ShownSpan extends Span {
  readonly articleId: string;
  readonly text: string;
}

/** Keeps what a thread was shown, so that it can be told when the words change. */
export type RecordShown = (place: string, spans: readonly ShownSpan[]) => Promise<void>;

/** What became of words that a thread was shown. */
export interface ShownChange {
  /** The words as they were shown. */
  readonly shown: string;
  /**
   * Word by word: `missing` only in the words that were shown, `added` only in the article now.
   * Absent: the article has no words close to them any more.
   */
  readonly words?: readonly WordChange[];
}

/** A message owed to one thread about one article that changed, or whose page was taken down. */
export interface ChangeNotice {
  readonly kind: 'changed' | 'gone';
  /** The same notice has the same key: it is posted once. */
  readonly key: string;
  /** As it was given to `RecordShown`. */
  readonly place: string;
  readonly article: {
    readonly id: string;
    readonly title: string;
    readonly publisher?: string;
    readonly url?: string;
  };
  /** At least one. */
  readonly changes: readonly ShownChange[];
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

/**
 * Deletes what is kept for a workspace whose tokens were revoked. Rejects when another attempt may succeed.
 * @param at When they were, in epoch milliseconds: an installation since then is left alone.
 */
export type Uninstalled = (team: string, at: number) => Promise<void>;
