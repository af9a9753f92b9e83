import type { Region } from './article.ts';
import type { Span } from './span.ts';

/** A block of the body between blank lines (or a line of its own that is a heading or a list item). */
export interface Block extends Span {
  readonly kind: 'paragraph' | 'heading' | 'item';
}

const MARKDOWN_HEADING = /^[ \t]{0,3}#{1,6}[ \t]+/;
const LIST_ITEM = /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+/;

/**
 * Blocks of the body, in order: blank lines divide paragraphs; Markdown headings and list items are
 * blocks of their own. Between blank lines, single line breaks divide paragraphs too unless the lines
 * look hard-wrapped (all but the last about equally long, none over 130 characters).
 * White space at a block's ends is not part of it.
 */
export function blocks(body: string): readonly Block[] {
  const found: Block[] = [];
  let group: Span[] = [];
  const close = (): void => {
    for (const paragraph of paragraphsOf(group)) found.push({ ...paragraph, kind: 'paragraph' });
    group = [];
  };
  for (const line of lines(body)) {
    const trimmed = trimSpan(body, line);
    if (trimmed.start === trimmed.end) {
      close();
      continue;
    }
    const text = body.slice(line.start, Math.min(line.end, line.start + 40));
    const heading = MARKDOWN_HEADING.exec(text);
    const mark = heading ?? LIST_ITEM.exec(text);
    if (!mark) {
      group.push(trimmed);
      continue;
    }
    close();
    const inner = trimSpan(body, { start: line.start + mark[0].length, end: trimmed.end });
    if (inner.start < inner.end) found.push({ ...inner, kind: heading ? 'heading' : 'item' });
  }
  close();
  return found;
}

function paragraphsOf(group: readonly Span[]): readonly Span[] {
  const first = group[0];
  const last = group.at(-1);
  if (!first || !last) return [];
  const lengths = group.map((line) => line.end - line.start);
  const longest = Math.max(...lengths.slice(0, 10_000));
  const wrapped =
    longest >= 40 && longest <= 130 && lengths.slice(0, -1).every((n) => n >= longest * 0.6);
  return wrapped || group.length === 1 ? [{ start: first.start, end: last.end }] : group;
}

/** The span without the white space (and byte order mark) at its ends. */
export function trimSpan(body: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isSpace(body.charCodeAt(start))) start++;
  while (end > start && isSpace(body.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** What is left of `span` when the regions are taken out, in order. */
export function outsideRegions(span: Span, regions: readonly Region[]): readonly Span[] {
  const left: Span[] = [];
  let at = span.start;
  for (const region of regions) {
    if (region.end <= at) continue;
    if (region.start >= span.end) break;
    if (region.start > at) left.push({ start: at, end: region.start });
    at = Math.max(at, region.end);
  }
  if (at < span.end) left.push({ start: at, end: span.end });
  return left;
}

function* lines(body: string): Generator<Span> {
  let start = 0;
  while (start <= body.length) {
    const at = body.indexOf('\n', start);
    const end = at === -1 ? body.length : at;
    yield { start, end };
    if (at === -1) return;
    start = at + 1;
  }
}

function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a)
  );
}
