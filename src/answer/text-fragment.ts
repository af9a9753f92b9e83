import type { Span } from '../article/span.ts';

/** Longest run of words put into the link whole; longer ones are named by their first and last words. */
const WHOLE = 120;

/**
 * A link that opens the page at the words: URL fragment text directives
 * (https://wicg.github.io/scroll-to-text-fragment/). `null` when the address is no web address.
 * The first words are extended until they are the first place in the body where they stand.
 */
export function textFragmentLink(url: string | undefined, body: string, span: Span): string | null {
  if (!url || !/^https?:\/\//i.test(url)) return null;
  const words = [...body.slice(span.start, span.end).matchAll(/\S+/g)];
  if (words.length === 0) return url;
  const base = url.includes('#') ? url : `${url}#`;
  const text = body.slice(span.start, span.end);
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= WHOLE) return `${base}:~:text=${encode(line)}`;
  const at = (i: number): number => words[i]?.index ?? text.length;
  let head = Math.min(5, words.length);
  const headText = (): string => text.slice(0, at(head - 1) + (words[head - 1]?.[0].length ?? 0));
  while (head < Math.min(12, words.length - 3) && body.indexOf(headText()) < span.start) head++;
  const tail = text.slice(at(Math.max(head, words.length - 5)));
  const start = headText().replace(/\s+/g, ' ');
  const end = tail.replace(/\s+/g, ' ').trim();
  return `${base}:~:text=${encode(start)}${end ? `,${encode(end)}` : ''}`;
}

/** Percent-encoding, the dash included: a bare dash is syntax in a text directive. */
function encode(words: string): string {
  return encodeURIComponent(words.toWellFormed())
    .replace(/-/g, '%2D')
    .replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
