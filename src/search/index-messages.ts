import type { Article } from '../article/article.ts';
import type { Aliases } from './aliases.ts';

/** What the main thread tells the index worker: articles in batches, then "build". */
export type ToIndexWorker =
  | { readonly kind: 'articles'; readonly articles: readonly Article[] }
  | { readonly kind: 'build'; readonly aliases: Aliases; readonly corpus: string };

/** What it answers: a snapshot, whose memory it hands over. */
export type FromIndexWorker =
  | { readonly kind: 'snapshot'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly message: string };
