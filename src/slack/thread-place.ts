import type { ThreadKey } from './ports.ts';

/** A thread as one word that other parts keep without reading it: `team/channel/thread_ts`. */
export function placeOf({ team, channel, thread }: ThreadKey): string {
  return `${team}/${channel}/${thread}`;
}

/** The thread of a place; `null`: it is none of ours. */
export function threadOf(place: string): ThreadKey | null {
  const [team, channel, thread, ...others] = place.split('/');
  if (team === undefined || !channel || !thread || others.length > 0) return null;
  return { team, channel, thread };
}
