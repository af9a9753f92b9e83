import type { Article } from '../article/article.ts';
import { articleVersion } from '../ingest/corpus-version.ts';
import { indexArticle } from '../search/index-article.ts';
import type { IndexedArticle, SaidWords } from '../search/search.ts';

const hashes = new WeakMap<Article, string>();
const indexed = new WeakMap<Article, IndexedArticle>();

/** Who said what, as far as an index found it. */
export const said = new WeakMap<Article, readonly SaidWords[]>();

/** Hands the event loop over. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An article that stays in the corpus keeps what was found of it. */
export function knownArticle(article: Article): IndexedArticle {
  const found = indexed.get(article) ?? indexArticle(article);
  indexed.set(article, found);
  return found;
}

/** Content hashes of the articles, each found once. */
export async function articleHashes(articles: readonly Article[]): Promise<readonly string[]> {
  const found: string[] = [];
  let read = 0;
  for (const article of articles) {
    const hash = hashes.get(article) ?? articleVersion(article);
    if (!hashes.has(article)) read += article.body.length;
    hashes.set(article, hash);
    found.push(hash);
    if (read < 2_000_000) continue;
    read = 0;
    await pause();
  }
  return found;
}
