import type { SourcesOverview, TopicCount } from './desk.ts';
import type { DeskData } from './desk-data.ts';

/** Publishers with their number of articles, and the newest articles. */
export function sources(
  data: DeskData,
  topics: readonly TopicCount[],
  newest: number,
): SourcesOverview {
  const counts = new Map<string, number>();
  for (const { article } of data.list) {
    const name = article.publisher ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return {
    version: data.version,
    coverage: data.coverage,
    topics,
    publishers: [...counts]
      .map(([name, articles]) => ({ name, articles }))
      .sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1)),
    newest: data.list
      .map(({ article }) => article)
      .sort((a, b) => (b.publishedAt ?? '').localeCompare(a.publishedAt ?? ''))
      .slice(0, newest)
      .map(({ id, title, publishedAt, url }) => ({
        articleId: id,
        title,
        ...(publishedAt ? { publishedAt } : {}),
        ...(url ? { url } : {}),
      })),
  };
}
