import type { PageElement } from './page-element.ts';
import { PageNode } from './page-node.ts';
import { PageText } from './page-text.ts';
import { elementsBelow, selectorTest } from './selector-test.ts';

/** What elements and the document have in common. */
export abstract class PageParent extends PageNode {
  override get nodeValue(): null {
    return null;
  }

  override get textContent(): string {
    return super.textContent;
  }

  override set textContent(value: string) {
    while (this.firstChild !== null) this.firstChild.remove();
    if (value !== '') this.appendChild(new PageText(value));
  }

  querySelector(selector: string): PageElement | null {
    const test = selectorTest(selector);
    for (const element of elementsBelow(this)) if (test(element)) return element;
    return null;
  }

  querySelectorAll(selector: string): readonly PageElement[] {
    const test = selectorTest(selector);
    const found: PageElement[] = [];
    for (const element of elementsBelow(this)) if (test(element)) found.push(element);
    return found;
  }

  /** Unlike the standard's, the list does not change with the page. */
  getElementsByTagName(name: string): readonly PageElement[] {
    return this.querySelectorAll(name);
  }
}
