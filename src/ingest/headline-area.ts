import type { TextBlock } from './block-text.ts';
import type { PageElement } from './dom/page-element.ts';
import type { PageNode } from './dom/page-node.ts';
import { lettersOf } from './letters-of.ts';

/** How far from the headline its byline and date line stand: characters, and blocks. */
const NEAR = { before: 400, after: 1500, blocksBefore: 3, blocksAfter: 10 };
/** A longer block is text, no line about it. Characters. */
const LONGEST_LINE = 400;
/** Containers of what is not the page's own article, by the words of their names. */
const ELSEWHERE =
  /(?:^|[\s_-])(?:related\w*|comments?|comment-?\w+|sidebar\w*|recirc\w*|most-?(?:read|popular|viewed)|teasers?|promo\w*|trending|recommend\w*|more-?(?:from|stories|news|articles|posts)|latest\w*|popular\w*|carousel\w*|also-?\w+|up-?next|read-?(?:next|more)|outbrain|taboola)(?:$|[\s_-])/i;

/** The surroundings of a page's headline: where byline and date line are printed. */
export interface HeadlineArea {
  /** Short lines around the headline, in order, the headline left out; none when it is not on the page. */
  readonly lines: readonly string[];
  /** The same, after the headline only. */
  readonly linesAfter: readonly string[];
  /** Those of some elements that stand near the headline, in order. */
  near(elements: readonly PageElement[]): readonly PageElement[];
}

/** @param blocks All blocks of the page. */
export function headlineArea(
  blocks: readonly TextBlock[],
  title: string | undefined,
): HeadlineArea {
  const at = headlineIndex(blocks, title);
  if (at === -1) return { lines: [], linesAfter: [], near: () => [] };
  const offsets: number[] = [];
  let length = 0;
  const indices = new Map<PageNode, number>();
  for (const [index, { text, element }] of blocks.entries()) {
    offsets.push(length);
    length += text.length;
    if (!indices.has(element)) indices.set(element, index);
  }
  const start = offsets[at]!;
  const end = start + blocks[at]!.text.length;
  const isNear = (element: PageElement): boolean => {
    const index = blockOf(element, indices);
    if (index === undefined) return false;
    const offset = offsets[index]!;
    return offset < start ? start - offset <= NEAR.before : offset - end <= NEAR.after;
  };
  const within = (from: number, to: number): readonly string[] =>
    blocks
      .slice(Math.max(0, from), to)
      .filter(({ text, element }) => text.length <= LONGEST_LINE && isNear(element))
      .map(({ text }) => text);
  const linesAfter = within(at + 1, at + 1 + NEAR.blocksAfter);
  return {
    lines: [...within(at - NEAR.blocksBefore, at), ...linesAfter],
    linesAfter,
    near(elements) {
      const all = elements.filter((element) => isNear(element) && !hasBesideName(element));
      // Some pages print writer and day in an `aside` of their own; in others teasers stand there.
      const main = all.filter((element) => element.closest('aside') === null);
      return main.length > 0 ? main : all;
    },
  };
}

/** Whether an element is part of what the page shows beside its article. */
export function isElsewhere(element: PageElement): boolean {
  return element.closest('nav, aside, footer') !== null || hasBesideName(element);
}

function hasBesideName(element: PageElement): boolean {
  for (let up: PageElement | null = element; up !== null; up = up.parentElement) {
    if (/^(?:body|main)$/.test(up.localName)) return false;
    if (ELSEWHERE.test(`${up.className} ${up.id}`)) return true;
  }
  return false;
}

/** The heading with the title's words, a top heading before others; else the first top heading. */
function headlineIndex(blocks: readonly TextBlock[], title: string | undefined): number {
  const wanted = lettersOf(title ?? '');
  const same = (level: RegExp) =>
    wanted === ''
      ? -1
      : blocks.findIndex(
          ({ text, element }) => level.test(element.localName) && lettersOf(text) === wanted,
        );
  const top = same(/^h1$/);
  if (top !== -1) return top;
  const any = same(/^(?:h[1-4]|p|div|span|td|header)$/);
  if (any !== -1) return any;
  return blocks.findIndex(({ element }) => element.localName === 'h1');
}

/** Index of the block that an element stands in or begins with. */
function blockOf(element: PageElement, indices: ReadonlyMap<PageNode, number>): number | undefined {
  const own = indices.get(element);
  if (own !== undefined) return own;
  for (const inner of element.querySelectorAll('*')) {
    const index = indices.get(inner);
    if (index !== undefined) return index;
  }
  for (let up: PageNode | null = element.parentNode; up !== null; up = up.parentNode) {
    const index = indices.get(up);
    if (index !== undefined) return index;
  }
  return undefined;
}
