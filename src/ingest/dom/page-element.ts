import { markup } from './markup.ts';
import type { PageDocument } from './page-document.ts';
import { ELEMENT } from './page-node.ts';
import { PageParent } from './page-parent.ts';
import { selectorTest } from './selector-test.ts';

class PageAttribute {
  readonly name: string;
  readonly value: string;

  constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
  }

  cloneNode(): PageAttribute {
    return this;
  }
}

/** Tag names in capitals, made once each. Unknown names are as many as the pages read hold, so they are not kept. */
const CAPITALS = new Map<string, string>();
const LONGEST_KEPT = 10;
const MOST_KEPT = 200;

const NO_STYLE = { display: '', visibility: '' } as const;

export class PageElement extends PageParent {
  readonly ownerDocument: PageDocument;
  readonly localName: string;
  readonly tagName: string;
  readonly #attributes: Record<string, string>;

  constructor(ownerDocument: PageDocument, name: string, attributes: Record<string, string> = {}) {
    super(ELEMENT);
    this.ownerDocument = ownerDocument;
    this.localName = name;
    this.tagName = capitals(name);
    this.#attributes = attributes;
  }

  get nodeName(): string {
    return this.tagName;
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }

  get className(): string {
    return this.getAttribute('class') ?? '';
  }

  set className(value: string) {
    this.setAttribute('class', value);
  }

  /** Names and values. */
  attributeEntries(): readonly (readonly [string, string])[] {
    return Object.entries(this.#attributes);
  }

  get attributes(): readonly PageAttribute[] {
    return this.attributeEntries().map(([name, value]) => new PageAttribute(name, value));
  }

  /** As much of the style as tells whether the element is shown. */
  get style(): { readonly display: string; readonly visibility: string } {
    const style = this.getAttribute('style');
    if (style === null) return NO_STYLE;
    const value = (name: string): string =>
      new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([a-z-]+)`, 'i').exec(style)?.[1]?.toLowerCase() ?? '';
    return { display: value('display'), visibility: value('visibility') };
  }

  getAttribute(name: string): string | null {
    return this.hasAttribute(name) ? (this.#attributes[name] ?? null) : null;
  }

  hasAttribute(name: string): boolean {
    return Object.hasOwn(this.#attributes, name);
  }

  setAttribute(name: string, value: string): void {
    this.#attributes[name] = value;
  }

  setAttributeNode({ name, value }: PageAttribute): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    delete this.#attributes[name];
  }

  closest(selector: string): PageElement | null {
    const test = selectorTest(selector);
    for (let up: PageElement | null = this; up !== null; up = up.parentElement) {
      if (test(up)) return up;
    }
    return null;
  }

  get innerHTML(): string {
    return markup(this);
  }

  set innerHTML(html: string) {
    this.textContent = '';
    this.ownerDocument.parseInto(this, html);
  }
}

function capitals(name: string): string {
  const known = CAPITALS.get(name);
  if (known !== undefined) return known;
  const made = name.toUpperCase();
  if (name.length <= LONGEST_KEPT && CAPITALS.size < MOST_KEPT) CAPITALS.set(name, made);
  return made;
}
