import type { Article } from '../../src/article/article.ts';
import { articleVersion } from '../../src/ingest/corpus-version.ts';
import type { ArticleStore } from '../../src/ingest/ports.ts';

/** Puts an article into a store as if a page had been added. */
export function putArticle(articles: ArticleStore, article: Article) {
  return articles.put({
    article,
    version: articleVersion(article),
    bodyHash: article.body,
    origin: { kind: 'page', location: 'x' },
    by: 'test',
    at: 1,
    revive: true,
  });
}
