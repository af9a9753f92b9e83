import type { PublishedArticle } from '../answer/desk.ts';

/** How far back the first digest of a channel looks, in ms. */
export const FIRST_LOOKBACK = 7 * 24 * 3_600_000;

/**
 * What counts as new. The first digest: published in the last seven days. After that: every article that
 * was not in the corpus at the last digest, whatever its date, so that one added late is not missed.
 */
export function newArticles(options: {
  readonly articles: readonly PublishedArticle[];
  /** Ids that the channel's earlier digests covered. */
  readonly known: ReadonlySet<string>;
  readonly first: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}): readonly string[] {
  const { articles, known, first, now } = options;
  return articles
    .filter(({ articleId, publishedAt }) => {
      if (known.has(articleId)) return false;
      if (!first) return true;
      const published = Date.parse(publishedAt ?? '');
      return published >= now - FIRST_LOOKBACK;
    })
    .map((article) => article.articleId);
}
