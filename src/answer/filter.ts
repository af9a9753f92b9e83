import type { Article } from '../article/article.ts';
import { isFrom } from '../article/is-from.ts';
import type { ArticleFilter } from '../search/search.ts';
import type { Question } from './question.ts';

/** The question's `since:`, `until:` and `source:`; `undefined`: every article is meant. */
export function filterOf({
  since,
  until,
  source,
}: Pick<Question, 'since' | 'until' | 'source'>): ArticleFilter | undefined {
  if (!since && !until && !source) return undefined;
  return {
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    ...(source ? { source } : {}),
  };
}

/** Whether the filter lets the article through. */
export function accepts({ ids, since, until, source }: ArticleFilter, article: Article): boolean {
  if (ids && !ids.includes(article.id)) return false;
  const day = article.publishedAt?.slice(0, 10);
  // An article that states no date cannot be said to lie in the period.
  if ((since || until) && day === undefined) return false;
  if (since && (day ?? '') < since.slice(0, day?.length)) return false;
  if (until && (day ?? '') > until) return false;
  return source === undefined || isFrom(source, article);
}
