/** Elements read at most: ten times what long articles with all their menus have. */
const MOST_ELEMENTS = 60_000;
/** Character references and stray marks read at most; the parser makes a node of each. */
const MOST_MARKS = 100_000;
const DEEPEST = 200;

export type BoundedHtml =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'too-complex'; readonly reason: string };

/** Elements whose end tag may be left out, or that have none: they do not nest by themselves. */
const FLAT =
  /^(?:p|li|dt|dd|td|th|tr|tbody|thead|tfoot|option|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|html|head|body|script|style|title|textarea)$/;

/**
 * HTML that a parser can read in bounded time: refused when it has too many elements, tags taken out
 * where they lie too deep (their text stays). Linear in the length of the page.
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
  return { kind: 'html', html: elements > DEEPEST ? shallow(html) : html };
}

function countOf(text: string, pattern: RegExp, most: number): number {
  let count = 0;
  while (pattern.exec(text) !== null) {
    count += 1;
    if (count > most) break;
  }
  return count;
}

function shallow(html: string): string {
  let depth = 0;
  let dropped = 0;
  return html.replace(
    /<(\/?)([a-z][a-z0-9-]*)(?:\s[^<>]*)?>/gi,
    (tag, slash: string, name: string) => {
      if (FLAT.test(name.toLowerCase()) || tag.endsWith('/>')) return tag;
      if (slash === '') {
        if (depth >= DEEPEST) {
          dropped += 1;
          return ' ';
        }
        depth += 1;
        return tag;
      }
      if (dropped > 0) {
        dropped -= 1;
        return ' ';
      }
      depth = Math.max(0, depth - 1);
      return tag;
    },
  );
}
