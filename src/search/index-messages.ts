import type { Article } from '../article/article.ts';
import type { Entity } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import type { Loose } from './compact.ts';
import type { SaidWords } from './search.ts';

/** An article, with who said what in it when that is known from an index before. */
export interface SentArticle {
  readonly article: Article;
  readonly said?: readonly SaidWords[];
}

/** What the index worker is told: articles in batches, then "build"; or a corpus to make compact. */
export type ToIndexWorker =
  | { readonly kind: 'articles'; readonly articles: readonly SentArticle[] }
  | {
      readonly kind: 'build';
      readonly aliases: Aliases;
      readonly corpus: string;
      /** What the acronyms of the corpus stand for that the articles are a part of; absent: they are all of it. */
      readonly learned?: readonly Entity[];
    }
  | { readonly kind: 'compact'; readonly loose: Loose; readonly corpus: string };

/**
 * What it answers: after each batch who said what in those of its articles that came without, in order; at
 * the end a snapshot, whose memory it hands over.
 */
export type FromIndexWorker =
  | { readonly kind: 'said'; readonly said: readonly (readonly SaidWords[])[] }
  | { readonly kind: 'snapshot'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly message: string };
