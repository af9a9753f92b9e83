import type { Article } from '../article/article.ts';
import { addressKey, bodyHash } from './article-identity.ts';
import { articleVersion } from './corpus-version.ts';
import type { Actor, ArticleStore, Origin } from './ports.ts';

export interface StoreRequest {
  readonly article: Article;
  readonly origin: Origin;
  readonly by: Actor;
  readonly at: number;
  /** Whether a person asks: then a removed article comes back. */
  readonly revive: boolean;
}

/** What became of one article. `id` is the one that it is kept under. */
export interface StoreOutcome {
  readonly kind: 'added' | 'changed' | 'unchanged' | 'stays-removed';
  readonly id: string;
  readonly title: string;
}

/**
 * Puts an article, recognising one that is there already: the same address is the same article
 * (a new version), the same words without an address or on the same site are nothing new. The same
 * words in another outlet are an article of their own.
 */
export async function storeArticle(
  store: ArticleStore,
  request: StoreRequest,
): Promise<StoreOutcome> {
  const { article, origin, by, at, revive } = request;
  const key = article.url === undefined ? undefined : addressKey(article.url);
  const hash = bodyHash(article.body);
  const { id, known } = await identity(store, article, key, hash);
  const title = article.title;
  if (known === 'same-words') return { kind: 'unchanged', id, title };
  // An address once kept stays: the next one may differ in what does not matter.
  const url = known === 'address' ? (await store.get(id))?.article.url : undefined;
  const kept = { ...article, id, ...(url === undefined ? {} : { url }) };
  const result = await store.put({
    article: kept,
    version: articleVersion(kept),
    bodyHash: hash,
    ...(key === undefined ? {} : { addressKey: key }),
    origin,
    by,
    at,
    revive,
  });
  return { kind: result.kind, id, title };
}

async function identity(
  store: ArticleStore,
  article: Article,
  key: string | undefined,
  hash: string,
): Promise<{ readonly id: string; readonly known: 'no' | 'address' | 'same-words' }> {
  if (key !== undefined) {
    const same = await store.find({ addressKey: key });
    if (same !== null) return { id: same.id, known: 'address' };
  }
  const words = await store.find({ bodyHash: hash });
  if (words === null || words.removed || words.id === article.id)
    return { id: article.id, known: 'no' };
  const stored = await store.get(words.id);
  const there = stored?.addressKey;
  const sameSite = key === undefined || (there !== undefined && host(there) === host(key));
  return sameSite ? { id: words.id, known: 'same-words' } : { id: article.id, known: 'no' };
}

function host(key: string): string {
  return key.split(/[/?]/, 1)[0] ?? '';
}
