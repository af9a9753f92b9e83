import type { PageElement } from './dom/page-element.ts';
import type { PageNode } from './dom/page-node.ts';

/** Shorter paragraphs are as often captions, teasers and labels. Characters. */
const SHORTEST = 60;
/** Share of the page's prose that its root holds. */
const SHARE = 0.85;

export interface ProseRoot {
  readonly element: PageElement;
  /** Characters of prose in it. */
  readonly length: number;
}

/**
 * The innermost element that holds nearly all of the page's prose: paragraphs that are long enough
 * and not mostly links.
 */
export function proseRoot(body: PageElement): ProseRoot | null {
  const lengths = new Map<PageNode, number>();
  let total = 0;
  for (const paragraph of body.querySelectorAll('p, blockquote > div, li > p')) {
    const length = proseLength(paragraph);
    if (length === 0) continue;
    total += length;
    for (let up = paragraph.parentNode; up !== null; up = up.parentNode) {
      lengths.set(up, (lengths.get(up) ?? 0) + length);
      if (up === body) break;
    }
  }
  if (total === 0) return null;
  let element = body;
  for (;;) {
    const inner = heaviestChild(element, lengths);
    if (inner === null || (lengths.get(inner) ?? 0) < total * SHARE) break;
    element = inner;
  }
  return { element, length: lengths.get(element) ?? 0 };
}

function heaviestChild(
  element: PageElement,
  lengths: ReadonlyMap<PageNode, number>,
): PageElement | null {
  let best: PageNode | null = null;
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    const length = lengths.get(child) ?? 0;
    if (length > 0 && (best === null || length > (lengths.get(best) ?? 0))) best = child;
  }
  return best as PageElement | null;
}

function proseLength(paragraph: PageElement): number {
  const length = paragraph.textContent?.trim().length ?? 0;
  if (length < SHORTEST) return 0;
  let linked = 0;
  for (const link of paragraph.querySelectorAll('a')) linked += link.textContent?.length ?? 0;
  return linked > length / 2 ? 0 : length;
}
