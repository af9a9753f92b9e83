import { createRequire } from 'node:module';

/** As much of the DOM as reading a page takes. The platform's own types would make browser globals visible everywhere. */
export interface Node {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly textContent: string | null;
  readonly parentNode: Node | null;
  readonly firstChild: Node | null;
  readonly nextSibling: Node | null;
  insertBefore(node: Node, before: Node | null): void;
  removeChild(node: Node): void;
}

export interface Queryable {
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

export interface Element extends Node, Queryable {
  readonly tagName: string;
  readonly id: string;
  readonly parentElement: Element | null;
  readonly nextElementSibling: Element | null;
  getAttribute(name: string): string | null;
  closest(selector: string): Element | null;
  remove(): void;
}

export interface Document extends Queryable {
  readonly documentElement: Element | null;
  readonly body: Element | null;
  createElement(tag: string): Element;
}

// Loaded without their type declarations, which need the platform's DOM types and do not check under `strict`.
const require = createRequire(import.meta.url);
const { parseHTML } = require('linkedom') as { parseHTML(html: string): { document: Document } };
const { Readability } = require('@mozilla/readability') as {
  Readability: new (
    document: Document,
    options: {
      readonly serializer: (node: Element) => Element;
      readonly keepClasses: boolean;
      readonly disableJSONLD: boolean;
    },
  ) => { parse(): { readonly content?: Element | null } | null };
};

/**
 * The page as a DOM. A fragment, or a text that is no HTML at all, gives a document with what there
 * is. Time and stack are bounded only for what `boundedHtml` let through.
 */
export function pageDom(html: string): Document {
  const { document } = parseHTML(oneDocument(html));
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
function oneBody(document: Document): void {
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
export function readableElement(document: Document): Element | null {
  const reader = new Readability(document, {
    serializer: (node) => node,
    keepClasses: true,
    disableJSONLD: true,
  });
  return reader.parse()?.content ?? null;
}
