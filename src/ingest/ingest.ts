import { type Add, createAdd } from './add.ts';
import { type FeedHealth, feedHealth } from './feed-health.ts';
import { createGiveWay } from './give-way.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { type NamedSource, namedSource } from './named-source.ts';
import { type PollDeps, type PollReport, pollFeed } from './poll-feed.ts';
import type { Actor, ArticleSummary, Feed, StoredArticle } from './ports.ts';
import { type RecheckOutcome, recheckPage } from './recheck-page.ts';
import { watchPage } from './watch-page.ts';

export interface FeedSource {
  readonly feed: Feed;
  readonly health: FeedHealth;
}

export interface Ingest {
  readonly add: Add;
  remove(id: string, by: Actor): Promise<'removed' | 'absent'>;
  /** Brings a removed article back, within 30 days. */
  undo(id: string, by: Actor): Promise<'restored' | 'absent'>;
  removeFeed(id: string, by: Actor): Promise<boolean>;
  /** What a person means by an id or an address, among what was added. */
  named(words: string): Promise<NamedSource | null>;
  /** Removed articles that can be brought back, removed last first. */
  removed(limit: number): Promise<readonly ArticleSummary[]>;
  list(page: {
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly ArticleSummary[]>;
  /** All articles that are not removed, by id, one at a time: for the index and for exports. */
  articles(): AsyncGenerator<StoredArticle>;
  /** The feeds and how each does, in words. */
  sources(): Promise<readonly FeedSource[]>;
  /** Polls feeds that are due; call it every minute or so, in every replica. */
  pollFeeds(limit?: number): Promise<readonly (PollReport & { readonly feed: Feed })[]>;
  /** Looks again at pages that are due. */
  recheck(limit?: number): Promise<readonly RecheckOutcome[]>;
  /** Deletes for good what was removed more than 30 days ago; how many. */
  purge(): Promise<number>;
}

const UNDO_MS = 30 * 24 * 3_600_000;
const LEASE_MS = 15 * 60_000;

/** Getting articles in, out and watched. Who may do so is for the caller to decide. */
export function createIngest(deps: IngestDeps): Ingest {
  const { stores, fetch, read, now, random } = deps;
  const watch: PollDeps['watch'] = (outcome, url, page) =>
    watchPage(outcome, url, page, { watches: stores.watches, now, random });
  return {
    add: createAdd(deps),
    async remove(id, by) {
      const outcome = await stores.articles.remove(id, by, now());
      if (outcome === 'removed') await stores.watches.remove(id);
      return outcome;
    },
    async undo(id, by) {
      await stores.articles.purgeRemovedBefore(now() - UNDO_MS);
      return stores.articles.restore(id, by, now());
    },
    removeFeed: (id, by) => stores.feeds.remove(id, by, now()),
    named: (words) => namedSource(words, stores),
    removed: (limit) => stores.articles.removed(limit),
    list: (page) => stores.articles.list(page),
    async *articles() {
      const giveWay = createGiveWay();
      let after: string | undefined;
      for (;;) {
        const page = await stores.articles.list({
          limit: 200,
          ...(after === undefined ? {} : { after }),
        });
        for (const { id } of page) {
          await giveWay();
          const stored = await stores.articles.get(id);
          if (stored !== null) yield stored;
        }
        after = page.at(-1)?.id;
        if (after === undefined) return;
      }
    },
    async sources() {
      const feeds = await stores.feeds.list();
      return feeds.map((feed) => ({ feed, health: feedHealth(feed.state, now()) }));
    },
    async pollFeeds(limit = 10) {
      const due = await stores.feeds.claimDue({ now: now(), until: now() + LEASE_MS }, limit);
      const reports: (PollReport & { readonly feed: Feed })[] = [];
      for (const feed of due) {
        reports.push({
          feed,
          ...(await pollFeed(feed, { stores, fetch, read, now, random, watch })),
        });
      }
      return reports;
    },
    async recheck(limit = 20) {
      const due = await stores.watches.claimDue({ now: now(), until: now() + LEASE_MS }, limit);
      const outcomes: RecheckOutcome[] = [];
      for (const page of due) {
        outcomes.push(await recheckPage(page, { stores, fetch, read, now, random }));
      }
      return outcomes;
    },
    purge: () => stores.articles.purgeRemovedBefore(now() - UNDO_MS),
  };
}
