import { LIMITS } from '../limits.ts';

/**
 * The three characters that Slack's markup reserves; nothing else is to be escaped.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * The top-level `text` of a message, from parts that are kept whole or left out: never cut inside.
 * Parts are literal; the result is escaped.
 */
export function spoken(parts: readonly string[]): string {
  const rest = (count: number) => ` (${count} more in the message)`;
  const room = LIMITS.messageText - rest(parts.length).length;
  let text = '';
  for (const [index, part] of parts.entries()) {
    const next = `${text}${text === '' ? '' : '\n'}${escapeMrkdwn(part)}`;
    if (next.length > room) {
      return text === '' ? 'The answer is in the message.' : text + rest(parts.length - index);
    }
    text = next;
  }
  return text;
}
