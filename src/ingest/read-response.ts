import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { statusFailure } from './fetch-problem.ts';
import type { FetchFailure, FetchResult } from './fetch-result.ts';
import { megabytes } from './jsonl-lines.ts';
import { readBody } from './read-body.ts';

export type Hop =
  | { readonly kind: 'redirect'; readonly to: string; readonly permanent: boolean }
  | { readonly kind: 'result'; readonly result: FetchResult };

/** Where a redirect leads; undefined when the response is none. Its body is not read. */
export function redirectOf(response: Dispatcher.ResponseData, url: URL): Hop | undefined {
  const { statusCode, headers } = response;
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  const location = first(headers.location);
  discard(response.body);
  if (location === undefined || !URL.canParse(location, url.href)) {
    return { kind: 'result', result: failed('redirects', 'the server redirects to nowhere') };
  }
  const permanent = statusCode === 301 || statusCode === 308;
  return { kind: 'redirect', to: new URL(location, url).href, permanent };
}

/**
 * The body of a response that is no redirect, or why there is none.
 * @param refuseOver Announced length in bytes that is refused unread.
 * @param limit Bytes read, after decompression.
 */
export async function readResponse(
  response: Dispatcher.ResponseData,
  url: URL,
  refuseOver: number,
  limit: number,
): Promise<FetchResult> {
  const { statusCode, headers, body } = response;
  if (statusCode !== 200) {
    discard(body);
    if (statusCode === 304) return { kind: 'not-modified', url: url.href };
    return statusFailure(statusCode, first(headers['retry-after']));
  }
  const tooLarge = failed('too-large', `the page is larger than ${megabytes(limit)}`);
  if (Number(first(headers['content-length']) ?? 0) > refuseOver) {
    discard(body);
    return tooLarge;
  }
  const read = await readBody(body, first(headers['content-encoding']) ?? '', limit);
  if (read.kind === 'too-large') return tooLarge;
  if (read.kind === 'bad-encoding') {
    return failed('encoding', `the page cannot be unpacked: ${read.reason}`);
  }
  const etag = first(headers.etag);
  const lastModified = first(headers['last-modified']);
  return {
    kind: 'page',
    url: url.href,
    contentType: first(headers['content-type']) ?? '',
    bytes: read.bytes,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    moved: false,
  };
}

/** Ends a body unread; what the broken connection then says is of no interest. */
function discard(body: Readable): void {
  body.on('error', () => {});
  body.destroy();
}

function failed(failure: FetchFailure, reason: string): FetchResult {
  return { kind: 'failed', failure, reason };
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
