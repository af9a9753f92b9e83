import type { Passage } from '../../src/article/passage.ts';
import type { IndexedArticle } from '../../src/search/search.ts';

/** An article of the given paragraphs; sentences end at ". ". */
export function indexedArticle(
  id: string,
  title: string,
  paragraphs: readonly string[],
  publishedAt?: string,
): IndexedArticle {
  const passages: Passage[] = [];
  let start = 0;
  for (const [index, text] of paragraphs.entries()) {
    const sentences = [];
    let at = start;
    for (const sentence of text.split(/(?<=[.?!]) /)) {
      sentences.push({ start: at, end: at + sentence.length });
      at += sentence.length + 1;
    }
    const end = start + text.length;
    passages.push({ start, end, index, paragraph: index + 1, sentences, sourceIds: [] });
    start = end + 2;
  }
  const article = {
    id,
    title,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    topics: [],
    sources: [],
    body: paragraphs.join('\n\n'),
    regions: [],
  };
  return { article, passages, attributions: [] };
}
