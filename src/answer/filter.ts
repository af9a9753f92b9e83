import type { DeskData } from './desk-data.ts';
import type { Question } from './question.ts';

/** Which articles the question's `since:`, `until:` and `source:` let through; `undefined`: all. */
export function filterOf(
  data: DeskData,
  question: Pick<Question, 'since' | 'until' | 'source'>,
): ((articleId: string) => boolean) | undefined {
  const { since, until, source } = question;
  if (!since && !until && !source) return undefined;
  const wanted = source?.toLowerCase();
  return (articleId) => {
    const article = data.byId.get(articleId)?.article;
    if (!article) return false;
    const day = article.publishedAt?.slice(0, 10);
    // An article that states no date cannot be said to lie in the period.
    if ((since || until) && day === undefined) return false;
    if (since && (day ?? '') < since.slice(0, day?.length)) return false;
    if (until && (day ?? '') > until) return false;
    if (!wanted) return true;
    return [
      article.publisher,
      article.url,
      article.id,
      ...article.sources.map((s) => s.publisher),
    ].some((name) => name?.toLowerCase().includes(wanted));
  };
}
