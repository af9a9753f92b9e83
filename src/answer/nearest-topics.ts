import type { SearchResult } from '../search/search.ts';
import type { DeskData } from './desk-data.ts';

const NEAREST = 4;
const HITS = 10;

/**
 * Topics that the corpus covers, nearest to the question first: those of the passages that share words
 * with it, weighted by rank (reciprocal rank), then the corpus's most frequent ones.
 */
export async function nearestTopics(
  data: DeskData,
  result: SearchResult,
): Promise<readonly string[]> {
  const scores = new Map<string, number>();
  result.hits.slice(0, HITS).forEach((hit, rank) => {
    const indexed = data.byId.get(hit.articleId);
    if (!indexed || hit.matched.length === 0) return;
    for (const topic of data.topicsOf(indexed)) {
      scores.set(topic, (scores.get(topic) ?? 0) + 1 / (rank + 1));
    }
  });
  const near = [...scores]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([topic]) => topic);
  const common = (await data.topics()).map(({ topic }) => topic);
  return [...new Set([...near, ...common])].slice(0, NEAREST);
}
