import type { PageDocument } from './dom/page-document.ts';

/** An object of the page's JSON-LD. */
export type LdNode = Readonly<Record<string, unknown>>;

/** More objects than this are no article's. */
const MOST_NODES = 2000;
/** Longer metadata is none. Characters. */
const LONGEST = 3000;
const ARTICLE = /(?:Article|Posting|Report|Review|Chapter|Recipe|Statement|Critique)$/;

/** All objects of the page's JSON-LD blocks, outer before inner; damaged blocks are passed over. */
export function jsonLd(document: PageDocument): readonly LdNode[] {
  const nodes: LdNode[] = [];
  for (const script of document.querySelectorAll('script[type]')) {
    if (!/^application\/ld\+json\b/i.test(script.getAttribute('type')?.trim() ?? '')) continue;
    const value = parsed(script.textContent ?? '');
    const queue: unknown[] = [value];
    for (let at = 0; at < queue.length && nodes.length < MOST_NODES; at += 1) {
      const item = queue[at];
      if (Array.isArray(item)) queue.push(...item.slice(0, MOST_NODES));
      else if (typeof item === 'object' && item !== null) {
        nodes.push(item as LdNode);
        queue.push(...Object.values(item).filter((inner) => typeof inner === 'object'));
      }
    }
  }
  return nodes;
}

/** The object that describes the page's article: of an article type, with a headline or a date. */
export function articleNode(nodes: readonly LdNode[]): LdNode | undefined {
  const articles = nodes.filter((node) => types(node).some((type) => ARTICLE.test(type)));
  return (
    articles.find((node) => text(node.headline) !== undefined && node.datePublished) ??
    articles.find((node) => text(node.headline) !== undefined || node.datePublished) ??
    nodes.find((node) => types(node).includes('WebPage') && node.datePublished)
  );
}

export function types(node: LdNode): readonly string[] {
  const type = node['@type'];
  return (Array.isArray(type) ? type : [type])
    .filter((value) => typeof value === 'string')
    .map((value) => value.replace(/^.*[/#:]/, ''));
}

/** A text value, or the first one of a list, without mark-up and entities. */
export function text(value: unknown): string | undefined {
  if (Array.isArray(value)) return text(value[0]);
  if (typeof value === 'object' && value !== null) return text((value as LdNode)['@value']);
  if (typeof value !== 'string') return undefined;
  return plain(value) || undefined;
}

/** Names of the persons or institutions that a value states; `@id` references are looked up. */
export function names(value: unknown, nodes: readonly LdNode[]): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item: unknown) => {
    if (typeof item === 'string') return /^https?:/.test(item) ? [] : [plain(item)];
    if (typeof item !== 'object' || item === null) return [];
    const node = item as LdNode;
    const name = node.name ?? referenced(node, nodes)?.name;
    return (Array.isArray(name) ? name : [name])
      .filter((part) => typeof part === 'string')
      .map(plain);
  });
}

function referenced(node: LdNode, nodes: readonly LdNode[]): LdNode | undefined {
  const id = node['@id'];
  if (typeof id !== 'string') return undefined;
  return nodes.find((other) => other['@id'] === id && other.name !== undefined);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};

/** Text of metadata: entities that were escaped twice resolved, tags and doubled spaces gone. */
export function plain(value: string): string {
  return value
    .slice(0, LONGEST)
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const hex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Real pages break their JSON with raw line ends in strings, comments and CDATA marks. */
function parsed(source: string): unknown {
  const trimmed = source
    .trim()
    .replace(
      /^(?:\/\*|\/\/|<!--)?\s*(?:<!\[CDATA\[)?\s*(?:\*\/)?|;?\s*(?:\/\*|\/\/)?\s*(?:\]\]>|-->)?\s*(?:\*\/)?$/g,
      '',
    );
  for (const attempt of [
    trimmed,
    trimmed.replace(/[\r\n\t]+/g, ' ').replace(/,\s*([}\]])/g, '$1'),
  ]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // the next attempt
    }
  }
  return undefined;
}
