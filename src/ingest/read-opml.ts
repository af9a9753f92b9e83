import { plain } from './json-ld.ts';

export interface OpmlFeed {
  readonly url: string;
  readonly title?: string;
}

/** Feeds read of one list. */
const MOST_FEEDS = 1000;

/** The feeds that an OPML file lists, each address once. */
export function readOpml(text: string): readonly OpmlFeed[] {
  const feeds = new Map<string, OpmlFeed>();
  for (const [tag] of text.matchAll(/<outline\b[^<>]{0,5000}>/gi)) {
    const url = attribute(tag, 'xmlUrl');
    if (url === undefined || !URL.canParse(url) || feeds.has(url)) continue;
    const title = attribute(tag, 'title') ?? attribute(tag, 'text');
    feeds.set(url, { url, ...(title === undefined ? {} : { title }) });
    if (feeds.size >= MOST_FEEDS) break;
  }
  return [...feeds.values()];
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  return plain(match?.[1] ?? match?.[2] ?? '') || undefined;
}
