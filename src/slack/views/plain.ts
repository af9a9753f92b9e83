import type { ContextBlock, HeaderBlock, PlainTextElement, SectionBlock } from '@slack/types';
import { LIMITS } from '../limits.ts';

/** Plain text with emoji codes left alone: what a person or an article wrote shows as written. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** Labels and headings (never excerpts) may end in an ellipsis. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  // Not between the halves of a surrogate pair.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

export function heading(text: string): HeaderBlock {
  return { type: 'header', text: plain(clip(text, LIMITS.header)) };
}

/** Small grey lines; literal. */
export function note(...lines: readonly string[]): ContextBlock {
  return {
    type: 'context',
    elements: lines
      .filter((line) => line !== '')
      .slice(0, LIMITS.contextElements)
      .map((line) => plain(clip(line, LIMITS.sectionText))),
  };
}

/** The lines as notes, none when there are none. */
export function notes(lines: readonly string[]): ContextBlock[] {
  return lines.some((line) => line !== '') ? [note(...lines)] : [];
}

/** A paragraph of our own words around what a person wrote; literal. */
export function paragraph(text: string): SectionBlock {
  return { type: 'section', text: plain(clip(text, LIMITS.sectionText)) };
}
