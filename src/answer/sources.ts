import type { SourcesOverview } from './desk.ts';
import type { DeskData } from './desk-data.ts';

/** Publishers with their number of articles, and the newest articles. */
export async function sources(data: DeskData, newest: number): Promise<SourcesOverview> {
  return {
    version: data.version,
    coverage: data.coverage,
    topics: await data.topics(),
    publishers: await data.shelf.publishers(),
    newest: (await data.shelf.newest(newest)).map(
      ({ article: { id, title, publishedAt, url } }) => ({
        articleId: id,
        title,
        ...(publishedAt ? { publishedAt } : {}),
        ...(url ? { url } : {}),
      }),
    ),
  };
}
