import {
  CLOSE,
  doubleMark,
  EITHER,
  isDash,
  isDigit,
  isSpace,
  OPEN,
  strictlyCloses,
  strictlyOpens,
} from './mark-context.ts';
import { singleEnd } from './single-marks.ts';
import type { Span } from './span.ts';

/** Words between quotation marks. */
export interface QuoteMarks extends Span {
  /** The words without the marks. */
  readonly inner: Span;
  /** The block (paragraph) it stands in, as an index into the blocks given. */
  readonly block: number;
  /** False when the closing mark is missing: the quote then ends with its paragraph. */
  readonly closed: boolean;
  /** The paragraph before ended inside a quote and this one opens with the mark repeated. */
  readonly continues: boolean;
  /** Single marks at the top level ('…'), the custom of headlines and of British papers. */
  readonly single: boolean;
  /** A block quote: no marks, all of its block. */
  readonly cited: boolean;
}

/** Deepest nesting followed; deeper marks are read as words. Bounds the work on hostile input. */
const MAX_DEPTH = 8;

/**
 * Outermost quotations of each block, in order; marks included in the span. Nested quotations are part
 * of the words of the outer one.
 *
 * Double marks of any kind (`"`, `“”`, `„“`, `«»`, ` `` '' `) close each other, so mismatched pairs are
 * repaired. A mark that opens nothing is dropped. A quotation left open runs to the end of its block;
 * if the next block opens with a mark, that one `continues` it.
 * One pass over the text, linear in its length.
 */
export function quoteMarks(body: string, blocks: readonly Span[]): readonly QuoteMarks[] {
  const found: QuoteMarks[] = [];
  let openBefore = false;
  for (let block = 0; block < blocks.length; block++) {
    const cited = markdownQuote(body, blocks[block]!);
    if (cited) {
      const continues = found.at(-1)?.cited === true && found.at(-1)?.block === block - 1;
      if (cited.end > cited.start) {
        const inner = cited;
        found.push({ ...cited, inner, block, closed: true, continues, single: false, cited: true });
      }
      openBefore = false;
      continue;
    }
    openBefore = scanBlock(body, blocks[block]!, block, openBefore, found);
  }
  return found;
}

/**
 * The words of a Markdown block quote (`> …`) without the mark at its start, an empty span for its credit
 * line (`> — …`), null for any other block.
 */
function markdownQuote(body: string, block: Span): Span | null {
  let { start, end } = block;
  if (body.charCodeAt(start) !== 62) {
    // The mark may have been set aside as markup in front of the block.
    let before = start - 1;
    while (before >= 0 && body.charCodeAt(before) === 32) before--;
    if (before < 0 || body.charCodeAt(before) !== 62) return null;
    if (before > 0 && body.charCodeAt(before - 1) !== 10) return null;
  }
  while (start < end && (body[start] === '>' || body[start] === ' ')) start++;
  if (isDash(body.charCodeAt(start))) return { start, end: start };
  const lastLine = body.lastIndexOf('\n', end - 1) + 1;
  if (lastLine > start && /^[> \t]*[-–—―]/.test(body.slice(lastLine, lastLine + 12))) {
    end = lastLine;
    while (end > start && (isSpace(body.charCodeAt(end - 1)) || body[end - 1] === '>')) end--;
  }
  return { start, end };
}

