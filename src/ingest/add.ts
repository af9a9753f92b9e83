import { type AddReport, addReport } from './add-report.ts';
import { checkUrl } from './check-url.ts';
import { feedId } from './feed-id.ts';
import type { FetchedPage, FetchResult } from './fetch-result.ts';
import { createGiveWay } from './give-way.ts';
import { documentItems, type ImportItem, importPath } from './import-path.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { pageArticle } from './page-article.ts';
import type { Actor, Feed, Origin } from './ports.ts';
import type { Problem } from './problem.ts';
import { type StoreOutcome, storeArticle } from './store-article.ts';
import { storeQueue } from './store-queue.ts';
import { watchPage } from './watch-page.ts';

/** What is added: a web address or a path as a person wrote it, or an upload. */
export type AddRequest =
  | string
  | { readonly name: string; readonly bytes: Uint8Array; readonly contentType?: string };

export interface AddOptions {
  /** For a feed: only items that mention one of these. @default those it has; all items of a new one */
  readonly topics?: readonly string[];
  /** Whether what a person removed comes back. @default true */
  readonly revive?: boolean;
  /** Called after each item, for a progress bar. */
  readonly onItem?: (item: StoreOutcome | Problem, done: number) => void;
}

/** Adding what a person names: a page, a feed, a file, a folder, an upload. */
export type Add = (request: AddRequest, by: Actor, options?: AddOptions) => Promise<AddReport>;

/** Makes what adds over some stores. */
export function createAdd(deps: IngestDeps): Add {
  const { stores, fetch, read, files, now, random } = deps;
  const { limitBytes = 20_000_000, pollEveryMs = 1_800_000 } = deps;
  const importDeps = { files, read, limitBytes };

  const watch = (outcome: StoreOutcome, url: string, page: FetchResult): Promise<void> =>
    watchPage(outcome, url, page, { watches: stores.watches, now, random });

  const addFeed = async (
    url: string,
    title: string | undefined,
    by: Actor,
    wanted: readonly string[] | undefined,
  ) => {
    const id = feedId(url);
    const known = await stores.feeds.get(id);
    const topics = wanted ?? known?.topics ?? [];
    if (known !== null && known.url === url && sameList(known.topics, topics)) return known;
    const feed: Feed = {
      id,
      url,
      ...(title === undefined ? {} : { title }),
      topics,
      intervalMs: pollEveryMs,
      addedBy: known?.addedBy ?? by,
      addedAt: known?.addedAt ?? now(),
      state: known?.state ?? { nextPollAt: now(), failures: 0, added: 0 },
    };
    await stores.feeds.put(feed, by, now());
    return feed;
  };

  async function* pageItems(
    page: FetchedPage,
    given: string,
  ): AsyncGenerator<ImportItem | FeedFound> {
    const { bytes, contentType, url } = page;
    const name = new URL(url).pathname.split('/').at(-1) ?? '';
    const document = await read({ bytes, contentType, url, name });
    if (document.kind === 'feed') {
      yield { kind: 'feed', url: page.moved ? url : given, title: document.feed.title };
    } else if (document.kind === 'page') {
      yield {
        kind: 'article',
        article: pageArticle({ canonicalUrl: url, ...document.page }, url),
        where: url,
      };
    } else yield* documentItems(document, url);
  }

  return async (request, by, options = {}) => {
    const { topics, revive = true, onItem } = options;
    const report = addReport(onItem);
    const taken = new Map<string, string>();
    const queue = storeQueue(stores.articles, report.outcome);
    const giveWay = createGiveWay();
    const take = async (item: ImportItem | FeedFound, origin: Origin, page?: FetchedPage) => {
      await giveWay();
      if (item.kind === 'problem') report.problem(item.problem);
      else if (item.kind === 'feed') report.feed(await addFeed(item.url, item.title, by, topics));
      else if (item.kind === 'feeds') {
        for (const { url, title } of item.feeds) {
          const checked = checkUrl(url);
          if (checked.kind === 'url') report.feed(await addFeed(url, title, by, topics));
          else report.problem(problem(url, checked.reason, 'this feed was left out'));
        }
      } else {
        const { article, where } = item;
        const earlier = taken.get(article.id);
        if (earlier !== undefined) {
          const what = `article id "${article.id}" is taken by ${earlier}`;
          report.problem(problem(where, what, 'change one of the two ids; this one was left out'));
          return;
        }
        taken.set(article.id, where);
        const stored = { article, origin, by, at: now(), revive };
        if (page === undefined) {
          await queue.add(stored);
          return;
        }
        const outcome = await storeArticle(stores.articles, stored);
        await watch(outcome, page.url, page);
        report.outcome(outcome);
      }
    };
    if (typeof request !== 'string') {
      const { name, bytes } = request;
      const origin: Origin = { kind: 'upload', location: name };
      if (bytes.length > limitBytes) {
        report.problem(problem(name, 'the upload is over the size limit', 'split it'));
      } else for (const item of documentItems(await read(request), name)) await take(item, origin);
    } else if (/^[a-z][a-z0-9+.-]+:\/\//i.test(request)) {
      const checked = checkUrl(request);
      const fetched = await fetch({ url: request });
      if (fetched.kind === 'page') {
        const origin: Origin = { kind: 'page', location: fetched.url };
        const given = checked.kind === 'url' ? checked.url.href : request;
        for await (const item of pageItems(fetched, given)) await take(item, origin, fetched);
      } else {
        const what = fetched.kind === 'failed' ? fetched.reason : 'the server gave no page';
        report.problem(problem(request, what, 'check the address'));
      }
    } else {
      for await (const item of importPath(request, importDeps)) {
        const location = item.kind === 'article' ? item.where : request;
        await take(item, { kind: 'file', location });
      }
    }
    await queue.drain();
    return report.result();
  };
}

interface FeedFound {
  readonly kind: 'feed';
  readonly url: string;
  readonly title: string | undefined;
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function problem(where: string, what: string, todo: string): Problem {
  return { severity: 'error', where, what, todo };
}
