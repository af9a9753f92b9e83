import { addressKey } from './article-identity.ts';
import { feedId } from './feed-id.ts';
import type { IngestStores } from './ports.ts';

/** What a person means by an id or an address. */
export interface NamedSource {
  readonly kind: 'article' | 'feed';
  readonly id: string;
  readonly title: string;
  /** An article that was removed and can be brought back. */
  readonly removed: boolean;
}

/** The article or feed of an id or a web address; null when nothing that was added is called that. */
export async function namedSource(
  words: string,
  { articles, feeds }: Pick<IngestStores, 'articles' | 'feeds'>,
): Promise<NamedSource | null> {
  const name = words.trim();
  // A database takes no NUL, and no id has one.
  if (name === '' || /\p{Cc}/u.test(name)) return null;
  const isAddress = /^https?:\/\//i.test(name) && URL.canParse(name);
  const article =
    (await articles.find({ id: name })) ??
    (isAddress ? await articles.find({ addressKey: addressKey(name) }) : null);
  if (article !== null) {
    const { id, title, removed } = article;
    return { kind: 'article', id, title: title || id, removed };
  }
  const feed = (await feeds.get(name)) ?? (isAddress ? await feeds.get(feedId(name)) : null);
  if (feed === null) return null;
  return { kind: 'feed', id: feed.id, title: feed.title ?? feed.url, removed: false };
}
