import type { Article } from '../article/article.ts';
import type { Span } from '../article/span.ts';

/** Who did it, as the audit keeps it: `cli:anna`, `slack:T1/U1`, `feed:<id>`, `watch`. */
export type Actor = string;

/** Times are epoch milliseconds. What a lease takes is free again at `until`. */
export interface Lease {
  readonly now: number;
  readonly until: number;
}

/** Where an article came from. */
export interface Origin {
  readonly kind: 'page' | 'file' | 'upload' | 'feed';
  /** Address, path or upload name that it was read from. */
  readonly location: string;
  readonly feedId?: string;
}

export interface PutArticle {
  readonly article: Article;
  /** `articleVersion(article)`: content hash of id, metadata and body. */
  readonly version: string;
  /** `bodyHash(body)`: equal for the same words at another address. */
  readonly bodyHash: string;
  /** `addressKey(url)`: equal for addresses that differ only in what does not matter. */
  readonly addressKey?: string;
  readonly origin: Origin;
  readonly by: Actor;
  readonly at: number;
  /** Whether an article that a person removed comes back; feeds and watched folders never do that. */
  readonly revive: boolean;
}

export type PutResult =
  | { readonly kind: 'added' }
  | { readonly kind: 'changed'; readonly previous: string }
  | { readonly kind: 'unchanged' }
  /** It was removed by a person and stays so. */
  | { readonly kind: 'stays-removed' };

export interface StoredArticle {
  readonly article: Article;
  readonly version: string;
  readonly bodyHash: string;
  readonly addressKey?: string;
  readonly origin: Origin;
  readonly addedAt: number;
  readonly addedBy: Actor;
  /** When the current version was put. */
  readonly changedAt: number;
}

export interface ArticleVersion {
  readonly version: string;
  readonly at: number;
  readonly by: Actor;
}

export interface FoundArticle {
  readonly id: string;
  readonly title: string;
  readonly removed: boolean;
  readonly addressKey?: string;
  readonly url?: string;
}

/** A row of the list: no body. */
export interface ArticleSummary {
  readonly id: string;
  readonly title: string;
  readonly publisher?: string;
  readonly publishedAt?: string;
  readonly url?: string;
  readonly origin: Origin;
  readonly addedAt: number;
  readonly addedBy: Actor;
  readonly removedAt?: number;
  readonly removedBy?: Actor;
}

export interface ArticleChange {
  /** Grows with every change; replicas ask for what came after the last one they saw. */
  readonly sequence: number;
  readonly id: string;
  /** What became of it: read it with `get` when `live`. */
  readonly kind: 'live' | 'removed';
}

/**
 * The articles that were added, every version of each, by content hash. Each mutation is one
 * transaction that also writes the change and the audit entry: a killed process leaves an article
 * whole or not there at all.
 */
