import type { Subscription } from './subscription.ts';

/** Who gets a digest, when. */
export interface Subscriptions {
  /** All of them, or one team's; sorted by id. */
  list(team?: string): Promise<readonly Subscription[]>;
  get(id: string): Promise<Subscription | null>;
  /** Inserts, or replaces the one with the same id. */
  put(subscription: Subscription): Promise<void>;
  /** Whether there was one to remove. */
  remove(id: string): Promise<boolean>;
}

/**
 * A run is one digest of one subscription: `key` is its local date (`2026-11-22`), or
 * `now:<trigger>` for one that a person asked for.
 */
export interface RunKey {
  readonly subscription: string;
  readonly key: string;
}

/** Times are epoch milliseconds; `until` is far longer than the time-out of the HTTP call it covers. */
export interface Lease {
  readonly now: number;
  readonly until: number;
}

export type RunClaim =
  /** Ours until the lease ends. `attempts` counts claims since the last release, this one included: above 1, an earlier one may have posted. */
  | { readonly kind: 'claimed'; readonly attempts: number }
  /** Someone else's lease has not ended. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'finished' };

export type RunResult =
  | { readonly kind: 'posted'; readonly ts: string }
  /** Nothing new, and nothing posted as set. */
  | { readonly kind: 'quiet' }
  /**
   * Will not be tried again; the reason is shown in the settings. `closed`: the channel is, until a person
   * does something.
   */
  | { readonly kind: 'given-up'; readonly reason: string; readonly closed?: true };

export interface FinishedRun extends RunKey {
  readonly result: RunResult;
  /** Epoch milliseconds: what was published before it is covered by this run. */
  readonly coveredUntil: number;
  /** Corpus version that the digest was made from. */
  readonly corpus: string;
}

/** What was posted. Survives restarts and is shared by replicas: the claim is what makes a digest go out once. */
export interface RunLog {
  /** Takes the run unless it is finished or leased: one statement, atomic across processes. */
  claim(run: RunKey, lease: Lease): Promise<RunClaim>;
  /** Records the end of a run. A run that is already finished keeps its first result. */
  finish(run: FinishedRun): Promise<void>;
  /**
   * Our attempt failed; another may start at `notBefore`. Attempts are counted anew: the next one is the
   * first when ours surely did not post, else the second.
   */
  release(run: RunKey, notBefore: number, perhapsPosted: boolean): Promise<void>;
  /** The finished run with the greatest `coveredUntil` that was `posted` or `quiet`. */
  last(subscription: string): Promise<FinishedRun | null>;
  /** The run that was finished latest, given up ones included: what the settings show. */
  latest(subscription: string): Promise<FinishedRun | null>;
}

/**
 * What a reader was already shown, as opaque keys in a scope (`digest:<subscription>` holds article ids).
 * Keys are added after the post that shows them.
 */
export interface ShownExcerpts {
  /** Those of `keys` that the scope holds. */
  shown(scope: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  add(scope: string, keys: readonly string[], at: number): Promise<void>;
}
