/** Elements read at most: ten times what long articles with all their menus have. */
const MOST_ELEMENTS = 60_000;
/** Character references and stray marks read at most; the parser makes a node of each. */
const MOST_MARKS = 100_000;
/** Four times as deep as pages nest; what reads the tree takes the square of it. */
const DEEPEST = 200;

export type BoundedHtml =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'too-complex'; readonly reason: string };

/** Elements whose end tag may be left out, or that have none: they do not nest by themselves. */
const FLAT =
  /^(?:p|li|dt|dd|td|th|tr|tbody|thead|tfoot|option|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|html|head|body|script|style|title|textarea)$/;

/**
 * HTML that a parser can read in bounded time: refused when it has too many elements; scripts, styles
 * and drawings taken out, and tags where they lie too deep (their text stays). Linear in the length
 * of the page.
 */
export function boundedHtml(html: string): BoundedHtml {
  const elements = countOf(html, /<[a-z]/gi, MOST_ELEMENTS);
  if (elements > MOST_ELEMENTS) {
    return { kind: 'too-complex', reason: `the page has more than ${MOST_ELEMENTS} elements` };
  }
  const marks = countOf(html, /&|<(?![a-z/!?])/gi, MOST_MARKS);
  if (marks > MOST_MARKS) {
    return {
      kind: 'too-complex',
      reason: `the page has more than ${MOST_MARKS} special characters`,
    };
  }
  const light = withoutDeadWeight(html);
  return { kind: 'html', html: elements > DEEPEST ? shallow(light) : light };
}

function countOf(text: string, pattern: RegExp, most: number): number {
  let count = 0;
  while (pattern.exec(text) !== null) {
    count += 1;
    if (count > most) break;
  }
  return count;
}

/** Scripts (data in them kept), styles and drawings hold no words: half of the parser's work for nothing. */
function withoutDeadWeight(html: string): string {
  const opening = /<(script|style|svg)\b[^<>]*>/gi;
  let result = '';
  let at = 0;
  for (let match = opening.exec(html); match !== null; match = opening.exec(html)) {
    const [tag, name = ''] = match;
    const end = closingTag(html, name.toLowerCase(), opening.lastIndex);
    if (end === -1) break;
    if (!/ld\+json/i.test(tag)) {
      result += html.slice(at, match.index);
      at = end;
    }
    opening.lastIndex = end;
  }
  return result + html.slice(at);
}

/** Offset after the next end tag, -1 when there is none. */
function closingTag(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  return closing.exec(html) === null ? -1 : closing.lastIndex;
}

function shallow(html: string): string {
  const tag = /<(\/?)([a-z][a-z0-9-]*)(?:\s[^<>]*)?>/gi;
  let result = '';
  let at = 0;
  let depth = 0;
  let dropped = 0;
  for (let match = tag.exec(html); match !== null; match = tag.exec(html)) {
    const [whole, slash, name = ''] = match;
    const element = name.toLowerCase();
    if (element === 'script' && slash === '') {
      const end = closingTag(html, element, tag.lastIndex);
      if (end === -1) break;
      tag.lastIndex = end;
      continue;
    }
    if (FLAT.test(element) || whole.endsWith('/>')) continue;
    const deeper = slash === '' ? depth >= DEEPEST : dropped > 0;
    if (deeper) {
      dropped += slash === '' ? 1 : -1;
      const between = html.slice(at, match.index);
      // One space for a row of tags.
      if (between !== '') result += `${between} `;
      at = tag.lastIndex;
    } else depth = Math.max(0, depth + (slash === '' ? 1 : -1));
  }
  return result + html.slice(at);
}

/** A page that is refused before it is parsed; `message` is one line for people. */
export class TooComplexError extends Error {
  override readonly name = 'TooComplexError';
}
