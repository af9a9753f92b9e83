import { bodyHash } from './article-identity.ts';
import { compareSpans, nextCheck, type SpanChange } from './change-watch.ts';
import { articleVersion } from './corpus-version.ts';
import type { Fetch } from './fetch-result.ts';
import { pageArticle } from './page-article.ts';
import type { ChangeNotice, CitedSpan, IngestStores, PageWatch, StoredArticle } from './ports.ts';
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
  if (fetched.kind === 'failed') return failed(watch, stored, fetched.reason, deps);
  if (fetched.kind === 'not-modified') {
    await again(watch, stored, {}, deps);
    return { kind: 'same', articleId };
  }
  const { bytes, contentType, url } = fetched;
  const document = await deps.read({ bytes, contentType, url });
  if (document.kind !== 'page') {
    const reason =
      document.kind === 'problem' ? document.reason : 'the address gives no article any more';
    return failed(watch, stored, reason, deps);
  }
  const validators = {
    ...(fetched.etag === undefined ? {} : { etag: fetched.etag }),
    ...(fetched.lastModified === undefined ? {} : { lastModified: fetched.lastModified }),
  };
  const fresh = pageArticle(document.page, url);
  if (bodyHash(fresh.body) === stored.bodyHash) {
    await again(watch, stored, validators, deps);
    return { kind: 'same', articleId };
  }
  const article = {
    ...stored.article,
    title: fresh.title,
    body: fresh.body,
    regions: fresh.regions,
  };
  const newVersion = articleVersion(article);
  const notices = await noticesFor(stored, article.body, newVersion, deps);
  await stores.citations.owe(notices);
  await storeArticle(stores.articles, {
    article,
    origin: stored.origin,
    by: 'watch',
    at: deps.now(),
    revive: false,
  });
  await again(watch, stored, validators, deps);
  return { kind: 'changed', articleId, notices };
}

/** Spans count as changed when the version before still had their words and the new one has not. */
async function noticesFor(
  stored: StoredArticle,
  newBody: string,
  newVersion: string,
  { stores, now }: RecheckDeps,
): Promise<readonly ChangeNotice[]> {
  const { article, version } = stored;
  const cited = await stores.citations.of(article.id);
  const places = new Map<string, SpanChange[]>();
  for (const span of cited) {
    const inOld = await spanInVersion(span, stored, stores);
    if (inOld === undefined) continue;
    const [change] = compareSpans(article.body, newBody, [inOld]);
    if (change === undefined || change.kind === 'kept') continue;
    places.set(span.place, [...(places.get(span.place) ?? []), change]);
  }
  return [...places].map(([place, changes]) => ({
    key: `${place} ${article.id} ${newVersion}`,
    place,
    articleId: article.id,
    oldVersion: version,
    newVersion,
    spans: changes.map(({ span }) => span),
    at: now(),
  }));
}

/** Where a span that was shown of some version stands in the current one. */
async function spanInVersion(
  span: CitedSpan,
  { article, version }: StoredArticle,
  { articles }: IngestStores,
): Promise<{ readonly start: number; readonly end: number } | undefined> {
  if (span.version === version) return { start: span.start, end: span.end };
  const shown = await articles.version(article.id, span.version);
  if (shown === null) return undefined;
  const [change] = compareSpans(shown.body, article.body, [span]);
  return change?.kind === 'kept' ? change.now : undefined;
}

async function failed(
  watch: PageWatch,
  stored: StoredArticle,
  reason: string,
  deps: RecheckDeps,
): Promise<RecheckOutcome> {
  await again({ ...watch, failures: watch.failures + 1, problem: reason }, stored, {}, deps, true);
  return { kind: 'failed', articleId: watch.articleId, reason };
}

async function again(
  watch: PageWatch,
  { article, addedAt }: StoredArticle,
  validators: { readonly etag?: string; readonly lastModified?: string },
  { stores, now, random }: RecheckDeps,
  failing = false,
): Promise<void> {
  const { problem, failures, ...rest } = watch;
  const { publishedAt } = article;
  // The page may have been cited while it was fetched, or the article removed and its watch with it.
  const current = await stores.watches.get(watch.articleId);
  if (current === null) return;
  const { lastCitedAt } = current;
  const count = failing ? failures : 0;
  const facts = {
    addedAt,
    failures: count,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(lastCitedAt === undefined ? {} : { lastCitedAt }),
  };
  await stores.watches.put({
    ...rest,
    ...validators,
    ...(lastCitedAt === undefined ? {} : { lastCitedAt }),
    failures: count,
    ...(failing && problem !== undefined ? { problem } : {}),
    lastCheckAt: now(),
    nextCheckAt: nextCheck(facts, now(), random()),
  });
}
