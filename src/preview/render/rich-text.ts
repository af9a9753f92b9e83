import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { Drawing } from './drawing.ts';
import { emoji } from './emoji.ts';
import { type Html, html, type Part, safeUrl } from './html.ts';
import { anchor, channelMention, userMention } from './mrkdwn.ts';
import { slackDate } from './slack-date.ts';

/**
 * A rich text block. Its texts are literal: no markup is read in them, and each comes out character for
 * character (the style sheet keeps spaces and line breaks).
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function richText(block: RichTextBlock, drawing: Drawing): Html {
  return html`<div class="rich-text">${block.elements.map((part) => {
    switch (part.type) {
      case 'rich_text_quote':
        return html`<blockquote>${inlines(part.elements, drawing)}</blockquote>`;
      case 'rich_text_preformatted':
        return html`<pre>${inlines(part.elements, drawing)}</pre>`;
      case 'rich_text_list': {
        const items = part.elements.map(
          (item) => html`<li>${inlines(item.elements, drawing)}</li>`,
        );
        return part.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
      }
      default:
        return html`<p>${inlines(part.elements, drawing)}</p>`;
    }
  })}</div>`;
}

function inlines(elements: readonly RichTextElement[], drawing: Drawing): Part {
  return elements.map((element) => styled(element, inline(element, drawing)));
}

function inline(element: RichTextElement, drawing: Drawing): Part {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link': {
      const url = safeUrl(element.url);
      const label = element.text ?? element.url;
      return url ? anchor(url, label) : label;
    }
    case 'user':
      return userMention(element.user_id, drawing);
    case 'channel':
      return channelMention(element.channel_id, drawing);
    case 'broadcast':
      return html`<mark class="broadcast">@${element.range}</mark>`;
    case 'emoji':
      return emoji(element.name);
    case 'date':
      return html`<time>${slackDate(element.timestamp, element.format, drawing.timeZone)}</time>`;
    case 'color':
      return element.value;
    case 'usergroup':
      return `@${element.usergroup_id}`;
    case 'team':
      return element.team_id;
  }
}

function styled(element: RichTextElement, words: Part): Part {
  const style = element.style;
  if (!style) return words;
  let out = words;
  if (style.code) out = html`<code>${out}</code>`;
  if (style.strike) out = html`<s>${out}</s>`;
  if (style.underline) out = html`<u>${out}</u>`;
  if (style.italic) out = html`<em>${out}</em>`;
  if (style.bold) out = html`<strong>${out}</strong>`;
  return out;
}
