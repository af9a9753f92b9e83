/**
 * What a person meant by a message's `text`: mentions of the bot and broadcasts taken out, links and
 * channels as their words, the three entities undone.
 * @see https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function plainWords(text: string, botUser?: string): string {
  return text
    .replaceAll(/<([^<>]*)>/g, (_, inner: string) => tokenWords(inner, botUser))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim();
}

function tokenWords(inner: string, botUser: string | undefined): string {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) return target.slice(1) === botUser ? '' : label ? `@${label}` : '';
  if (target.startsWith('#')) return label ? `#${label}` : '';
  if (target.startsWith('!'))
    return label && !/^!(channel|here|everyone)/.test(target) ? label : '';
  return label ?? target;
}

/** The web addresses that stand in a message's `text`, each once. */
export function linksIn(text: string): readonly string[] {
  const found = [...text.matchAll(/<(https?:\/\/[^<>|]+)(?:\|[^<>]*)?>/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
  return [...new Set(found)];
}
