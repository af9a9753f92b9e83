import { BOT } from '../state/people.ts';

/**
 * What a person typed, as Slack sends it: the three reserved characters escaped, the bot's name a
 * mention. A typed `<!channel>` so becomes words.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeTyped(typed: string): string {
  return typed
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(MENTION, `<@${BOT.id}>`);
}

const MENTION = /(?<![\p{L}\p{N}])@(?:afghan-brief|afghan brief)(?![\p{L}\p{N}-])/giu;

export function mentionsBot(escaped: string): boolean {
  return escaped.includes(`<@${BOT.id}>`);
}