export interface ArticleStore {
  /** Inserts, replaces the current version, or leaves it when the content hash is the same (no audit entry then). */
  put(entry: PutArticle): Promise<PutResult>;
  /** The same for several articles, whose ids differ, in one transaction: all of them or none. */
  putAll(entries: readonly PutArticle[]): Promise<readonly PutResult[]>;
  /** The current version, unless it is removed. */
  get(id: string): Promise<StoredArticle | null>;
  /** One version, of a removed article too: an answer cites the version that it came from. */
  version(id: string, version: string): Promise<Article | null>;
  /** Newest first; a version that came back counts once, at its latest time. */
  versions(id: string): Promise<readonly ArticleVersion[]>;
  /** The article with this id, address or these words, removed ones included; the one added first. */
  find(
    by: { readonly id: string } | { readonly addressKey: string } | { readonly bodyHash: string },
  ): Promise<FoundArticle | null>;
  /** Articles that are not removed, by id, those after `after`. */
  list(page: {
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly ArticleSummary[]>;
  /** Removed ones that can still be brought back, removed last first. */
  removed(limit: number): Promise<readonly ArticleSummary[]>;
  /** Changes after a sequence number, in order; an article changed twice may come once, with its last number. */
  changesAfter(sequence: number, limit: number): Promise<readonly ArticleChange[]>;
  /** `absent`: there is none, or it is removed already. */
  remove(id: string, by: Actor, at: number): Promise<'removed' | 'absent'>;
  /** `absent`: nothing of that id is removed, or it was purged. */
  restore(id: string, by: Actor, at: number): Promise<'restored' | 'absent'>;
  /** Deletes for good what was removed before that time, versions included; how many. */
  purgeRemovedBefore(time: number): Promise<number>;
}

export type AuditAction =
  | 'add'
  | 'change'
  | 'remove'
  | 'restore'
  | 'add-feed'
  | 'change-feed'
  | 'remove-feed';

export interface AuditEntry {
  readonly at: number;
  readonly by: Actor;
  readonly action: AuditAction;
  /** Article or feed id. */
  readonly target: string;
  /** What a person should read: a title, an address. */
  readonly detail: string;
}

/** Who did what, when. `ArticleStore` and `Feeds` write their own entries. */
export interface AuditLog {
  /** Newest first; of one target when given. */
  list(options: {
    readonly limit: number;
    readonly target?: string;
  }): Promise<readonly AuditEntry[]>;
}

/** What a poll left behind and the next one needs. */
export interface FeedState {
  readonly nextPollAt: number;
  /** Polls that failed in a row. */
  readonly failures: number;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly lastPollAt?: number;
  readonly lastSuccessAt?: number;
  /** When an article of the feed was last added. */
  readonly lastNewAt?: number;
  /** Why the last poll failed, in words. */
  readonly problem?: string;
  /** Articles added since the feed was. */
  readonly added: number;
}

export interface Feed {
  readonly id: string;
  readonly url: string;
  readonly title?: string;
  /** Only items that mention one of these; empty: all items. */
  readonly topics: readonly string[];
  readonly intervalMs: number;
  readonly addedBy: Actor;
  readonly addedAt: number;
  readonly state: FeedState;
}

export interface Feeds {
  /** By id. */
  list(): Promise<readonly Feed[]>;
  get(id: string): Promise<Feed | null>;
  /** Inserts or replaces, with the audit entry. */
  put(feed: Feed, by: Actor, at: number): Promise<void>;
  /** Whether there was one to remove; what it had seen is forgotten. */
  remove(id: string, by: Actor, at: number): Promise<boolean>;
  /** Takes feeds whose `nextPollAt` is not after `lease.now`, longest due first; each goes to one caller until the lease ends. */
  claimDue(lease: Lease, limit: number): Promise<readonly Feed[]>;
  /** Records a poll and ends the lease. No audit entry. Nothing happens when the feed is gone. */
  saveState(id: string, state: FeedState): Promise<void>;
  /** Those of `keys` that the feed has given before. */
  seen(id: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  addSeen(id: string, keys: readonly string[], at: number): Promise<void>;
}

/** A page that is looked at again for changes. */
export interface PageWatch {
  readonly articleId: string;
  readonly url: string;
  readonly nextCheckAt: number;
  readonly failures: number;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly lastCheckAt?: number;
  readonly lastCitedAt?: number;
  readonly problem?: string;
  /** When a look first found no page there any more (404, 410, a front page instead); later looks confirm it. */
  readonly goneSince?: number;
}

export interface PageWatches {
  get(articleId: string): Promise<PageWatch | null>;
  /** Inserts or replaces, and ends the lease. */
  put(watch: PageWatch): Promise<void>;
  /**
   * Changes what is there, atomically: nothing that another caller writes meanwhile is lost, `change` may
   * be called again with it. Nothing happens when there is none.
   */
  update(
    articleId: string,
    change: (watch: PageWatch) => PageWatch,
    lease: 'ends' | 'goes-on',
  ): Promise<void>;
  remove(articleId: string): Promise<void>;
  /** As `Feeds.claimDue`. */
  claimDue(lease: Lease, limit: number): Promise<readonly PageWatch[]>;
}

/** An excerpt that was shown to people, so that they can be told when its words change. */
export interface CitedSpan extends Span {
  readonly articleId: string;
  /** Version that the span counts in. */
  readonly version: string;
  /** Opaque to ingest: the thread or message where it was shown. */
  readonly place: string;
  readonly at: number;
}

/** A message owed to one place about one changed article. */
export interface ChangeNotice {
  /** `place`, article and new version or `gone`: the same change is noticed once a place. */
  readonly key: string;
  readonly place: string;
  readonly articleId: string;
  readonly oldVersion: string;
  /** Absent: the page is there no more. */
  readonly newVersion?: string;
  /** The spans of the old version that changed or vanished; all that were shown when the page is gone. */
  readonly spans: readonly Span[];
  readonly at: number;
}

export interface Citations {
  /** Adds what is not there yet (same place, version and span). */
  add(spans: readonly CitedSpan[]): Promise<void>;
  /** What was shown of an article, oldest first. */
  of(articleId: string): Promise<readonly CitedSpan[]>;
  /** Ids of articles shown since, sorted. */
  citedSince(time: number): Promise<readonly string[]>;
  /** Adds notices whose key is new. */
  owe(notices: readonly ChangeNotice[]): Promise<void>;
  /** Takes notices that are not done, oldest first; each goes to one caller until the lease ends. */
  claimOwed(lease: Lease, limit: number): Promise<readonly ChangeNotice[]>;
  done(key: string): Promise<void>;
}

/** All that ingest keeps. */
export interface IngestStores {
  readonly articles: ArticleStore;
  readonly audit: AuditLog;
  readonly feeds: Feeds;
  readonly watches: PageWatches;
  readonly citations: Citations;
}
