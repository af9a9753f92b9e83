import type { PageElement } from './dom/page-element.ts';
import type { PageNode } from './dom/page-node.ts';

const BLOCK = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead ul tr'.split(
    ' ',
  ),
);
const SKIPPED = new Set(
  'script style template noscript iframe svg button select textarea title head'.split(' '),
);

/** A paragraph, heading, list item or table row of a page, as a browser would show its words. */
export interface TextBlock {
  readonly text: string;
  /** Innermost block element that holds it. */
  readonly element: PageElement;
  /** Characters of it inside links. */
  readonly linked: number;
}

/**
 * The blocks of text below an element, in order. White space is collapsed as a browser shows it
 * (not in `pre`); words, quote marks and dashes are those of the page. A line break stays one, two
 * in a row part paragraphs.
 * @param skip Elements that are left out with all they hold.
 */
export function textBlocks(
  root: PageElement,
  skip: (element: PageElement) => boolean = () => false,
): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  let parts: string[] = [];
  let linked = 0;
  const flush = (element: PageElement): void => {
    if (parts.length === 0) return;
    const raw = parts.join('');
    parts = [];
    const isPre = element.localName === 'pre';
    const text = isPre
      ? raw.replace(/^\n+/, '').trimEnd()
      : raw
          .replace(/[ \t\u00a0]{2,}/g, ' ')
          .replace(/[ \t\u00a0]?\n[ \t\u00a0]?/g, '\n')
          .trim();
    if (text !== '') {
      for (const piece of isPre ? [text] : text.split(/\n{2,}/)) {
        if (piece.trim() !== '') blocks.push({ text: piece.trim(), element, linked });
      }
    }
    linked = 0;
  };
  const walk = (
    node: PageNode,
    block: PageElement,
    preformatted: boolean,
    inLink: boolean,
  ): void => {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) {
        const value = child.nodeValue ?? '';
        const text = preformatted ? value : value.replace(/[ \t\r\n\f\u00a0]+/g, ' ');
        parts.push(text);
        if (inLink) linked += text.trim().length;
        continue;
      }
      if (child.nodeType !== 1) continue;
      const element = child as PageElement;
      const tag = element.localName;
      if (SKIPPED.has(tag) || skip(element)) continue;
      if (tag === 'br') parts.push('\n');
      else if (tag === 'td' || tag === 'th') {
        if (parts.join('').trim() !== '') parts.push('\t');
        walk(element, block, preformatted, inLink);
      } else if (BLOCK.has(tag)) {
        flush(block);
        walk(element, element, preformatted || tag === 'pre', inLink);
        flush(element);
      } else walk(element, block, preformatted, inLink || tag === 'a');
    }
  };
  walk(root, root, false, false);
  flush(root);
  return blocks;
}
