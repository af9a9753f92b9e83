import type { Span } from '../article/span.ts';
import { compareSpans } from './change-watch.ts';
import type { ArticleStore, ChangeNotice, CitedSpan, StoredArticle } from './ports.ts';

/** What became of the article that was shown. */
export type Fate =
  | { readonly kind: 'changed'; readonly version: string; readonly body: string }
  /** Its page is there no more. */
  | { readonly kind: 'gone' };

/**
 * The notices that shown words call for, one a place: of the words that the stored version still had and
 * that are not in the new one, or of all of them when the page is gone.
 */
export async function owedNotices(
  cited: readonly CitedSpan[],
  stored: StoredArticle,
  fate: Fate,
  { articles, at }: { readonly articles: Pick<ArticleStore, 'version'>; readonly at: number },
): Promise<readonly ChangeNotice[]> {
  const { article, version } = stored;
  const places = new Map<string, Span[]>();
  for (const span of cited) {
    const inOld = await spanInVersion(span, stored, articles);
    if (inOld === undefined) continue;
    if (fate.kind === 'changed') {
      const [change] = compareSpans(article.body, fate.body, [inOld]);
      if (change === undefined || change.kind === 'kept') continue;
    }
    places.set(span.place, [...(places.get(span.place) ?? []), inOld]);
  }
  return [...places].map(([place, spans]) => ({
    key: `${place} ${article.id} ${fate.kind === 'gone' ? 'gone' : fate.version}`,
    place,
    articleId: article.id,
    oldVersion: version,
    ...(fate.kind === 'gone' ? {} : { newVersion: fate.version }),
    spans,
    at,
  }));
}

/** Where a span that was shown of some version stands in the stored one. */
async function spanInVersion(
  span: CitedSpan,
  { article, version }: StoredArticle,
  articles: Pick<ArticleStore, 'version'>,
): Promise<Span | undefined> {
  const { start, end } = span;
  if (span.version === version) return { start, end };
  const shown = await articles.version(article.id, span.version);
  if (shown === null) return undefined;
  const [change] = compareSpans(shown.body, article.body, [span]);
  return change?.kind === 'kept' ? change.now : undefined;
}
