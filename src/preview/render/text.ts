import type { Drawing } from './drawing.ts';
import { withEmoji } from './emoji.ts';
import type { Part } from './html.ts';
import { mrkdwn } from './mrkdwn.ts';

type Loose = Record<string, unknown>;

/** A text object: plain text is literal but for emoji codes, mrkdwn is Slack's markup. */
export function textObject(value: unknown, drawing: Drawing): Part {
  const { type, text, emoji } = (value ?? {}) as Loose;
  if (typeof text !== 'string') return '';
  if (type === 'mrkdwn') return mrkdwn(text, drawing);
  return emoji === false ? text : withEmoji(text);
}

/** The same as a label, for attributes. */
export function plainText(value: unknown): string {
  const { text } = (value ?? {}) as Loose;
  return typeof text === 'string' ? text : '';
}
