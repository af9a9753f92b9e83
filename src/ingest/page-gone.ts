import type { FetchResult } from './fetch-result.ts';

/** A front page, also one of a language: `/`, `/en`, `/en-gb/`, `/index.html`. */
const FRONT = /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:index\.\w{2,5})?$/i;

/**
 * Why a page counts as taken down, in words: the server says that there is none (404, 410) or leads to a
 * front page instead. Undefined for all else: a fault, a time-out or a refusal passes.
 */
export function pageGone(watched: string, fetched: FetchResult): string | undefined {
  if (fetched.kind === 'failed') {
    return fetched.status === 404 || fetched.status === 410 ? fetched.reason : undefined;
  }
  return !isFront(watched) && isFront(fetched.url)
    ? 'the address leads to a front page now'
    : undefined;
}

function isFront(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { pathname, search } = new URL(address);
  return search === '' && FRONT.test(pathname);
}
