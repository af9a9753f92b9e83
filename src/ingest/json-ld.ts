import type { PageDocument } from './dom/page-document.ts';
import { lettersOf } from './letters-of.ts';

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

/**
 * What the page's JSON-LD says of its article: the object of an article type with the headline that
 * the page states elsewhere, else with a headline and a date. What it leaves out is filled from
 * other objects of the same headline.
 * @param titles The page's titles as other metadata states them.
 */
export function articleNode(
  nodes: readonly LdNode[],
  titles: readonly string[],
): LdNode | undefined {
  const articles = nodes.filter((node) => types(node).some((type) => ARTICLE.test(type)));
  const keys = titles.map(lettersOf).filter((title) => title.length >= 10);
  const isTitle = (node: LdNode): boolean => {
    const headline = lettersOf(text(node.headline) ?? text(node.name) ?? '');
    return headline.length >= 10 && keys.some((title) => title.startsWith(headline));
  };
  const named = articles.filter(isTitle);
  const best = (list: readonly LdNode[]) =>
    list.find((node) => text(node.headline) !== undefined && node.datePublished) ??
    list.find((node) => text(node.headline) !== undefined || node.datePublished);
  const chosen = best(named) ?? best(articles);
  if (chosen === undefined) {
    return nodes.find((node) => types(node).includes('WebPage') && node.datePublished);
  }
  const same = articles.filter(
    (node) =>
      node !== chosen &&
      lettersOf(text(node.headline) ?? '') === lettersOf(text(chosen.headline) ?? ''),
  );
  return Object.assign({}, ...same.reverse(), stated(chosen));
}

/** The fields of an object that state something. */
function stated(node: LdNode): LdNode {
  return Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== null && value !== ''),
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
  if (Array.isArray(value)) return value.flatMap((item: unknown) => names(item, nodes));
  if (typeof value === 'string') return /^https?:/.test(value) ? [] : [plain(value)];
  if (typeof value !== 'object' || value === null) return [];
  const node = value as LdNode;
  if (node['@list'] !== undefined) return names(node['@list'], nodes);
  const name = node.name ?? fullName(node) ?? referenced(node, nodes)?.name ?? node['@value'];
  return (Array.isArray(name) ? name : [name]).map(text).filter((part) => part !== undefined);
}

function fullName({ givenName, familyName }: LdNode): string | undefined {
  return [text(givenName), text(familyName)].filter(Boolean).join(' ') || undefined;
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

/** Comments and CDATA marks around the JSON: where it begins and ends. */
const OPENING = /^(?:\/\*|\/\/|<!--)?\s*(?:<!\[CDATA\[)?\s*(?:\*\/)?/;
const CLOSING = /;?\s*(?:\/\*|\/\/)?\s*(?:\]\]>|-->)?\s*(?:\*\/)?;?$/;
/** Closing marks are no longer. Characters. */
const LONGEST_CLOSING = 60;

/**
 * Real pages break their JSON with raw line ends in strings, comments, commas before a closing
 * bracket, escapes of apostrophes, entities in place of quotation marks, or objects in a row. What
 * cannot be mended is read for single fields.
 */
function parsed(source: string): unknown {
  const opened = source.trim().replace(OPENING, '');
  const cut = Math.max(0, opened.length - LONGEST_CLOSING);
  const trimmed = opened.slice(0, cut) + opened.slice(cut).replace(CLOSING, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none in strings
  const oneLine = trimmed.replace(/[\u0000-\u001f]+/g, ' ');
  const mended = oneLine
    .replace(/("(?:[^"\\]|\\.)*")|\/\*.*?\*\//g, '$1')
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/\\'/g, "'");
  for (const attempt of [
    () => trimmed,
    () => mended,
    () => `[${mended.replace(/\}\s*\{/g, '},{')}]`,
    () => mended.replace(/&quot;/g, '"'),
  ]) {
    try {
      return JSON.parse(attempt());
    } catch {
      // the next attempt
    }
  }
  return loose(oneLine);
}

/** An article of the fields that can be told apart in JSON that cannot be parsed. */
function loose(source: string): LdNode | undefined {
  const field = (name: string) =>
    new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.){1,400})"`).exec(source)?.[1];
  const datePublished = field('datePublished');
  const headline = field('headline');
  if (datePublished === undefined && headline === undefined) return undefined;
  const author = /"author"\s*:\s*(?:\[\s*)?\{[^{}]{0,400}?"name"\s*:\s*"([^"\\]{1,200})"/.exec(
    source,
  )?.[1];
  return {
    '@type': 'Article',
    ...(datePublished === undefined ? {} : { datePublished }),
    ...(headline === undefined ? {} : { headline: headline.replace(/\\(.)/g, '$1') }),
    ...(author === undefined ? {} : { author }),
  };
}
