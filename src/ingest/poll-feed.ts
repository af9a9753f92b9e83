import { afterPoll, type PollOutcome } from './feed-schedule.ts';
import type { Fetch, FetchResult } from './fetch-result.ts';
import { pageArticle } from './page-article.ts';
import type { Feed, IngestStores } from './ports.ts';
import type { Problem } from './problem.ts';
import type { DocumentRequest, DocumentResult } from './read-document.ts';
import type { FeedItem, ParsedFeed } from './read-feed.ts';
import { type StoreOutcome, storeArticle } from './store-article.ts';
import { mentionsTopic } from './topic-filter.ts';

export interface PollDeps {
  readonly stores: IngestStores;
  readonly fetch: Fetch;
  readonly read: (request: DocumentRequest) => Promise<DocumentResult>;
  readonly now: () => number;
  readonly random: () => number;
  /** Called for each page that was added or changed. */
  readonly watch: (outcome: StoreOutcome, url: string, page: FetchResult) => Promise<void>;
}

export interface PollReport {
  readonly outcomes: readonly StoreOutcome[];
  readonly problems: readonly Problem[];
}

const FEED_BYTES = 30_000_000;
/** New items read of one poll; the rest waits for the next. */
const MOST_NEW = 50;
/** A feed's own text stands in for a page that cannot be had, when it is at least this long. Characters. */
const WHOLE_TEXT = 600;

/** Polls one feed: new items that pass its topics become articles; what was seen is remembered. */
export async function pollFeed(feed: Feed, deps: PollDeps): Promise<PollReport> {
  const { etag, lastModified } = feed.state;
  const fetched = await deps.fetch({
    url: feed.url,
    limitBytes: FEED_BYTES,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  });
  if (fetched.kind === 'not-modified') return finish(feed, { kind: 'not-modified' }, deps);
  if (fetched.kind === 'failed') {
    const { reason, retryAfterMs } = fetched;
    const outcome = {
      kind: 'failed',
      reason,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    } as const;
    return finish(feed, outcome, deps, [], [feedProblem(feed.url, reason)]);
  }
  const document = await deps.read({
    bytes: fetched.bytes,
    contentType: fetched.contentType,
    url: fetched.url,
  });
  if (document.kind !== 'feed') {
    const reason =
      document.kind === 'problem' ? document.reason : 'the address gives no feed any more';
    return finish(feed, { kind: 'failed', reason }, deps, [], [feedProblem(feed.url, reason)]);
  }
  const { outcomes, problems, postponed } = await newItems(feed, document.feed, deps);
  const added = outcomes.filter(({ kind }) => kind === 'added').length;
  // Items left for the next poll: its answer must not be "not modified".
  const validators = postponed
    ? {}
    : {
        ...(fetched.etag === undefined ? {} : { etag: fetched.etag }),
        ...(fetched.lastModified === undefined ? {} : { lastModified: fetched.lastModified }),
      };
  return finish(feed, { kind: 'read', added, ...validators }, deps, outcomes, problems);
}

async function newItems(
  feed: Feed,
  parsed: ParsedFeed,
  deps: PollDeps,
): Promise<PollReport & { readonly postponed: boolean }> {
  const { feeds } = deps.stores;
  const seen = await feeds.seen(
    feed.id,
    parsed.items.map(({ key }) => key),
  );
  const outcomes: StoreOutcome[] = [];
  const problems: Problem[] = [];
  // What the feed still lists is noted again, so that it is not forgotten as something old.
  const passed: string[] = [...seen];
  let read = 0;
  let postponed = false;
  for (const item of parsed.items) {
    if (seen.has(item.key)) continue;
    if (!mentionsTopic(`${item.title}\n${item.text}\n${item.url ?? ''}`, feed.topics)) {
      passed.push(item.key);
      continue;
    }
    if (read >= MOST_NEW) {
      postponed = true;
      continue;
    }
    read += 1;
    const result = await addItem(feed, item, parsed.title, deps);
    if (result.kind === 'stored') outcomes.push(result.outcome);
    else
      problems.push(
        feedProblem(item.url ?? `${feed.url} (${item.title || item.key})`, result.reason),
      );
    // Remembered after the article is in: a crash between the two adds nothing twice.
    if (result.kind === 'failed' && result.again) postponed = true;
    else await feeds.addSeen(feed.id, [item.key], deps.now());
  }
  if (passed.length > 0) await feeds.addSeen(feed.id, passed, deps.now());
  return { outcomes, problems, postponed };
}

type ItemResult =
  | { readonly kind: 'stored'; readonly outcome: StoreOutcome }
  | { readonly kind: 'failed'; readonly reason: string; readonly again: boolean };

async function addItem(
  feed: Feed,
  item: FeedItem,
  feedTitle: string | undefined,
  deps: PollDeps,
): Promise<ItemResult> {
  const store = (article: ReturnType<typeof pageArticle>, location: string) =>
    storeArticle(deps.stores.articles, {
      article,
      origin: { kind: 'feed', location, feedId: feed.id },
      by: `feed:${feed.id}`,
      at: deps.now(),
      revive: false,
    });
  let reason = 'the item has neither an address nor enough text';
  let again = false;
  if (item.url !== undefined) {
    const fetched = await deps.fetch({ url: item.url });
    if (fetched.kind === 'page') {
      const { bytes, contentType, url } = fetched;
      const document = await deps.read({ bytes, contentType, url });
      if (document.kind === 'page') {
        const page =
          document.page.publishedAt === undefined && item.publishedAt !== undefined
            ? { ...document.page, publishedAt: item.publishedAt }
            : document.page;
        const outcome = await store(
          pageArticle({ canonicalUrl: url, ...page }, item.title || url),
          url,
        );
        await deps.watch(outcome, url, fetched);
        return { kind: 'stored', outcome };
      }
      reason = document.kind === 'problem' ? document.reason : 'the address gives no article';
    } else if (fetched.kind === 'failed') {
      reason = fetched.reason;
      again = mayPass(fetched);
    }
  }
  if (item.text.length < WHOLE_TEXT || again) return { kind: 'failed', reason, again };
  const page = {
    title: item.title,
    text: item.text,
    ...(item.author === undefined ? {} : { byline: item.author }),
    ...(feedTitle === undefined ? {} : { publisher: feedTitle }),
    ...(item.publishedAt === undefined ? {} : { publishedAt: item.publishedAt }),
    ...(item.url === undefined ? {} : { canonicalUrl: item.url }),
  };
  return {
    kind: 'stored',
    outcome: await store(pageArticle(page, item.title), item.url ?? feed.url),
  };
}

/** Whether the same request may succeed later. */
function mayPass({ failure, status }: Extract<FetchResult, { kind: 'failed' }>): boolean {
  if (failure === 'timeout' || failure === 'unreachable') return true;
  return status !== undefined && (status === 429 || status >= 500);
}

async function finish(
  feed: Feed,
  outcome: PollOutcome,
  deps: PollDeps,
  outcomes: readonly StoreOutcome[] = [],
  problems: readonly Problem[] = [],
): Promise<PollReport> {
  const state = afterPoll(feed, outcome, deps.now(), deps.random());
  await deps.stores.feeds.saveState(feed.id, state);
  return { outcomes, problems };
}

function feedProblem(where: string, what: string): Problem {
  return { severity: 'error', where, what, todo: 'it was left out' };
}
