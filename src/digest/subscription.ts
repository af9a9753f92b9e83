/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** One channel's order for a digest. A channel has at most one: `id` is `subscriptionId(team, channel)`. */
export interface Subscription {
  readonly id: string;
  /** Slack team id, `T…`. */
  readonly team: string;
  /** Slack channel id, `C…` or `G…`. */
  readonly channel: string;
  /** Wall-clock time, `HH:MM`, 24 hours. */
  readonly localTime: string;
  /** IANA name, such as `Asia/Kabul`. */
  readonly timeZone: string;
  /** Days to post on, sorted, at least one. */
  readonly weekdays: readonly Weekday[];
  /** Topics to include; empty: all of them. */
  readonly topics: readonly string[];
  /** Post one line when nothing is new, instead of nothing. */
  readonly postWhenQuiet: boolean;
  /** Slack user id of the person who set it, or `config`. */
  readonly setBy: string;
  /** ISO instant; due times before it are not caught up. */
  readonly setAt: string;
  /** Nothing is posted: the channel is closed to us. Saving the settings, or inviting us again, ends it. */
  readonly paused?: { readonly reason: string; readonly at: string };
}

/** The one subscription id of a channel. */
export function subscriptionId(team: string, channel: string): string {
  return `${team}/${channel}`;
}
