import type { Span } from '../article/span.ts';

/** Longest run of words put into the link whole; longer ones are named by their first and last words. */
const WHOLE = 120;
/** Words before the excerpt that tell it from an earlier place with the same words. */
const PREFIX_WORDS = 4;

/**
 * A link that opens the page at the words: URL fragment text directives
 * (https://wicg.github.io/scroll-to-text-fragment/). `null` when the address is no web address.
 * The first words are extended until they are the first place in the body where they stand; words that stand
 * earlier too get the ones before them as a prefix. A run that a paragraph ends in is named by its ends: a
 * browser matches no run across blocks.
 */
export function textFragmentLink(url: string | undefined, body: string, span: Span): string | null {
  if (!url || !/^https?:\/\//i.test(url)) return null;
  const text = body.slice(span.start, span.end);
  const words = [...text.matchAll(/\S+/g)];
  if (words.length === 0) return url;
  const base = url.includes('#') ? url : `${url}#`;
  const line = oneLine(text);
  if (line.length <= WHOLE && !/\n\s*\n/.test(text.trim())) {
    const prefix = body.indexOf(text) < span.start ? prefixOf(body, span.start) : '';
    return `${base}:~:text=${prefix}${encode(line)}`;
  }
  const at = (i: number): number => words[i]?.index ?? text.length;
  const upTo = (count: number): string =>
    text.slice(0, at(count - 1) + (words[count - 1]?.[0].length ?? 0));
  // The first words stay in the first paragraph of the run, the last ones in its last.
  const inFirst = wordsBefore(words, text.search(/\n\s*\n/));
  const most = Math.min(12, words.length - 3, inFirst);
  let head = Math.min(5, words.length, inFirst);
  while (head < most && body.indexOf(upTo(head)) < span.start) head++;
  const last = text.trimEnd().lastIndexOf('\n\n');
  const tailFrom = Math.max(head, words.length - 5, last < 0 ? 0 : wordsBefore(words, last));
  const end = oneLine(text.slice(at(tailFrom)));
  const prefix = body.indexOf(upTo(head)) < span.start ? prefixOf(body, span.start) : '';
  return `${base}:~:text=${prefix}${encode(oneLine(upTo(head)))}${end ? `,${encode(end)}` : ''}`;
}

/** `prefix-,` of the words before, in the same paragraph; empty at its start. */
function prefixOf(body: string, start: number): string {
  const before =
    body
      .slice(Math.max(0, start - 80), start)
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const words = before.match(/\S+/g)?.slice(-PREFIX_WORDS) ?? [];
  // The first of them may be cut by the window.
  if (words.length > 1 && words.length === PREFIX_WORDS) words.shift();
  return words.length === 0 ? '' : `${encode(words.join(' '))}-,`;
}

function wordsBefore(words: readonly RegExpMatchArray[], offset: number): number {
  return offset < 0 ? words.length : words.filter(({ index }) => (index ?? 0) < offset).length;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Percent-encoding, the dash included: a bare dash is syntax in a text directive. */
function encode(words: string): string {
  return encodeURIComponent(words.toWellFormed())
    .replace(/-/g, '%2D')
    .replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
