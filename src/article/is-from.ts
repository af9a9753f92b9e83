import type { Article } from './article.ts';
import type { Passage } from './passage.ts';

/**
 * Whether a passage comes from a source: the article's publisher, address or id holds the words, or the publisher of a public
 * source that the article gives for this passage. Of an article that says for no passage what it rests on, any of its sources.
 * @param wanted part of a name or an address, in any case
 */
export function isFrom(
  wanted: string,
  article: Article,
  { sourceIds }: Pick<Passage, 'sourceIds'>,
): boolean {
  const part = wanted.toLowerCase();
  const { sources, body } = article;
  const isCited = sources.some(({ id }) => body.includes(`[^${id}]`));
  const own = isCited ? sources.filter(({ id }) => sourceIds.includes(id)) : sources;
  return [
    article.publisher,
    article.url,
    article.id,
    ...own.map(({ publisher }) => publisher),
  ].some((name) => name?.toLowerCase().includes(part));
}
