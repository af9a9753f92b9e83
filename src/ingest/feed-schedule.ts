import type { Feed, FeedState } from './ports.ts';

export type PollOutcome =
  | {
      readonly kind: 'read';
      readonly added: number;
      readonly etag?: string;
      readonly lastModified?: string;
    }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number };

/** Polls are spread by this share of the interval, either way, so that feeds do not fall due together. */
const JITTER = 0.1;
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * A feed's state after a poll. Failures wait twice as long each time, up to a day; what the server
 * asks for in `Retry-After` counts when it is longer.
 * @param random Number in [0, 1).
 */
export function afterPoll(
  feed: Feed,
  outcome: PollOutcome,
  now: number,
  random: number,
): FeedState {
  const { state, intervalMs } = feed;
  const spread = 1 + JITTER * (2 * random - 1);
  if (outcome.kind === 'failed') {
    const backOff = Math.min(intervalMs * 2 ** Math.min(state.failures + 1, 20), LONGEST_WAIT_MS);
    const wait = Math.max(
      backOff * spread,
      Math.min(outcome.retryAfterMs ?? 0, 7 * LONGEST_WAIT_MS),
    );
    return {
      ...state,
      nextPollAt: Math.round(now + wait),
      failures: state.failures + 1,
      lastPollAt: now,
      problem: outcome.reason,
    };
  }
  const { problem: _, ...sound } = state;
  const read = {
    ...sound,
    nextPollAt: Math.round(now + intervalMs * spread),
    failures: 0,
    lastPollAt: now,
    lastSuccessAt: now,
  };
  if (outcome.kind === 'not-modified') return read;
  const { etag: _etag, lastModified: _lastModified, ...rest } = read;
  return {
    ...rest,
    ...(outcome.etag === undefined ? {} : { etag: outcome.etag }),
    ...(outcome.lastModified === undefined ? {} : { lastModified: outcome.lastModified }),
    ...(outcome.added > 0 ? { lastNewAt: now } : {}),
    added: state.added + outcome.added,
  };
}
