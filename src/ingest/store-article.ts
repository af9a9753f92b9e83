import type { Article } from '../article/article.ts';
import { addressKey, bodyHash } from './article-identity.ts';
import { articleVersion } from './corpus-version.ts';
import type { Actor, ArticleStore, Origin, PutArticle } from './ports.ts';

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

/** As much of the store as storing takes. */
type Store = Pick<ArticleStore, 'find' | 'get' | 'putAll'>;

/** Articles written in one transaction, and characters of their bodies: a few milliseconds of work. */
const MOST_ARTICLES = 16;
const MOST_CHARACTERS = 200_000;

/**
 * Puts an article, recognising one that is there already: the same address is the same article
 * (a new version), the same words on the same site, or without an address and from no other publisher, are
 * nothing new. The same words in another outlet are an article of their own.
 */
export async function storeArticle(store: Store, request: StoreRequest): Promise<StoreOutcome> {
  const [outcome] = await storeSome(store, [request]);
  return outcome!;
}

/**
 * Stores the first of the requests, as many as one transaction takes: at least one. They are in when
 * this resolves, and none of them is when it rejects.
 * @param giveWay Called where other work may have its turn.
 */
export async function storeSome(
  store: Store,
  requests: readonly StoreRequest[],
  giveWay = async (): Promise<void> => undefined,
): Promise<readonly StoreOutcome[]> {
  const outcomes: (StoreOutcome | PutArticle)[] = [];
  const taken = new Set<string>();
  let characters = 0;
  for (const request of requests.slice(0, MOST_ARTICLES)) {
    const { article, origin, by, at, revive } = request;
    characters += article.body.length;
    if (outcomes.length > 0 && characters > MOST_CHARACTERS) break;
    await giveWay();
    const key = article.url === undefined ? undefined : addressKey(article.url);
    const hash = bodyHash(article.body);
    // What an earlier one of the same transaction may be: it is known only once that one is in.
    if ([hash, key, article.id].some((mark) => mark !== undefined && taken.has(mark))) break;
    const { id, known, url } = await identity(store, article, key, hash);
    if (taken.has(id)) break;
    for (const mark of [hash, key, article.id, id]) if (mark !== undefined) taken.add(mark);
    if (known === 'same-words') {
      outcomes.push({ kind: 'unchanged', id, title: article.title });
      continue;
    }
    // An address once kept stays: the next one may differ in what does not matter.
    const kept = { ...article, id, ...(url === undefined ? {} : { url }) };
    outcomes.push({
      article: kept,
      version: articleVersion(kept),
      bodyHash: hash,
      ...(key === undefined ? {} : { addressKey: key }),
      origin,
      by,
      at,
      revive,
    });
  }
  const entries = outcomes.filter((outcome) => 'article' in outcome);
  await giveWay();
  const results = await store.putAll(entries);
  const kinds = new Map(entries.map((entry, index) => [entry, results[index]!.kind]));
  return outcomes.map((outcome) =>
    'article' in outcome
      ? { kind: kinds.get(outcome)!, id: outcome.article.id, title: outcome.article.title }
      : outcome,
  );
}

interface Identity {
  readonly id: string;
  readonly known: 'no' | 'address' | 'same-words';
  /** The address that it has been kept with. */
  readonly url?: string;
}

async function identity(
  store: Store,
  article: Article,
  key: string | undefined,
  hash: string,
): Promise<Identity> {
  if (key !== undefined) {
    const same = await store.find({ addressKey: key });
    if (same !== null) {
      return {
        id: same.id,
        known: 'address',
        ...(same.url === undefined ? {} : { url: same.url }),
      };
    }
  }
  const words = await store.find({ bodyHash: hash });
  if (words === null || words.removed || words.id === article.id)
    return { id: article.id, known: 'no' };
  const there = words.addressKey;
  const sameOutlet =
    key === undefined
      ? await maySharePublisher(store, words.id, article)
      : there !== undefined && host(there) === host(key);
  return sameOutlet ? { id: words.id, known: 'same-words' } : { id: article.id, known: 'no' };
}

/** Without an address, only two publishers that are stated and differ say that outlets do. */
async function maySharePublisher(
  store: Store,
  id: string,
  { publisher }: Article,
): Promise<boolean> {
  if (publisher === undefined) return true;
  const there = (await store.get(id))?.article.publisher;
  return there === undefined || there === publisher;
}

function host(key: string): string {
  return key.split(/[/?]/, 1)[0] ?? '';
}
