import type { FeedState } from './ports.ts';

export interface FeedHealth {
  readonly kind: 'new' | 'well' | 'quiet' | 'failing';
  /** One sentence for people. */
  readonly words: string;
}

const QUIET_AFTER_MS = 14 * 24 * 3_600_000;

/** How a feed does, in words: "read 5 minutes ago; 12 articles so far, the last one 2 hours ago". */
export function feedHealth(state: FeedState, now: number): FeedHealth {
  const next =
    state.nextPollAt <= now ? 'next try due now' : `next try in ${span(state.nextPollAt - now)}`;
  if (state.lastPollAt === undefined) return { kind: 'new', words: 'not read yet' };
  if (state.failures > 0) {
    const times = state.failures === 1 ? 'once' : `${state.failures} times in a row`;
    const since =
      state.lastSuccessAt === undefined
        ? 'never read'
        : `last read ${ago(state.lastSuccessAt, now)}`;
    return {
      kind: 'failing',
      words: `failed ${times}: ${state.problem ?? 'no reason known'}; ${since}; ${next}`,
    };
  }
  const read = `read ${ago(state.lastPollAt, now)}`;
  if (state.added === 0 || state.lastNewAt === undefined) {
    return { kind: 'quiet', words: `${read}; no article yet` };
  }
  const articles = state.added === 1 ? '1 article' : `${state.added} articles`;
  const words = `${read}; ${articles} so far, the last one ${ago(state.lastNewAt, now)}`;
  return { kind: now - state.lastNewAt > QUIET_AFTER_MS ? 'quiet' : 'well', words };
}

function ago(time: number, now: number): string {
  return now - time < 60_000 ? 'just now' : `${span(now - time)} ago`;
}

function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return count(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  if (hours < 48) return count(hours, 'hour');
  return count(Math.round(hours / 24), 'day');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
