import { createHash } from 'node:crypto';
import { parseFeed } from '@rowanmanning/feed-parser';
import * as z from 'zod';
import { textBlocks } from './block-text.ts';
import { boundedHtml } from './bounded-html.ts';
import { pageDom } from './page-dom.ts';
import { publishedDate } from './published-date.ts';

export interface FeedItem {
  /** Id of the item, its address, or a hash of its words: the same item has the same key at each poll. */
  readonly key: string;
  readonly title: string;
  readonly url?: string;
  /** Summary and content, without mark-up. */
  readonly text: string;
  readonly publishedAt?: string;
  readonly author?: string;
}

export interface ParsedFeed {
  readonly title?: string;
  /** In the feed's order, at most `MOST_ITEMS`. */
  readonly items: readonly FeedItem[];
  /** Items that the feed had, those beyond the limit too. */
  readonly total: number;
}

export type FeedResult =
  | { readonly kind: 'feed'; readonly feed: ParsedFeed }
  | { readonly kind: 'problem'; readonly reason: string };

/** Items read of one poll: feeds list the newest first. */
const MOST_ITEMS = 1000;
/** Longer item texts are whole pages; this much tells what they are about. Characters. */
const LONGEST_TEXT = 100_000;

/** Reads RSS, Atom or (when `json`) JSON Feed. Entities that a feed declares itself are refused. */
export function readFeed(text: string, json: boolean, url?: string): FeedResult {
  return json ? jsonFeed(text, url) : xmlFeed(text, url);
}

function xmlFeed(text: string, url: string | undefined): FeedResult {
  if (/<!ENTITY/i.test(text)) {
    return { kind: 'problem', reason: 'the feed declares entities of its own, which is not read' };
  }
  const { kept, total } = firstItems(text);
  const feed = parseable(kept) ?? parseable(closed(kept));
  if (feed === undefined) {
    return { kind: 'problem', reason: 'this is no RSS or Atom feed that can be read' };
  }
  const items = feed.items.slice(0, MOST_ITEMS).map((item) =>
    feedItem({
      id: item.id,
      title: item.title,
      url: absolute(item.url, url),
      html: [item.description, item.content],
      published: (item.published ?? item.updated)?.toISOString(),
      author: item.authors[0]?.name,
    }),
  );
  return { kind: 'feed', feed: parsed(feed.title, items, Math.max(total, items.length)) };
}

function parseable(text: string): ReturnType<typeof parseFeed> | undefined {
  try {
    return parseFeed(text);
  } catch {
    return undefined;
  }
}

/** Without the items beyond the limit: the parser's time grows with the square of their number. */
function firstItems(text: string): { readonly kept: string; readonly total: number } {
  let total = 0;
  let cut = text.length;
  let end = text.length;
  for (const match of text.matchAll(/<\/(?:[a-z]+:)?(?:item|entry)\s*>/gi)) {
    total += 1;
    end = match.index + match[0].length;
    if (total === MOST_ITEMS) cut = end;
  }
  return { kept: total <= MOST_ITEMS ? text : text.slice(0, cut) + text.slice(end), total };
}

/** A feed that breaks off, closed after its last whole item. */
function closed(text: string): string {
  const ends = [...text.matchAll(/<\/(item|entry)\s*>/gi)];
  const last = ends.at(-1);
  if (last === undefined) return '';
  const whole = text.slice(0, last.index + last[0].length);
  return whole + (/^entry$/i.test(last[1]!) ? '</feed>' : '</channel></rss>');
}

const itemSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  url: z.string().nullish(),
  external_url: z.string().nullish(),
  title: z.string().nullish(),
  summary: z.string().nullish(),
  content_html: z.string().nullish(),
  content_text: z.string().nullish(),
  date_published: z.string().nullish(),
  authors: z.array(z.looseObject({ name: z.string().nullish() })).nullish(),
});
const jsonFeedSchema = z.looseObject({
  title: z.string().nullish(),
  items: z.array(z.unknown()),
});

function jsonFeed(text: string, url: string | undefined): FeedResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'problem', reason: 'the JSON feed is damaged' };
  }
  const feed = jsonFeedSchema.safeParse(value);
  if (!feed.success) return { kind: 'problem', reason: 'the JSON feed has no list of items' };
  const items = feed.data.items.slice(0, MOST_ITEMS).flatMap((raw) => {
    const item = itemSchema.safeParse(raw);
    if (!item.success) return [];
    const { data } = item;
    return feedItem({
      id: data.id === null || data.id === undefined ? undefined : String(data.id),
      title: data.title,
      url: absolute(data.url ?? data.external_url, url),
      html: [data.summary, data.content_html],
      plain: data.content_text ?? undefined,
      published: data.date_published ?? undefined,
      author: data.authors?.[0]?.name,
    });
  });
  return { kind: 'feed', feed: parsed(feed.data.title, items, feed.data.items.length) };
}

interface RawItem {
  readonly id: string | null | undefined;
  readonly title: string | null | undefined;
  readonly url: string | undefined;
  readonly html: readonly (string | null | undefined)[];
  readonly plain?: string | undefined;
  readonly published: string | undefined;
  readonly author: string | null | undefined;
}

function feedItem(raw: RawItem): FeedItem {
  const title = plainText(raw.title ?? '');
  const text = [...new Set([...raw.html.map((html) => plainText(html ?? '')), raw.plain ?? ''])]
    .filter((part) => part !== '')
    .join('\n\n');
  const publishedAt = raw.published === undefined ? undefined : publishedDate(raw.published);
  const hash = createHash('sha256').update(`${title}\n${text}`).digest('hex');
  return {
    key: raw.id?.trim() || raw.url || `sha256:${hash}`,
    title,
    text,
    ...(raw.url === undefined ? {} : { url: raw.url }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(raw.author ? { author: plainText(raw.author) } : {}),
  };
}

function plainText(html: string): string {
  const short = html.slice(0, LONGEST_TEXT);
  if (!/[<&]/.test(short)) return short.trim();
  const bounded = boundedHtml(short);
  if (bounded.kind === 'too-complex') return '';
  const { body } = pageDom(bounded.html);
  if (body === null) return '';
  return textBlocks(body)
    .map((block) => block.text)
    .join('\n\n');
}

function parsed(
  title: string | null | undefined,
  items: readonly FeedItem[],
  total: number,
): ParsedFeed {
  const name = plainText(title ?? '');
  return { ...(name === '' ? {} : { title: name }), items, total };
}

function absolute(
  address: string | null | undefined,
  base: string | undefined,
): string | undefined {
  if (!address || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}
