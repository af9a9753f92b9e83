import type { PageElement } from './page-element.ts';
import { isElement, nextNode, PageNode } from './page-node.ts';
import { PageText } from './page-text.ts';
import { selectorTest } from './selector-test.ts';

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
    for (let node = nextNode(this, this); node !== null; node = nextNode(node, this)) {
      if (isElement(node) && test(node)) return node;
    }
    return null;
  }

  querySelectorAll(selector: string): readonly PageElement[] {
    const test = selectorTest(selector);
    const found: PageElement[] = [];
    for (let node = nextNode(this, this); node !== null; node = nextNode(node, this)) {
      if (isElement(node) && test(node)) found.push(node);
    }
    return found;
  }

  /** Unlike the standard's, the list does not change with the page. */
  getElementsByTagName(name: string): readonly PageElement[] {
    return this.querySelectorAll(name);
  }
}
