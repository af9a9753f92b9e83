import { bodyHash } from './article-identity.ts';
import { nextCheck } from './change-watch.ts';
import { articleVersion } from './corpus-version.ts';
import type { Fetch } from './fetch-result.ts';
import { type Fate, owedNotices } from './owed-notices.ts';
import { pageArticle } from './page-article.ts';
import { pageGone } from './page-gone.ts';
import type { ChangeNotice, IngestStores, PageWatch, StoredArticle } from './ports.ts';
import type { DocumentRequest, DocumentResult } from './read-document.ts';
import { storeArticle } from './store-article.ts';

export interface RecheckDeps {
  readonly stores: IngestStores;
  readonly fetch: Fetch;
  readonly read: (request: DocumentRequest) => Promise<DocumentResult>;
  readonly now: () => number;
  readonly random: () => number;
}

export type RecheckOutcome =
  | { readonly kind: 'same' | 'gone-from-corpus'; readonly articleId: string }
  | { readonly kind: 'failed'; readonly articleId: string; readonly reason: string }
  | {
      /** Two looks in a row of those that could tell, one interval apart, found no page there. */
      readonly kind: 'gone';
      readonly articleId: string;
      readonly notices: readonly ChangeNotice[];
    }
  | {
      readonly kind: 'changed';
      readonly articleId: string;
      readonly notices: readonly ChangeNotice[];
    };

/**
 * Looks at a watched page again. A changed text becomes a new version; each place where a span was
 * shown that changed or vanished with this version is owed one notice. The notices are kept before
 * the version is, so that a crash loses none.
 */
export async function recheckPage(watch: PageWatch, deps: RecheckDeps): Promise<RecheckOutcome> {
  const { stores } = deps;
  const { articleId } = watch;
  const stored = await stores.articles.get(articleId);
  if (stored === null) {
    await stores.watches.remove(articleId);
    return { kind: 'gone-from-corpus', articleId };
  }
  const { etag, lastModified } = watch;
  const fetched = await deps.fetch({
    url: watch.url,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  });
  const gone = pageGone(watch.url, fetched);
  if (gone !== undefined) return missing(watch, stored, gone, deps);
  if (fetched.kind === 'failed') return failed(watch, stored, fetched.reason, deps);
  if (fetched.kind === 'not-modified') {
    await again(watch, stored, { kind: 'read' }, deps);
    return { kind: 'same', articleId };
  }
  const { bytes, contentType, url } = fetched;
  const document = await deps.read({ bytes, contentType, url });
  if (document.kind !== 'page') {
    const reason =
      document.kind === 'problem' ? document.reason : 'the address gives no article any more';
    return failed(watch, stored, reason, deps);
  }
  const looked = {
    kind: 'read' as const,
    ...(fetched.etag === undefined ? {} : { etag: fetched.etag }),
    ...(fetched.lastModified === undefined ? {} : { lastModified: fetched.lastModified }),
  };
  const fresh = pageArticle(document.page, url);
  if (bodyHash(fresh.body) === stored.bodyHash) {
    await again(watch, stored, looked, deps);
    return { kind: 'same', articleId };
  }
  const article = {
    ...stored.article,
    title: fresh.title,
    body: fresh.body,
    regions: fresh.regions,
  };
  const newVersion = articleVersion(article);
  const fate = { kind: 'changed', version: newVersion, body: article.body } as const;
  const notices = await owe(stored, fate, deps);
  await storeArticle(stores.articles, {
    article,
    origin: stored.origin,
    by: 'watch',
    at: deps.now(),
    revive: false,
  });
  // Words that were shown between the two: their place is owed a notice as well.
  await owe(stored, fate, deps);
  await again(watch, stored, looked, deps);
  return { kind: 'changed', articleId, notices };
}

async function owe(
  stored: StoredArticle,
  fate: Fate,
  { stores: { articles, citations }, now }: RecheckDeps,
): Promise<readonly ChangeNotice[]> {
  const cited = await citations.of(stored.article.id);
  const notices = await owedNotices(cited, stored, fate, { articles, at: now() });
  await citations.owe(notices);
  return notices;
}

/** A server's hiccup alarms nobody: only the second look in a row that finds no page counts. */
async function missing(
  watch: PageWatch,
  stored: StoredArticle,
  reason: string,
  deps: RecheckDeps,
): Promise<RecheckOutcome> {
  const { articleId, goneSince } = watch;
  const notices = goneSince === undefined ? [] : await owe(stored, { kind: 'gone' }, deps);
  await again(watch, stored, { kind: 'gone', reason }, deps);
  return goneSince === undefined
    ? { kind: 'failed', articleId, reason }
    : { kind: 'gone', articleId, notices };
}

async function failed(
  watch: PageWatch,
  stored: StoredArticle,
  reason: string,
  deps: RecheckDeps,
): Promise<RecheckOutcome> {
  await again(watch, stored, { kind: 'failed', reason }, deps);
  return { kind: 'failed', articleId: watch.articleId, reason };
}

type Looked =
  | { readonly kind: 'read'; readonly etag?: string; readonly lastModified?: string }
  | { readonly kind: 'failed' | 'gone'; readonly reason: string };

/** Keeps what a look found, and when the next one is due. */
async function again(
  looked: PageWatch,
  { article, addedAt }: StoredArticle,
  outcome: Looked,
  { stores, now, random }: RecheckDeps,
): Promise<void> {
  const { publishedAt } = article;
  // The page may have been cited while it was fetched, or the article removed and its watch with it.
  const change = (current: PageWatch): PageWatch => {
    const { problem, goneSince, ...rest } = current;
    // The look that confirms a missing page comes at the usual time, those after it more and more rarely.
    const failing =
      outcome.kind === 'failed' || (outcome.kind === 'gone' && goneSince !== undefined);
    const failures = failing ? current.failures + 1 : 0;
    const since = outcome.kind === 'gone' ? (goneSince ?? now()) : goneSince;
    const facts = {
      addedAt,
      failures,
      ...(publishedAt === undefined ? {} : { publishedAt }),
      ...(rest.lastCitedAt === undefined ? {} : { lastCitedAt: rest.lastCitedAt }),
    };
    return {
      ...rest,
      ...(outcome.kind === 'read'
        ? {
            ...(outcome.etag === undefined ? {} : { etag: outcome.etag }),
            ...(outcome.lastModified === undefined ? {} : { lastModified: outcome.lastModified }),
          }
        : { problem: outcome.reason, ...(since === undefined ? {} : { goneSince: since }) }),
      failures,
      lastCheckAt: now(),
      nextCheckAt: nextCheck(facts, now(), random()),
    };
  };
  await stores.watches.update(looked.articleId, change, 'ends');
}
