import { compile, type Options } from 'css-select';
import type { PageElement } from './page-element.ts';
import { isElement, type PageNode } from './page-node.ts';

type Test = (element: PageElement) => boolean;

/** Only selectors that stand in the code, so it stays small. */
const compiled = new Map<string, Test>();

const adapter: NonNullable<Options<PageNode, PageElement>['adapter']> = {
  isTag: isElement,
  getAttributeValue: (element, name) => element.getAttribute(name) ?? undefined,
  getChildren: (node) => [...node.childNodes],
  getName: (element) => element.localName,
  getParent: (element) => element.parentNode,
  getSiblings: (node) => [...(node.parentNode?.childNodes ?? [node])],
  prevElementSibling: (node) => node.previousElementSibling,
  getText: (node) => node.textContent,
  hasAttrib: (element, name) => element.hasAttribute(name),
  removeSubsets: (nodes) => nodes,
};

/** Whether an element is what a CSS selector names. */
export function selectorTest(selector: string): Test {
  let test = compiled.get(selector);
  if (test === undefined) {
    test = /^[\w*]+(?:\s*,\s*\w+)*$/.test(selector) ? nameTest(selector) : cssTest(selector);
    compiled.set(selector, test);
  }
  return test;
}

/** Lists of tag names are most of what is asked. */
function nameTest(selector: string): Test {
  if (selector === '*') return () => true;
  const names = new Set(selector.toLowerCase().split(/\s*,\s*/));
  return (element) => names.has(element.localName);
}

function cssTest(selector: string): Test {
  // What it keeps of one page would be wrong once the page is changed.
  const query = compile<PageNode, PageElement>(selector, { adapter, cacheResults: false });
  return (element) => query(element);
}