function scanBlock(
  body: string,
  range: Span,
  block: number,
  openBefore: boolean,
  found: QuoteMarks[],
): boolean {
  let depth = 0;
  let start = -1;
  let startWidth = 1;
  let inTag = false;
  const push = (end: number, closeWidth: number, closed: boolean): void => {
    const inner = { start: start + startWidth, end: end - closeWidth };
    // An empty pair quotes nothing.
    if (inner.end > inner.start) {
      const continues = openBefore && start === range.start;
      found.push({ start, end, inner, block, closed, continues, single: false, cited: false });
    }
    depth = 0;
    start = -1;
  };
  for (let i = range.start; i < range.end; i++) {
    const code = body.charCodeAt(i);
    if (code < 0x80 && code !== 34 && code !== 39 && code !== 60 && code !== 62 && code !== 96)
      continue;
    if (code === 60 && depth === 0) {
      inTag = isTagStart(body, i, range.end);
      continue;
    }
    if (code === 62) inTag = false;
    if (inTag) continue;
    let width = 1;
    let side = doubleMark(code);
    if (side === 0) {
      if ((code === 39 || code === 96) && body.charCodeAt(i + 1) === code && i + 1 < range.end) {
        width = 2;
        side = code === 96 ? OPEN : CLOSE;
      } else if ((code === 39 || code === 0x2018) && depth === 0) {
        const end = singleEnd(body, i, range);
        if (end > 0) {
          found.push({
            start: i,
            end,
            inner: { start: i + 1, end: end - 1 },
            block,
            closed: true,
            continues: false,
            single: true,
            cited: false,
          });
          i = end - 1;
        }
        continue;
      } else continue;
    }
    const before = i > range.start ? body.charCodeAt(i - 1) : 32;
    const after = i + width < range.end ? body.charCodeAt(i + width) : 32;
    if (code === 34 && isInches(body, i, before, after, depth, range)) continue;
    const verdict = direction(side, before, after, depth > 0);
    if (verdict === OPEN) {
      if (depth === 0) {
        start = i;
        startWidth = width;
        depth = 1;
      } else if (side === OPEN && depth < MAX_DEPTH && closesTwice(body, i, range.end)) {
        depth++;
      } else if (depth === 1 && strictlyOpens(before, after)) {
        // The closing mark was forgotten: the words up to here cannot be told from the reporter's.
        const cut = repairedEnd(body, start, i);
        if (cut > 0) push(cut, 0, false);
        start = i;
        startWidth = width;
        depth = 1;
      }
    } else if (depth > 1) {
      depth--;
    } else if (depth === 1) {
      push(i + width, width, true);
    }
    i += width - 1;
  }
  if (depth === 0 || start < 0) return false;
  // A lone mark before one or two words at a paragraph's end is a slip, not a statement.
  let end = range.end;
  while (end > start && isSpace(body.charCodeAt(end - 1))) end--;
  if (end - start < 12) return false;
  push(end, 0, false);
  return true;
}

/** Opening or closing, by the mark itself, then by the white space around it, then by what is open. */
function direction(side: number, before: number, after: number, open: boolean): number {
  const opens = strictlyOpens(before, after);
  const closes = strictlyCloses(before, after);
  if (side === EITHER) {
    if (opens && !closes) return open ? OPEN : OPEN;
    if (closes && !opens) return CLOSE;
    return open ? CLOSE : OPEN;
  }
  if (side === OPEN) return open && closes && !opens ? CLOSE : OPEN;
  return !open && opens && !closes ? OPEN : CLOSE;
}

/** Whether two closing marks follow before any further opening: then the mark at `i` is a nested one. */
function closesTwice(body: string, i: number, end: number): boolean {
  let closings = 0;
  const limit = Math.min(end, i + 2000);
  for (let j = i + 1; j < limit; j++) {
    const side = doubleMark(body.charCodeAt(j));
    if (side === OPEN) return false;
    if (side !== 0 && ++closings === 2) return true;
  }
  return false;
}

/** End of the last sentence between the marks, or 0 when none ends there. */
function repairedEnd(body: string, start: number, next: number): number {
  const floor = Math.max(start + 12, next - 2000);
  for (let j = next - 1; j > floor; j--) {
    const code = body.charCodeAt(j);
    if (code === 46 || code === 33 || code === 63 || code === 44) return j + 1;
  }
  return 0;
}

function isInches(
  body: string,
  i: number,
  before: number,
  after: number,
  depth: number,
  range: Span,
): boolean {
  if (!isDigit(before)) return false;
  if (depth === 0) return true;
  // 5'10" inside a quotation.
  let j = i - 1;
  while (j > range.start && (isDigit(body.charCodeAt(j)) || body.charCodeAt(j) === 46)) j--;
  const mark = body.charCodeAt(j);
  if (i - j <= 5 && (mark === 39 || mark === 0x2019 || mark === 0x2032)) return true;
  // 12" gun: a closing mark is not followed by a lower-case word and then closed again.
  if (after !== 32 || i - j > 4) return false;
  const limit = Math.min(range.end, i + 300);
  for (let k = i + 1; k < limit; k++) {
    const code = body.charCodeAt(k);
    if (code !== 34 && code !== 0x201d && code !== 0x201c) continue;
    const next = k + 1 < range.end ? body.charCodeAt(k + 1) : 32;
    return strictlyCloses(body.charCodeAt(k - 1), next) && !isSpace(body.charCodeAt(k - 1));
  }
  return false;
}

/** `<` that begins a tag of markup left in the text: its attribute values are no quotations. */
function isTagStart(body: string, i: number, end: number): boolean {
  const next = body.charCodeAt(i + 1) | 32;
  if (i + 1 >= end || !((next >= 97 && next <= 122) || body[i + 1] === '/')) return false;
  const close = body.slice(i + 1, Math.min(end, i + 2000)).search(/[<>]/);
  return close >= 0 && body[i + 1 + close] === '>';
}
