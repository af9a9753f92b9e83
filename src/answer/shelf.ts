import type { ArticleFilter, IndexedArticle } from '../search/search.ts';
import type { PublishedArticle, SourcesOverview, TopicCount } from './desk.ts';

/** The articles of one corpus as a desk reads them: from memory, or from a database when they are asked for. */
export interface Shelf {
  /** Number of articles. */
  readonly size: number;
  /** Those of the ids that the corpus holds, by id. */
  read(ids: Iterable<string>): Promise<readonly IndexedArticle[]>;
  /** The `count` newest that pass, newest first, those of one date by id; undated ones last. */
  newest(count: number, filter?: ArticleFilter): Promise<readonly IndexedArticle[]>;
  /** Those published in `[since, until)`, by id; undated ones only when there are no bounds. */
  between(since?: string, until?: string): Promise<readonly IndexedArticle[]>;
  /** `count` articles spread evenly over the ids. */
  spread(count: number): Promise<readonly IndexedArticle[]>;
  /** Topics that the articles state; `null` when none states any. */
  statedTopics(): Promise<readonly TopicCount[] | null>;
  publishers(): Promise<SourcesOverview['publishers']>;
  /** By id. */
  published(): Promise<readonly PublishedArticle[]>;
  /** Every article, by id, a slice at a time. */
  all(): AsyncIterable<readonly IndexedArticle[]>;
  /** Every article that can hold all of the texts word for word, and maybe others, earliest first or by id. */
  holding(texts: readonly string[]): {
    readonly earliestFirst: boolean;
    readonly slices: AsyncIterable<readonly IndexedArticle[]>;
  };
}

/** Most first, then by name. */
export function sortedTopics(counts: ReadonlyMap<string, number>): readonly TopicCount[] {
  return [...counts]
    .map(([topic, articles]) => ({ topic, articles }))
    .sort((a, b) => b.articles - a.articles || (a.topic < b.topic ? -1 : 1));
}

/** Most first, then by name. */
export function sortedPublishers(
  counts: ReadonlyMap<string, number>,
): SourcesOverview['publishers'] {
  return [...counts]
    .map(([name, articles]) => ({ name, articles }))
    .sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
}

/** Whether a date lies in `[since, until)`, compared as far as both are written. */
export function isBetween(
  publishedAt: string | undefined,
  since?: string,
  until?: string,
): boolean {
  if (!publishedAt) return since === undefined && until === undefined;
  const length = Math.min(publishedAt.length, 10);
  const day = publishedAt.slice(0, length);
  if (since && day < since.slice(0, length)) return false;
  return !(until && day >= until.slice(0, length));
}
