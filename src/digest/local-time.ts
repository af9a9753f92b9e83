import { Temporal } from 'temporal-polyfill';
import type { Subscription, Weekday } from './subscription.ts';

/**
 * The instant (epoch ms) of a wall-clock time on a local date. A time that the clocks skip moves
 * forward by the length of the gap (02:30 becomes 03:30); of a time that comes twice, the first counts.
 * @see https://tc39.es/proposal-temporal/docs/ambiguity.html (`compatible`)
 */
export function instantOf(localDate: string, localTime: string, timeZone: string): number {
  return Temporal.PlainDate.from(localDate).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from(localTime),
  }).epochMilliseconds;
}

/** The date that a calendar on the wall shows there, `YYYY-MM-DD`. */
export function localDate(instant: number, timeZone: string): string {
  return zoned(instant, timeZone).toPlainDate().toString();
}

/** `HH:MM` there. */
export function localClock(instant: number, timeZone: string): string {
  return zoned(instant, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The first due instant after `after`, epoch ms. */
export function nextDue(subscription: Subscription, after: number): number {
  const { localTime, timeZone, weekdays } = subscription;
  let date = zoned(after, timeZone).toPlainDate();
  // Two weeks hold every weekday even if the first due time has just passed.
  for (let day = 0; day < 15; day += 1) {
    if (weekdays.includes(date.dayOfWeek as Weekday)) {
      const due = instantOf(date.toString(), localTime, timeZone);
      if (due > after) return due;
    }
    date = date.add({ days: 1 });
  }
  throw new RangeError(`subscription ${subscription.id} has no weekday to post on`);
}

function zoned(instant: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}
