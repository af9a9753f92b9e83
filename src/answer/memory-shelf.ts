import type { IndexedArticle } from '../search/search.ts';
import { accepts } from './filter.ts';
import { isBetween, type Shelf, sortedPublishers, sortedTopics } from './shelf.ts';

/** Articles of a slice. */
const SLICE = 20;

/** A shelf that holds all articles. */
export function memoryShelf(
  list: readonly IndexedArticle[],
  byId: ReadonlyMap<string, IndexedArticle>,
): Shelf {
  async function* all(): AsyncGenerator<readonly IndexedArticle[]> {
    for (let from = 0; from < list.length; from += SLICE) yield list.slice(from, from + SLICE);
  }
  return {
    size: list.length,
    async read(ids) {
      const found = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
      return found.sort((a, b) => (a.article.id < b.article.id ? -1 : 1));
    },
    async newest(count, filter) {
      const passing = filter ? list.filter(({ article }) => accepts(filter, article)) : [...list];
      return passing
        .sort((a, b) => {
          const [left, right] = [a.article.publishedAt ?? '', b.article.publishedAt ?? ''];
          return left === right ? 0 : left < right ? 1 : -1;
        })
        .slice(0, count);
    },
    async between(since, until) {
      return list.filter(({ article }) => isBetween(article.publishedAt, since, until));
    },
    async spread(count) {
      const step = Math.max(1, list.length / count);
      const found: IndexedArticle[] = [];
      for (let i = 0; i < list.length; i += step) found.push(list[Math.floor(i)]!);
      return found;
    },
    async statedTopics() {
      const counts = new Map<string, number>();
      for (const { article } of list) {
        for (const topic of article.topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
      }
      return counts.size > 0 ? sortedTopics(counts) : null;
    },
    async publishers() {
      const counts = new Map<string, number>();
      for (const { article } of list) {
        const name = article.publisher ?? '';
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return sortedPublishers(counts);
    },
    async published() {
      return list.map(({ article: { id, publishedAt } }) => ({
        articleId: id,
        ...(publishedAt ? { publishedAt } : {}),
      }));
    },
    all,
    holding: () => ({ earliestFirst: false, slices: all() }),
  };
}
