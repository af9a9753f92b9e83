import type { Button, ContextActionsBlock } from '@slack/types';
import { ACTIONS } from '../action-ids.ts';
import type { Asking } from '../asking.ts';
import { type AskingValue, encodeAsking, encodeSpan, type SpanValue } from '../button-value.ts';
import { LIMITS } from '../limits.ts';
import { clip, plain } from './plain.ts';

/** Opens the paragraphs around a span; none when its value does not fit. */
export function contextButton(number: number, span: SpanValue, title: string): Button[] {
  const value = encodeSpan(span);
  if (value === null) return [];
  return [
    {
      type: 'button',
      action_id: `${ACTIONS.context}.${number}`,
      text: plain(`Context ${number}`),
      accessibility_label: clip(
        `Context ${number}: the article around it, ${title}`,
        LIMITS.accessibilityLabel,
      ),
      value,
    },
  ];
}

export function moreButton(asking: Asking, corpus: string, count: number): Button[] {
  return askingButton(ACTIONS.more, `More (${count})`, `More (${count}): show the next ones`, {
    asking,
    corpus,
  });
}

export function shareButton(asking: Asking, corpus: string): Button[] {
  return askingButton(
    ACTIONS.share,
    'Share to channel',
    'Share to channel: this answer, under your name',
    {
      asking,
      corpus,
    },
  );
}

/** A topic to ask about instead. */
export function topicButton(index: number, topic: string, corpus: string): Button[] {
  const asking: Asking = { kind: 'ask', question: topic, offset: 0 };
  return askingButton(`${ACTIONS.askTopic}.${index}`, topic, `${topic}: ask about it`, {
    asking,
    corpus,
  });
}

export function askingButton(
  id: string,
  label: string,
  spoken: string,
  value: AskingValue,
): Button[] {
  const encoded = encodeAsking(value);
  if (encoded === null) return [];
  return [
    {
      type: 'button',
      action_id: id,
      text: plain(clip(label, LIMITS.buttonText)),
      accessibility_label: clip(spoken, LIMITS.accessibilityLabel),
      value: encoded,
    },
  ];
}

/**
 * Useful / not useful.
 * @see https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element
 */
export function feedbackButtons(asking: Asking, corpus: string): ContextActionsBlock[] {
  const value = encodeAsking({ asking, corpus });
  if (value === null || value.length > LIMITS.buttonValue - 2) return [];
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: ACTIONS.feedback,
          positive_button: {
            text: plain('Useful'),
            accessibility_label: 'Useful: this answer helped',
            value: `+${value}`,
          },
          negative_button: {
            text: plain('Not useful'),
            accessibility_label: 'Not useful: this answer did not help',
            value: `-${value}`,
          },
        },
      ],
    },
  ];
}
