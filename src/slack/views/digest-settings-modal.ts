import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { TopicCount } from '../../answer/desk.ts';
import type { FinishedRun } from '../../digest/ports.ts';
import type { Subscription, Weekday } from '../../digest/subscription.ts';
import { VIEWS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { clip, note, plain } from './plain.ts';
import { runLine } from './run-line.ts';

/** `block_id` and `action_id` of each input. */
export const DIGEST_INPUTS = {
  channel: 'channel',
  time: 'time',
  zone: 'zone',
  weekdays: 'weekdays',
  topics: 'topics',
  quiet: 'quiet',
} as const;

export const WEEKDAY_NAMES = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const ALL_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export interface DigestSettings {
  /** The channel offered; the subscription's own when there is one. */
  readonly channel?: string;
  readonly subscription: Subscription | null;
  /** The person's own, as Slack knows it. */
  readonly timeZone: string;
  readonly topics: readonly TopicCount[];
  readonly latest: FinishedRun | null;
}

/** Channel, time, zone, days, topics and what to do on a quiet day. */
export function digestSettingsModal(settings: DigestSettings): ModalView {
  const { subscription, channel, timeZone, topics, latest } = settings;
  const days = (subscription?.weekdays ?? [1, 2, 3, 4, 5]).map(dayOption);
  const names = topics
    .map((one) => one.topic)
    .filter((topic) => topic !== '' && topic.length <= LIMITS.optionText)
    .slice(0, LIMITS.options);
  const chosen = (subscription?.topics ?? []).filter((topic) => names.includes(topic));
  const initialChannel = subscription?.channel ?? channel;
  const quiet = option('Post one line when nothing is new', 'post');
  const blocks: KnownBlock[] = [
    input(DIGEST_INPUTS.channel, 'Channel', 'I must be a member: /invite @afghan-brief', {
      type: 'conversations_select',
      action_id: DIGEST_INPUTS.channel,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(initialChannel === undefined
        ? { default_to_current_conversation: true }
        : { initial_conversation: initialChannel }),
    }),
    input(DIGEST_INPUTS.time, 'Local time', undefined, {
      type: 'timepicker',
      action_id: DIGEST_INPUTS.time,
      initial_time: subscription?.localTime ?? '08:00',
    }),
    input(DIGEST_INPUTS.zone, 'Time zone', 'A name such as Asia/Kabul or Europe/London', {
      type: 'plain_text_input',
      action_id: DIGEST_INPUTS.zone,
      initial_value: subscription?.timeZone ?? timeZone,
      max_length: 60,
    }),
    input(DIGEST_INPUTS.weekdays, 'Days', undefined, {
      type: 'checkboxes',
      action_id: DIGEST_INPUTS.weekdays,
      options: ALL_DAYS.map(dayOption),
      initial_options: days,
    }),
    ...(names.length === 0
      ? []
      : [
          optional(
            input(DIGEST_INPUTS.topics, 'Topics', 'None chosen: all topics', {
              type: 'multi_static_select',
              action_id: DIGEST_INPUTS.topics,
              placeholder: plain('All topics'),
              options: names.map((topic) => option(topic, topic)),
              ...(chosen.length === 0
                ? {}
                : { initial_options: chosen.map((topic) => option(topic, topic)) }),
            }),
          ),
        ]),
    optional(
      input(DIGEST_INPUTS.quiet, 'Quiet days', undefined, {
        type: 'checkboxes',
        action_id: DIGEST_INPUTS.quiet,
        options: [quiet],
        ...(subscription?.postWhenQuiet ? { initial_options: [quiet] } : {}),
      }),
    ),
    ...(latest === null ? [] : [note(clip(`Last: ${runLine(latest)}`, 500))]),
  ];
  return {
    type: 'modal',
    callback_id: VIEWS.digestSettings,
    title: plain('Daily digest'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks,
  };
}

function input(
  id: string,
  label: string,
  hint: string | undefined,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    element,
    ...(hint === undefined ? {} : { hint: plain(hint) }),
  };
}

function optional(block: InputBlock): InputBlock {
  return { ...block, optional: true };
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text), value };
}

function dayOption(day: Weekday): PlainTextOption {
  return option(WEEKDAY_NAMES[day - 1] ?? '', String(day));
}
