import type { Drawing } from './drawing.ts';
import { withEmoji } from './emoji.ts';
import { type Html, html, type Part, safeUrl } from './html.ts';
import { slackDate } from './slack-date.ts';

/**
 * Slack's markup as HTML.
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(text: string, drawing: Drawing): Html {
  const parts = text.split(/```\n?([\s\S]*?)```/);
  return html`${parts.map((part, index) =>
    index % 2 === 1 ? html`<pre>${unescaped(part)}</pre>` : lines(part, drawing),
  )}`;
}

/** Neighbouring lines that start with `>` are one quote. */
function lines(text: string, drawing: Drawing): Part {
  const groups: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    const last = groups.at(-1);
    const words = quote ? line.slice(quote[0].length) : line;
    if (last && last.quote === (quote !== null)) last.lines.push(words);
    else groups.push({ quote: quote !== null, lines: [words] });
  }
  return groups.map((group) => {
    const words = inline(group.lines.join('\n'), drawing);
    return group.quote ? html`<blockquote>${words}</blockquote>` : words;
  });
}

const EDGE = String.raw`[\p{L}\p{N}]`;
const INLINE = new RegExp(
  ['<([^<>\\n]+)>', '`([^`\\n]+)`', span('\\*'), span('_'), span('~')].join('|'),
  'gu',
);

function span(mark: string): string {
  return `(?<!${EDGE}|${mark})${mark}([^\\s${mark}](?:[^${mark}\\n]*[^\\s${mark}])?)${mark}(?!${EDGE}|${mark})`;
}

function inline(text: string, drawing: Drawing): Part {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) parts.push(words(text.slice(at, match.index)));
    const [whole, angle, code, bold, italic, strike] = match;
    if (angle !== undefined) parts.push(reference(angle, drawing));
    else if (code !== undefined) parts.push(html`<code>${unescaped(code)}</code>`);
    else if (bold !== undefined) parts.push(html`<strong>${inline(bold, drawing)}</strong>`);
    else if (italic !== undefined) parts.push(html`<em>${inline(italic, drawing)}</em>`);
    else if (strike !== undefined) parts.push(html`<s>${inline(strike, drawing)}</s>`);
    at = match.index + whole.length;
  }
  if (at < text.length) parts.push(words(text.slice(at)));
  return parts;
}

/** What stands between `<` and `>`: a mention, a date or a link. */
function reference(inside: string, drawing: Drawing): Part {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  if (target.startsWith('@')) return userMention(target.slice(1), drawing);
  if (target.startsWith('#')) return channelMention(target.slice(1), drawing);
  if (target.startsWith('!date^')) {
    const [, seconds, format = '', link] = target.split('^');
    const shown = slackDate(Number(seconds), format, drawing.timeZone);
    const url = safeUrl(link);
    return url ? anchor(url, shown) : html`<time>${shown}</time>`;
  }
  // A broadcast is drawn as the alarm that it would be in Slack.
  if (target.startsWith('!')) {
    return html`<mark class="broadcast">@${label ?? target.slice(1)}</mark>`;
  }
  const url = safeUrl(unescaped(target));
  return url
    ? anchor(url, label === undefined ? unescaped(target) : withEmoji(unescaped(label)))
    : words(`<${inside}>`);
}

export function userMention(id: string, { person }: Drawing): Html {
  return html`<span class="mention">@${person(id)?.name ?? id}</span>`;
}

export function channelMention(id: string, { conversation }: Drawing): Html {
  return html`<span class="mention">#${conversation(id)?.name ?? id}</span>`;
}

export function anchor(url: string, label: Part): Html {
  return html`<a href="${url}" target="_blank" rel="noreferrer noopener">${label}</a>`;
}

function words(text: string): string {
  return withEmoji(unescaped(text));
}

/** Slack escapes these three and no others. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
