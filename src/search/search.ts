import type { Article } from '../article/article.ts';
import type { Attribution } from '../article/attribution.ts';
import type { Passage } from '../article/passage.ts';
import type { Span } from '../article/span.ts';

/** An article with everything that the index holds of it. */
export interface IndexedArticle {
  readonly article: Article;
  readonly passages: readonly Passage[];
  readonly attributions: readonly Attribution[];
}

/** Words that somebody said, as far as the index needs to know. */
export interface SaidWords extends Span {
  readonly speaker?: { readonly name: string };
}

/** What the index is built from. */
export interface ArticleToIndex extends Pick<IndexedArticle, 'article' | 'passages'> {
  readonly attributions: readonly SaidWords[];
}

/** Which articles are meant; every condition that is given has to hold. */
export interface ArticleFilter {
  readonly ids?: readonly string[];
  /** Dates (`2022`, `2022-04`, `2022-04-16`), compared as far as both are written; the last inclusive. */
  readonly since?: string;
  readonly until?: string;
  /** Part of a name or address of the publisher, the article or its sources, in any case. */
  readonly source?: string;
}

/** A parsed request: filters are already taken out of `text`. */
export interface SearchQuery {
  /** The question's words. */
  readonly text: string;
  /** `exact:"…"`: only passages that hold these words, letter for letter but for case and quote marks. */
  readonly exact?: readonly string[];
  /** Whether an article may be shown at all (`since:`, `until:`, `source:`). */
  readonly accept?: (articleId: string) => boolean;
  /** What `accept` decides, as data, for an index that does not hold the articles. */
  readonly articles?: ArticleFilter;
  /** `speaker:"…"`: only passages that hold a statement of this speaker (aliases apply). */
  readonly speaker?: string;
}

/** A named thing of the aliases (or an acronym learned from the corpus) that the question names. */
export interface MatchedEntity {
  /** Entry id in aliases.yml, or `learned:<acronym>`. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'group' | 'person' | 'place' | 'institution' | 'topic' | 'learned';
  /** The words of the question that named it. */
  readonly as: string;
  /** Other names of it that occur in the corpus, most frequent first. */
  readonly names: readonly string[];
  readonly topics: readonly string[];
}

export interface Hit {
  readonly articleId: string;
  readonly passage: Passage;
  /** Higher is better; comparable within one result only. */
  readonly score: number;
  /** One score a sentence of the passage, same scale as `score`. */
  readonly sentenceScores: readonly number[];
  /** Query terms (as the person wrote them) that the passage matches, aliases included. */
  readonly matched: readonly string[];
}

export interface SearchResult {
  /** Best first, ties broken by article id and offset: the same bytes for the same corpus. */
  readonly hits: readonly Hit[];
  /** Probability, 0..1, that the best hit answers the question. */
  readonly confidence: number;
  /** Whether `confidence` reaches the documented threshold. */
  readonly covered: boolean;
  readonly entities: readonly MatchedEntity[];
  /** What to say of an ambiguous name that the question used. */
  readonly notes: readonly string[];
  /** Set when exact terms found nothing and a looser match was used instead. */
  readonly fallback?: { readonly kind: 'prefix' | 'fuzzy'; readonly terms: readonly string[] };
}

/** The search port: MiniSearch in memory, or a database's full-text index, with one second stage. */
export interface SearchIndex {
  readonly passages: number;
  search(query: SearchQuery, limit: number): Promise<SearchResult>;
}
