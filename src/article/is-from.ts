import type { Article } from './article.ts';
import type { Passage } from './passage.ts';

/**
 * Whether an article, or one passage of it, comes from a source: the article's publisher, address or id holds the words, or
 * the publisher of a public source that it gives. A passage has the sources that the article gives for it; all of them,
 * where the article does not say which passage rests on which.
 * @param wanted part of a name or an address, in any case
 */
export function isFrom(
  wanted: string,
  article: Article,
  passage?: Pick<Passage, 'sourceIds'>,
): boolean {
  const part = wanted.toLowerCase();
  const holds = (name: string | undefined): boolean => name?.toLowerCase().includes(part) ?? false;
  const { publisher, url, id, sources, body } = article;
  if ([publisher, url, id].some(holds)) return true;
  const named = sources.filter((source) => holds(source.publisher));
  if (!passage || named.length === 0) return named.length > 0;
  if (named.some((source) => passage.sourceIds.includes(source.id))) return true;
  return !sources.some((source) => body.includes(`[^${source.id}]`));
}
