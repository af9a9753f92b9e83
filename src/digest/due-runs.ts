import { Temporal } from 'temporal-polyfill';
import { instantOf, localDate } from './local-time.ts';
import type { Subscription, Weekday } from './subscription.ts';

export interface DueRun {
  readonly subscription: Subscription;
  /** The local date it belongs to: with the subscription, the key of its claim. */
  readonly localDate: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  /** Epoch milliseconds: from then on it is left to the next day. */
  readonly until: number;
}

export interface DueOptions {
  /** A digest is still posted this long after its time, in ms; later it is left to the next day. @default 4 hours */
  readonly lateWindow?: number;
}

const FOUR_HOURS = 4 * 3_600_000;

/**
 * The runs whose time has come, oldest first. Yesterday's local date counts too, for times close to
 * midnight. Times before a subscription was set are not caught up.
 */
export function dueRuns(
  now: number,
  subscriptions: readonly Subscription[],
  options: DueOptions = {},
): readonly DueRun[] {
  const { lateWindow = FOUR_HOURS } = options;
  return subscriptions
    .filter((subscription) => subscription.paused === undefined)
    .flatMap((subscription): DueRun[] => {
      const today = Temporal.PlainDate.from(localDate(now, subscription.timeZone));
      return [today.subtract({ days: 1 }), today].flatMap((date): DueRun[] => {
        if (!subscription.weekdays.includes(date.dayOfWeek as Weekday)) return [];
        const dueAt = instantOf(date.toString(), subscription.localTime, subscription.timeZone);
        const timely = dueAt <= now && now - dueAt < lateWindow;
        const ordered = dueAt >= Date.parse(subscription.setAt);
        const until = dueAt + lateWindow;
        return timely && ordered
          ? [{ subscription, localDate: date.toString(), dueAt, until }]
          : [];
      });
    })
    .sort((a, b) => a.dueAt - b.dueAt || (a.subscription.id < b.subscription.id ? -1 : 1));
}
