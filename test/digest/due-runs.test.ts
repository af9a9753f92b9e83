import { describe, expect, it } from 'vitest';
import { dueRuns } from '../../src/digest/due-runs.ts';
import { instantOf, nextDue } from '../../src/digest/local-time.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import { isTimeZone, similarTimeZones } from '../../src/digest/time-zone.ts';
import { aSubscription } from './digest-stores-contract.ts';

const daily = (over: Partial<Subscription> = {}): Subscription => ({
  ...aSubscription,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  setAt: '2020-01-01T00:00:00Z',
  ...over,
});
const at = (iso: string) => Date.parse(iso);
const dates = (iso: string, subscription: Subscription) =>
  dueRuns(at(iso), [subscription]).map((run) => run.localDate);

describe('due runs', () => {
  // Kabul is at +04:30: 08:00 there is 03:30 UTC. 2026-11-22 is a Sunday.
  it.each([
    ['a minute before', '2026-11-22T03:29:59Z', []],
    ['on the minute', '2026-11-22T03:30:00Z', ['2026-11-22']],
    ['late, but in time', '2026-11-22T07:29:59Z', ['2026-11-22']],
    ['too late: left to the next day', '2026-11-22T07:30:00Z', []],
  ])('%s', (_, iso, expected) => {
    expect(dates(iso, daily())).toEqual(expected);
  });

  it('only on its weekdays, as they are in the zone', () => {
    // Monday 01:00 in Kabul is Sunday in UTC.
    const mondays = daily({ weekdays: [1], localTime: '01:00' });
    expect(dates('2026-11-22T20:30:00Z', mondays)).toEqual(['2026-11-23']);
    expect(dates('2026-11-21T20:30:00Z', mondays)).toEqual([]);
  });

  it("still catches yesterday's run after midnight", () => {
    const late = daily({ localTime: '23:50', timeZone: 'UTC' });
    expect(dates('2026-11-22T00:10:00Z', late)).toEqual(['2026-11-21']);
  });

  it('does not catch up what was due before it was set', () => {
    const fresh = daily({ setAt: '2026-11-22T03:31:00Z' });
    expect(dates('2026-11-22T03:40:00Z', fresh)).toEqual([]);
    expect(dates('2026-11-23T03:40:00Z', fresh)).toEqual(['2026-11-23']);
  });

  it('orders by time, then id', () => {
    const one = daily({ id: 'T1/C2' });
    const two = daily({ id: 'T1/C1' });
    const earlier = daily({ id: 'T1/C3', localTime: '07:00' });
    expect(
      dueRuns(at('2026-11-22T03:31:00Z'), [one, two, earlier]).map((run) => run.subscription.id),
    ).toEqual(['T1/C3', 'T1/C1', 'T1/C2']);
  });
});

describe('summer time', () => {
  it.each([
    // 2026-03-29: London skips 01:00-02:00; 01:30 becomes 02:30 (+01:00).
    [
      'a skipped time moves forward',
      '2026-03-29',
      '01:30',
      'Europe/London',
      '2026-03-29T01:30:00Z',
    ],
    // 2026-10-25: London has 01:30 twice; the first is at +01:00.
    ['a doubled time: the first', '2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30:00Z'],
    // Lord Howe moves by half an hour: 02:00 is skipped to 02:30.
    ['a gap of half an hour', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    // Samoa skipped a whole day, 2011-12-30.
    ['a skipped day', '2011-12-30', '08:00', 'Pacific/Apia', '2011-12-30T18:00:00Z'],
  ])('%s', (_, date, time, zone, expected) => {
    expect(new Date(instantOf(date, time, zone)).toISOString()).toBe(
      expected.replace('Z', '.000Z'),
    );
  });

  it('one run a local date on the day with a doubled hour', () => {
    const london = daily({ localTime: '01:30', timeZone: 'Europe/London' });
    expect(dates('2026-10-25T00:30:00Z', london)).toEqual(['2026-10-25']);
    expect(dates('2026-10-25T01:30:00Z', london)).toEqual(['2026-10-25']);
  });

  it('every day of two years is due exactly once in every zone with summer time', () => {
    for (const timeZone of [
      'Europe/London',
      'America/New_York',
      'Asia/Tehran',
      'Australia/Lord_Howe',
    ]) {
      const subscription = daily({ localTime: '02:30', timeZone });
      let after = at('2026-01-01T12:00:00Z');
      const seen = new Set<string>();
      for (let day = 0; day < 730; day += 1) {
        after = nextDue(subscription, after);
        const [run] = dueRuns(after, [subscription], { lateWindow: 1000 });
        expect(run?.dueAt).toBe(after);
        seen.add(run?.localDate ?? '');
      }
      expect(seen.size).toBe(730);
    }
  });
});

describe('the next time', () => {
  it('skips the days that are not chosen', () => {
    const weekly = daily({ weekdays: [7] });
    expect(new Date(nextDue(weekly, at('2026-11-22T03:30:00Z'))).toISOString()).toBe(
      '2026-11-29T03:30:00.000Z',
    );
  });
});

describe('time zones', () => {
  it.each(['Asia/Kabul', 'UTC', 'Europe/London'])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });
  it.each(['', '+04:30', 'Kabul', 'Asia/Nowhere', '08:00'])('"%s" is none', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
  it.each([
    ['Kabul', 'Asia/Kabul'],
    ['Asia/Kabull', 'Asia/Kabul'],
    ['london', 'Europe/London'],
  ])('for "%s" offers %s', (typed, meant) => {
    expect(similarTimeZones(typed, 3)).toContain(meant);
  });
});
