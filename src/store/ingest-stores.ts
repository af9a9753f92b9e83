import type { IngestStores } from '../ingest/ports.ts';
import { createArticles } from './articles.ts';
import { createAudit } from './audit.ts';
import { createCitations } from './citations.ts';
import { createFeeds } from './feeds.ts';
import type { Store } from './open-store.ts';
import { createPageWatches } from './page-watches.ts';

/** Everything that ingest keeps for one workspace; another team's rows are out of its reach. */
export function createIngestStores(store: Store, team: string): IngestStores {
  const ofTeam = { db: store.db, announce: store.announce, team };
  return {
    articles: createArticles(ofTeam),
    audit: createAudit(ofTeam),
    feeds: createFeeds(ofTeam),
    watches: createPageWatches(ofTeam),
    citations: createCitations(ofTeam),
  };
}
