import type { PageElement } from './page-element.ts';

/** Numbers of the DOM standard. */
export const ELEMENT = 1;
export const TEXT = 3;
export const COMMENT = 8;
export const DOCUMENT = 9;

/** A place in a page's tree, with the names of the DOM standard. Its neighbours are linked: moves take constant time. */
export abstract class PageNode {
  readonly nodeType: number;
  parentNode: PageNode | null = null;
  previousSibling: PageNode | null = null;
  nextSibling: PageNode | null = null;
  firstChild: PageNode | null = null;
  lastChild: PageNode | null = null;
  #childNodes: readonly PageNode[] | null = null;
  #children: readonly PageElement[] | null = null;

  constructor(nodeType: number) {
    this.nodeType = nodeType;
  }

  abstract readonly nodeName: string;
  abstract readonly nodeValue: string | null;

  get parentElement(): PageElement | null {
    return elementOrNull(this.parentNode);
  }

  get childNodes(): readonly PageNode[] {
    if (this.#childNodes !== null) return this.#childNodes;
    const nodes: PageNode[] = [];
    for (let node = this.firstChild; node !== null; node = node.nextSibling) nodes.push(node);
    this.#childNodes = nodes;
    return nodes;
  }

  get children(): readonly PageElement[] {
    this.#children ??= this.childNodes.filter(isElement);
    return this.#children;
  }

  get firstElementChild(): PageElement | null {
    return elementFrom(this.firstChild, 'nextSibling');
  }

  get nextElementSibling(): PageElement | null {
    return elementFrom(this.nextSibling, 'nextSibling');
  }

  get previousElementSibling(): PageElement | null {
    return elementFrom(this.previousSibling, 'previousSibling');
  }

  get textContent(): string {
    // Joined at once: a string that grows is a chain of pieces, slow to search.
    const pieces: string[] = [];
    for (let node = nextNode(this, this); node !== null; node = nextNode(node, this)) {
      if (node.nodeType === TEXT) pieces.push(node.nodeValue ?? '');
    }
    return pieces.join('');
  }

  appendChild<N extends PageNode>(node: N): N {
    return this.insertBefore(node, null);
  }

  /** @param before A child of this node; null: at the end. */
  insertBefore<N extends PageNode>(node: N, before: PageNode | null): N {
    node.remove();
    const previous = before === null ? this.lastChild : before.previousSibling;
    node.parentNode = this;
    node.previousSibling = previous;
    node.nextSibling = before;
    if (previous === null) this.firstChild = node;
    else previous.nextSibling = node;
    if (before === null) this.lastChild = node;
    else before.previousSibling = node;
    this.#forgetLists();
    return node;
  }

  replaceChild<N extends PageNode>(node: PageNode, old: N): N {
    if (node === old) return old;
    this.insertBefore(node, old);
    old.remove();
    return old;
  }

  removeChild<N extends PageNode>(node: N): N {
    node.remove();
    return node;
  }

  remove(): void {
    const { parentNode, previousSibling, nextSibling } = this;
    if (parentNode === null) return;
    if (previousSibling === null) parentNode.firstChild = nextSibling;
    else previousSibling.nextSibling = nextSibling;
    if (nextSibling === null) parentNode.lastChild = previousSibling;
    else nextSibling.previousSibling = previousSibling;
    this.parentNode = null;
    this.previousSibling = null;
    this.nextSibling = null;
    parentNode.#forgetLists();
  }

  #forgetLists(): void {
    this.#childNodes = null;
    this.#children = null;
  }
}

/** The node after another in the order of the page, below a root; null at the end. */
export function nextNode(node: PageNode, root: PageNode): PageNode | null {
  if (node.firstChild !== null) return node.firstChild;
  let at: PageNode | null = node;
  while (at !== null && at !== root) {
    if (at.nextSibling !== null) return at.nextSibling;
    at = at.parentNode;
  }
  return null;
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT;
}

function elementOrNull(node: PageNode | null): PageElement | null {
  return node !== null && isElement(node) ? node : null;
}

function elementFrom(
  first: PageNode | null,
  direction: 'nextSibling' | 'previousSibling',
): PageElement | null {
  for (let node = first; node !== null; node = node[direction]) if (isElement(node)) return node;
  return null;
}
