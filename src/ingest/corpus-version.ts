import { createHash } from 'node:crypto';
import type { Article } from '../article/article.ts';

/**
 * Content hash of a corpus, `sha256:…`: the same articles and aliases give the same hash in
 * whatever order they come. Regions are not in it: they follow from the body.
 */
export function corpusVersion(articles: readonly Article[], aliases = ''): string {
  return versionOf(articles.map(articleVersion), aliases);
}

/** The same from the articles' own hashes, in whatever order. */
export function versionOf(articleHashes: readonly string[], aliases = ''): string {
  const hash = createHash('sha256');
  for (const articleHash of [...articleHashes].sort()) hash.update(`${articleHash}\n`);
  hash.update(aliases);
  return `sha256:${hash.digest('hex')}`;
}

/** Content hash of one article, id, metadata and body: one version of it. */
export function articleVersion(article: Article): string {
  const fields = [
    article.id,
    article.title,
    article.deck ?? null,
    article.publisher ?? null,
    article.author ?? null,
    article.publishedAt ?? null,
    article.url ?? null,
    article.language ?? null,
    article.topics,
    article.sources.map((source) => [
      source.id,
      source.title,
      source.publisher ?? null,
      source.date ?? null,
      source.url ?? null,
    ]),
    article.body,
  ];
  return `sha256:${createHash('sha256').update(JSON.stringify(fields)).digest('hex')}`;
}
