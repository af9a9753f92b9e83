import { Parser } from 'htmlparser2';
import { PageDocument, type ParseInto } from './page-document.ts';
import { PageElement } from './page-element.ts';
import type { PageParent } from './page-parent.ts';
import { PageText } from './page-text.ts';

/** The tree of an HTML page as htmlparser2 reads it; comments are left out. */
export function parsePage(html: string): PageDocument {
  const document = new PageDocument(parseInto);
  parseInto(document, html);
  return document;
}

const parseInto: ParseInto = (parent, html) => {
  const document = parent instanceof PageDocument ? parent : parent.ownerDocument;
  let at: PageParent = parent;
  const parser = new Parser({
    onopentag(name, attributes) {
      at = at.appendChild(new PageElement(document, name, attributes));
    },
    ontext(data) {
      const last = at.lastChild;
      // Character references come in pieces of their own.
      if (last instanceof PageText) last.data += data;
      else at.appendChild(new PageText(data));
    },
    onclosetag() {
      at = (at.parentNode as PageParent | null) ?? at;
    },
  });
  parser.end(html);
};
