import type { RichTextBlock, RichTextElement } from '@slack/types';
import { LIMITS } from './limits.ts';

/**
 * What Slack would refuse in a rich text block.
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function richTextProblems(block: RichTextBlock): readonly string[] {
  if (block.elements.length === 0) return ['no elements'];
  return block.elements.flatMap((part) => {
    if (part.elements.length === 0) return [`${part.type} without elements`];
    if (part.type !== 'rich_text_list') return part.elements.flatMap(inlineProblems);
    return part.elements.flatMap((item) =>
      item.elements.length === 0
        ? ['a list item without elements']
        : item.elements.flatMap(inlineProblems),
    );
  });
}

function inlineProblems(element: RichTextElement): readonly string[] {
  switch (element.type) {
    case 'text':
      return element.text === '' ? ['an empty text element'] : [];
    case 'link': {
      const problems: string[] = [];
      if (!/^(https?|mailto):/.test(element.url)) problems.push('a link that is not http(s)');
      if (element.url.length > LIMITS.url) problems.push('a link that is too long');
      if (element.text === '') problems.push('a link without words');
      return problems;
    }
    case 'date':
      return Number.isInteger(element.timestamp) ? [] : ['a date that is no whole second'];
    case 'user':
    case 'channel':
    case 'emoji':
      return [];
    default:
      return [`${element.type}: this app never uses it`];
  }
}
