import type { CorpusFiles } from './corpus-files.ts';
import type { Fetch } from './fetch-result.ts';
import type { IngestStores } from './ports.ts';
import type { DocumentRequest, DocumentResult } from './read-document.ts';

/** What getting articles in takes from outside. */
export interface IngestDeps {
  readonly stores: IngestStores;
  readonly fetch: Fetch;
  /** Reads one document; in production `createIsolatedReader(…).read`. */
  readonly read: (request: DocumentRequest) => Promise<DocumentResult>;
  readonly files: CorpusFiles;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Number in [0, 1). */
  readonly random: () => number;
  /** Largest file, and longest line of a `.jsonl`, in bytes. @default 20_000_000 */
  readonly limitBytes?: number;
  /** Milliseconds between two polls of a feed. @default 1_800_000 */
  readonly pollEveryMs?: number;
}
