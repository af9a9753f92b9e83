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
  const inner = html.replace(/<!doctype[^>]*>/gi, '').replace(/<\/(?:html|body)\s*>/gi, '');
  const opening = /<html(?:\s[^>]*)?>/i.exec(inner)?.[0] ?? '<html>';
  const rest = inner.replace(/<html(?:\s[^>]*)?>/gi, '');
  if (/<body[\s>]/i.test(rest)) return `<!doctype html>${opening}${rest}</html>`;
  const head = /<\/head\s*>/i.exec(rest);
  const cut = head === null ? 0 : head.index + head[0].length;
  return `<!doctype html>${opening}${rest.slice(0, cut)}<body>${rest.slice(cut)}</body></html>`;
}

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
