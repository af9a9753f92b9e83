import { nextCheck } from './change-watch.ts';
import type { FetchResult } from './fetch-result.ts';
import type { PageWatch, PageWatches } from './ports.ts';
import type { StoreOutcome } from './store-article.ts';

export interface WatchPageDeps {
  readonly watches: PageWatches;
  readonly now: () => number;
  readonly random: () => number;
}

/** Has the page of an article that was just stored looked at again in time. */
export async function watchPage(
  outcome: StoreOutcome,
  url: string,
  page: FetchResult,
  { watches, now, random }: WatchPageDeps,
): Promise<void> {
  if (page.kind !== 'page' || outcome.kind === 'stays-removed') return;
  const known = await watches.get(outcome.id);
  if (outcome.kind === 'unchanged' && known !== null) return;
  const fresh = (cited: Pick<PageWatch, 'lastCitedAt'>): PageWatch => ({
    articleId: outcome.id,
    url,
    failures: 0,
    lastCheckAt: now(),
    nextCheckAt: nextCheck({ addedAt: now(), failures: 0, ...cited }, now(), random()),
    ...cited,
    ...(page.etag === undefined ? {} : { etag: page.etag }),
    ...(page.lastModified === undefined ? {} : { lastModified: page.lastModified }),
  });
  if (known === null) {
    await watches.put(fresh({}));
    return;
  }
  const change = ({ lastCitedAt }: PageWatch) =>
    fresh(lastCitedAt === undefined ? {} : { lastCitedAt });
  await watches.update(outcome.id, change, 'ends');
}
