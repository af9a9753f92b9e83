import { createRequire } from 'node:module';
import type { PageDocument } from './dom/page-document.ts';
import type { PageElement } from './dom/page-element.ts';
import { parsePage } from './dom/parse-page.ts';

// Loaded without its type declarations, which need the platform's DOM types and do not check under `strict`.
const require = createRequire(import.meta.url);
const { Readability } = require('@mozilla/readability') as {
  Readability: new (
    document: PageDocument,
    options: {
      readonly serializer: (node: PageElement) => PageElement;
      readonly keepClasses: boolean;
      readonly disableJSONLD: boolean;
    },
  ) => { parse(): { readonly content?: PageElement | null } | null };
};

/**
 * The page as a DOM. A fragment, or a text that is no HTML at all, gives a document with what there
 * is. Time and stack are bounded only for what `boundedHtml` let through.
 */
export function pageDom(html: string): PageDocument {
  const document = parsePage(oneDocument(html));
  oneBody(document);
  return document;
}

/**
 * Mended where the parser, unlike a browser, would go wrong: a second `<html>` start tag would
 * nest, an end tag of `html` or `body` in the middle would end the page, a missing `<body>` would
 * leave the text in no body.
 */
function oneDocument(html: string): string {
  let opening: string | undefined;
  let head = 0;
  let rest = '';
  let at = 0;
  let hasBody = false;
  for (const match of html.matchAll(STRUCTURE)) {
    const [tag] = match;
    if (/^<body/i.test(tag)) {
      hasBody = true;
      continue;
    }
    const isHead = /^<\/head/i.test(tag);
    rest += html.slice(at, isHead ? match.index + tag.length : match.index);
    at = match.index + tag.length;
    if (isHead && head === 0) head = rest.length;
    if (/^<html/i.test(tag)) opening ??= tag;
  }
  rest += html.slice(at);
  const start = `<!doctype html>${opening ?? '<html>'}`;
  if (hasBody) return `${start}${rest}</html>`;
  return `${start}${rest.slice(0, head)}<body>${rest.slice(head)}</body></html>`;
}

/** The tags that make a document of a page. */
const STRUCTURE = /<(?:!doctype[^>]*>|html(?:\s[^>]*)?>|body(?=[\s>])|\/(?:html|body|head)\s*>)/gi;

/** The parser's `body` is only the element after `head`: everything that stands elsewhere is put into it. */
function oneBody(document: PageDocument): void {
  const root = document.documentElement;
  if (root === null) return;
  const found = [...document.querySelectorAll('body')];
  if (found.length === 1 && found[0]?.parentNode === root && document.body === found[0]) return;
  const head = document.querySelector('head') ?? document.createElement('head');
  const body = document.createElement('body');
  for (const stray of found) {
    while (stray.firstChild !== null) stray.parentNode?.insertBefore(stray.firstChild, stray);
    stray.remove();
  }
  head.remove();
  while (root.firstChild !== null) body.insertBefore(root.firstChild, null);
  root.insertBefore(head, null);
  root.insertBefore(body, null);
}

/**
 * The element that Mozilla's Readability takes for the article; null when it finds none. The
 * document is used up.
 */
export function readableElement(document: PageDocument): PageElement | null {
  const reader = new Readability(document, {
    serializer: (node) => node,
    keepClasses: true,
    disableJSONLD: true,
  });
  return reader.parse()?.content ?? null;
}
