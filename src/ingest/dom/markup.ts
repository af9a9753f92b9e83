import { isElement, type PageNode, TEXT } from './page-node.ts';

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;
const RAW = /^(?:script|style)$/;

/** What stands inside a node, as HTML that reads back to the same tree. */
export function markup(root: PageNode): string {
  let html = '';
  for (let node = root.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === TEXT)
      html += RAW.test(root.nodeName.toLowerCase())
        ? node.nodeValue
        : escaped(node.nodeValue ?? '');
    if (!isElement(node)) continue;
    const { localName } = node;
    html += `<${localName}`;
    for (const [name, value] of node.attributeEntries()) html += ` ${name}="${escaped(value)}"`;
    html += '>';
    if (!VOID.test(localName)) html += `${markup(node)}</${localName}>`;
  }
  return html;
}

function escaped(text: string): string {
  return /[&<>"]/.test(text)
    ? text
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
    : text;
}
