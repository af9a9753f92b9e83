import type { Digest } from './compose.ts';
import type { Subscription } from './subscription.ts';

export interface DigestPost {
  readonly subscription: Subscription;
  /** Key of the run, written into the message so that it can be found again. */
  readonly runKey: string;
  /** `null`: the one line of a quiet day. */
  readonly digest: Digest | null;
  /** Local date of the run, `YYYY-MM-DD`. */
  readonly localDate: string;
  /** When it was due, epoch ms, where it is posted late enough to say so. */
  readonly lateSince?: number;
  /** Epoch ms that the digest reaches back to; absent for a channel's first. */
  readonly since?: number;
}

export type PostOutcome =
  | { readonly kind: 'posted'; readonly ts: string }
  /** Not posted, or perhaps posted (a time-out): look before trying again. */
  | { readonly kind: 'unsure'; readonly reason: string }
  /** Surely not posted; another attempt may succeed after `waitMs`. */
  | { readonly kind: 'later'; readonly waitMs: number; readonly reason: string }
  /** Will not succeed until a person does something; `closed`: with this channel. */
  | { readonly kind: 'refused'; readonly reason: string; readonly closed?: true };

/** Where digests go. */
export interface DigestPoster {
  post(post: DigestPost): Promise<PostOutcome>;
  /** Looks for the message of a run. `unknown`: it may not be looked up (a missing permission); `later`: Slack is in no state to say. */
  find(
    subscription: Subscription,
    runKey: string,
    since: number,
  ): Promise<
    | { readonly kind: 'found'; readonly ts: string }
    | { readonly kind: 'absent' | 'unknown' }
    | { readonly kind: 'later'; readonly waitMs: number; readonly reason: string }
  >;
  /** A given-up run is told to the person who set the digest. */
  tell(subscription: Subscription, reason: string): Promise<void>;
}
