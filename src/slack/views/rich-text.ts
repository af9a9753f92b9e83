import type {
  RichTextBlock,
  RichTextElement,
  RichTextLink,
  RichTextQuote,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import type { Span } from '../../article/span.ts';
import { LIMITS } from '../limits.ts';

type Style = NonNullable<RichTextText['style']>;

export function richText(...elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements };
}

export function section(...elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function words(text: string, style?: Style): RichTextText {
  return style ? { type: 'text', text, style } : { type: 'text', text };
}

/** A link, or the words alone when the address is none that Slack takes. */
export function link(text: string, url: string | undefined, style?: Style): RichTextElement {
  if (url === undefined || !linkable(url)) return words(text, style);
  const element: RichTextLink = { type: 'link', url, text };
  return style ? { ...element, style } : element;
}

/** Where a citation leads: to the words themselves, else to the page; absent: nowhere Slack takes. */
export function citedAddress(citation: {
  readonly link?: string;
  readonly url?: string;
}): string | undefined {
  return [citation.link, citation.url].find((one) => one !== undefined && linkable(one));
}

export function linkable(url: string): boolean {
  return url.length <= LIMITS.url && /^https?:\/\//.test(url) && URL.canParse(url);
}

/**
 * Words of an article, character for character: Slack neither parses nor unescapes rich text.
 * `text` starts at `offset` of the body; `marks` (offsets in the body) are set bold.
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function verbatim(text: string, offset: number, marks: readonly Span[]): RichTextText[] {
  const inside = marks
    .map((mark) => ({
      start: Math.max(0, mark.start - offset),
      end: Math.min(text.length, mark.end - offset),
    }))
    .filter((mark) => mark.start < mark.end)
    .sort((a, b) => a.start - b.start);
  const parts: RichTextText[] = [];
  let at = 0;
  for (const mark of inside) {
    const start = Math.max(at, mark.start);
    if (start >= mark.end) continue;
    if (start > at) parts.push(words(text.slice(at, start)));
    parts.push(words(text.slice(start, mark.end), { bold: true }));
    at = mark.end;
  }
  if (at < text.length) parts.push(words(text.slice(at)));
  return parts;
}

export function quoted(text: string, offset: number, marks: readonly Span[]): RichTextQuote {
  return { type: 'rich_text_quote', elements: verbatim(text, offset, marks) };
}

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Keeps right-to-left words from reordering the line that they stand in. The isolates (U+2068, U+2069)
 * are elements of their own: the words between them are untouched.
 */
export function isolated(text: string, element: RichTextElement): RichTextElement[] {
  return RIGHT_TO_LEFT.test(text) ? [words('\u2068'), element, words('\u2069')] : [element];
}
