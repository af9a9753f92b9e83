import type { Article } from '../article/article.ts';
import type { Passage } from '../article/passage.ts';
import type { Span } from '../article/span.ts';
import type { Citation } from './answer.ts';
import { textFragmentLink } from './text-fragment.ts';

/** The citation of a span that lies in a passage; the link opens the page at `words`. */
export function cite(article: Article, passage: Passage | undefined, words: Span): Citation {
  const link = textFragmentLink(article.url, article.body, words);
  const ids = new Set(passage?.sourceIds ?? []);
  return {
    articleId: article.id,
    title: article.title,
    ...(article.publisher ? { publisher: article.publisher } : {}),
    ...(article.author ? { author: article.author } : {}),
    ...(article.publishedAt ? { publishedAt: article.publishedAt } : {}),
    ...(article.url ? { url: article.url } : {}),
    ...(link ? { link } : {}),
    paragraph: passage?.paragraph ?? 0,
    sources: article.sources.filter((source) => ids.has(source.id)),
  };
}

/** Earlier publication first; articles without a date last; then by id, so that the order is total. */
export function byDate(a: Citation, b: Citation): number {
  const left = a.publishedAt ?? '9999';
  const right = b.publishedAt ?? '9999';
  if (left !== right) return left < right ? -1 : 1;
  return a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : 0;
}
