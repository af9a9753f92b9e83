import { PageElement } from './page-element.ts';
import { DOCUMENT } from './page-node.ts';
import { PageParent } from './page-parent.ts';
import { PageText } from './page-text.ts';

/** Adds the nodes of a piece of HTML at the end of a parent. */
export type ParseInto = (parent: PageDocument | PageElement, html: string) => void;

export class PageDocument extends PageParent {
  readonly parseInto: ParseInto;

  constructor(parseInto: ParseInto) {
    super(DOCUMENT);
    this.parseInto = parseInto;
  }

  get nodeName(): string {
    return '#document';
  }

  get documentElement(): PageElement | null {
    return this.firstElementChild;
  }

  get body(): PageElement | null {
    return this.documentElement?.children.find((child) => child.localName === 'body') ?? null;
  }

  get title(): string {
    return (this.querySelector('title')?.textContent ?? '').replace(/\s+/g, ' ').trim();
  }

  createElement(name: string): PageElement {
    return new PageElement(this, name.toLowerCase());
  }

  createTextNode(data: string): PageText {
    return new PageText(data);
  }
}
