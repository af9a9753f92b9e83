import type { IndexedArticle, SearchQuery } from '../search/search.ts';
import type { ReadArticle } from './fts-index.ts';
import type { LoadedArticle } from './fts-view.ts';

/**
 * The articles of candidates; their texts only where a filter reads them.
 * @param shown numbers of the passages that may be shown; `null`: all
 */
export async function candidateArticles(
  { read, query }: { readonly read: ReadArticle; readonly query: SearchQuery },
  loaded: readonly LoadedArticle[],
  shown: ReadonlySet<number> | null,
): Promise<readonly IndexedArticle[]> {
  const readsWords =
    (query.exact ?? []).length > 0 ||
    query.speaker !== undefined ||
    query.articles?.source !== undefined;
  return await Promise.all(
    loaded.map(async ({ articleId, first, words }): Promise<IndexedArticle> => {
      const source = readsWords ? await read(articleId) : null;
      const passages: IndexedArticle['passages'][number][] = [];
      for (let i = 0; i < words.passages; i++) {
        if (shown && !shown.has(first + i)) continue;
        Object.defineProperty(passages, i, { get: () => words.passage(i) });
      }
      return {
        article: source?.article ?? { ...BARE, id: articleId },
        passages,
        attributions: source?.attributions ?? [],
      };
    }),
  );
}

const BARE = { title: '', topics: [], sources: [], body: '', regions: [] } as const;
