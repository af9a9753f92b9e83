import type { RichTextElement } from '@slack/types';
import type { FinishedRun } from '../../digest/ports.ts';
import type { Subscription } from '../../digest/subscription.ts';
import { clip } from './plain.ts';
import { words } from './rich-text.ts';
import { runLine } from './run-line.ts';

export interface SubscriptionState {
  readonly subscription: Subscription;
  /** Epoch milliseconds. */
  readonly next: number;
  readonly latest: FinishedRun | null;
}

const DAYS = 'Mon Tue Wed Thu Fri Sat Sun'.split(' ');

/** "#channel — 08:00 Asia/Kabul, Mon–Fri; TTP, Aid; next …", the instant in the reader's own time. */
export function subscriptionElements(state: SubscriptionState): RichTextElement[] {
  const { subscription, latest } = state;
  const { localTime, timeZone, topics } = subscription;
  const about = topics.length === 0 ? 'all topics' : clip(topics.join(', '), 200);
  const when = ` — ${localTime} ${timeZone}, ${dayNames(subscription)}; ${about}; `;
  return [
    { type: 'channel', channel_id: subscription.channel },
    ...(subscription.paused === undefined
      ? [words(`${when}next `), nextDate(state.next)]
      : [words(`${when}paused until I am invited again or it is saved anew`)]),
    ...(latest === null ? [] : [words(`; last: ${clip(runLine(latest), 300)}`)]),
  ];
}

/** @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function nextDate(instant: number): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(instant / 1000),
    format: '{date_short_pretty} at {time}',
    fallback: `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
}

function dayNames({ weekdays }: Subscription): string {
  if (weekdays.length === 7) return 'every day';
  if (weekdays.join() === '1,2,3,4,5') return 'Mon–Fri';
  return weekdays.map((day) => DAYS[day - 1]).join(', ');
}
