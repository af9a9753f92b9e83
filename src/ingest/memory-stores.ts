import { memoryArticles } from './memory-articles.ts';
import { memoryAudit } from './memory-audit.ts';
import { memoryCitations } from './memory-citations.ts';
import { memoryFeeds } from './memory-feeds.ts';
import { memoryWatches } from './memory-watches.ts';
import type { IngestStores } from './ports.ts';

/** All that ingest keeps, until the process ends. */
export function memoryStores(): IngestStores {
  const audit = memoryAudit();
  return {
    articles: memoryArticles(audit),
    audit,
    feeds: memoryFeeds(audit),
    watches: memoryWatches(),
    citations: memoryCitations(),
  };
}
