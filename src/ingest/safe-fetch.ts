import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { Agent, buildConnector } from 'undici';
import { checkUrl } from './check-url.ts';
import { fetchProblem, redirectProblem } from './fetch-problem.ts';
import type { Fetch, FetchFailure, FetchRequest, FetchResult } from './fetch-result.ts';
import { pinnedConnector } from './pinned-connector.ts';
import { type AddressVerdict, publicAddress } from './public-address.ts';
import { type Hop, readResponse, redirectOf } from './read-response.ts';
import { type RobotsRules, robotsRules } from './robots.ts';

export interface SafeFetchDeps {
  /** Epoch milliseconds, for the age of a kept robots.txt. */
  readonly now: () => number;
  /** Calls back after so many milliseconds, unless cancelled. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** @default the system's resolver */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
  /** @default public addresses only */
  readonly allow?: (address: string) => AddressVerdict;
  /** @default a TCP or TLS socket */
  readonly connect?: buildConnector.connector;
}

export interface SafeFetchOptions {
  /** Product name, before the version: also the name that robots.txt is asked for. @default AfghanBrief */
  readonly robot?: string;
  /** @default AfghanBrief/0.1 */
  readonly userAgent?: string;
  /** @default [80, 443] */
  readonly ports?: readonly number[];
  /** Milliseconds for a connection to stand. @default 10_000 */
  readonly connectMs?: number;
  /** Milliseconds from request to headers, and between two pieces of the body. @default 15_000 */
  readonly headersMs?: number;
  /** Milliseconds for everything: redirects, robots.txt and body. @default 45_000 */
  readonly totalMs?: number;
  /** Redirects followed. @default 5 */
  readonly redirects?: number;
}

export interface SafeFetch {
  readonly fetch: Fetch;
  close(): Promise<void>;
}

const PAGE_BYTES = 10_000_000;
/** RFC 9309, 2.5: at least 500 KiB must be read. */
const ROBOTS_BYTES = 512_000;
/** RFC 9309, 2.4: not longer than a day. */
const ROBOTS_AGE_MS = 3_600_000;
const ROBOTS_KEPT = 500;
const ACCEPT =
  'text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/pdf;q=0.9,*/*;q=0.5';

/**
 * Fetches public web addresses and nothing else: every address that a name resolves to is checked
 * and the connection goes to the checked one, at each redirect again; robots.txt is honoured;
 * time and size are bounded, the size after decompression.
 */
export function createSafeFetch(deps: SafeFetchDeps, options: SafeFetchOptions = {}): SafeFetch {
  const { robot = 'AfghanBrief', userAgent = 'AfghanBrief/0.1', ports = [80, 443] } = options;
  const { connectMs = 10_000, headersMs = 15_000, totalMs = 45_000, redirects = 5 } = options;
  const agent = new Agent({
    connect: pinnedConnector({
      resolve: deps.resolve ?? systemResolve,
      allow: deps.allow ?? publicAddress,
      connect: deps.connect ?? buildConnector({ timeout: connectMs }),
    }),
    headersTimeout: headersMs,
    bodyTimeout: headersMs,
    connections: 4,
    maxHeaderSize: 32_768,
  });
  const robots = new Map<string, { readonly rules: RobotsRules; readonly at: number }>();

  const get = (url: URL, headers: Record<string, string>, signal: AbortSignal) =>
    agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br', ...headers },
      signal,
    });

  const follow = async (
    start: string,
    signal: AbortSignal,
    hop: (url: URL) => Promise<Hop>,
  ): Promise<{ readonly result: FetchResult; readonly moved: boolean }> => {
    let address = start;
    let moved = true;
    const seen = new Set<string>();
    for (;;) {
      const checked = checkUrl(address, ports);
      if (checked.kind === 'refused') {
        const reason =
          seen.size === 0 ? checked.reason : `redirected to ${address}: ${checked.reason}`;
        return { result: failed('bad-address', reason), moved: false };
      }
      if (seen.has(checked.url.href) || seen.size > redirects) {
        return { result: redirectProblem(seen.has(checked.url.href), redirects), moved: false };
      }
      seen.add(checked.url.href);
      signal.throwIfAborted();
      const next = await hop(checked.url);
      if (next.kind === 'result') return { result: next.result, moved: moved && seen.size > 1 };
      moved &&= next.permanent;
      address = next.to;
    }
  };

  const rulesFor = async (url: URL, signal: AbortSignal): Promise<RobotsRules | 'unreachable'> => {
    const kept = robots.get(url.origin);
    if (kept !== undefined && deps.now() - kept.at < ROBOTS_AGE_MS) return kept.rules;
    const { result } = await follow(`${url.origin}/robots.txt`, signal, async (address) => {
      const response = await get(address, {}, signal);
      const redirect = redirectOf(response, address);
      if (redirect !== undefined) return redirect;
      return {
        kind: 'result',
        result: await readResponse(response, address, Number.POSITIVE_INFINITY, ROBOTS_BYTES),
      };
    });
    const rules = rulesOf(result, robot);
    if (rules === 'unreachable') return rules;
    if (robots.size >= ROBOTS_KEPT) robots.delete(robots.keys().next().value ?? '');
    robots.set(url.origin, { rules, at: deps.now() });
    return rules;
  };

  const hopTo = async (url: URL, request: FetchRequest, signal: AbortSignal): Promise<Hop> => {
    const rules = await rulesFor(url, signal);
    if (rules === 'unreachable') {
      const reason = `${url.host} does not give its robots.txt at the moment; try again later`;
      return { kind: 'result', result: failed('robots', reason) };
    }
    if (!rules.allows(url.pathname + url.search)) {
      const reason = `${url.host} asks robots not to read this page (robots.txt)`;
      return { kind: 'result', result: failed('robots', reason) };
    }
    const headers: Record<string, string> = { accept: request.accept ?? ACCEPT };
    if (request.etag !== undefined) headers['if-none-match'] = request.etag;
    if (request.lastModified !== undefined) headers['if-modified-since'] = request.lastModified;
    const response = await get(url, headers, signal);
    const redirect = redirectOf(response, url);
    if (redirect !== undefined) return redirect;
    const limit = request.limitBytes ?? PAGE_BYTES;
    return { kind: 'result', result: await readResponse(response, url, limit, limit) };
  };

  return {
    async fetch(request) {
      const total = new AbortController();
      const cancel = deps.after(totalMs, () => total.abort(new TotalTimeout()));
      try {
        const { result, moved } = await follow(request.url, total.signal, (url) =>
          hopTo(url, request, total.signal),
        );
        return result.kind === 'page' ? { ...result, moved } : result;
      } catch (error) {
        const timedOut = total.signal.aborted && total.signal.reason instanceof TotalTimeout;
        return fetchProblem(error, timedOut ? totalMs : undefined);
      } finally {
        cancel();
      }
    },
    close: () => agent.close(),
  };
}

class TotalTimeout extends Error {}

async function systemResolve(hostname: string): Promise<readonly string[]> {
  const found: readonly LookupAddress[] = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

/** RFC 9309, 2.3.1: no such file allows all; a server that fails allows nothing. */
function rulesOf(result: FetchResult, robot: string): RobotsRules | 'unreachable' {
  if (result.kind === 'page') return robotsRules(new TextDecoder().decode(result.bytes), robot);
  if (result.kind === 'failed' && result.status !== undefined && result.status < 500) {
    return robotsRules('', robot);
  }
  if (result.kind === 'failed' && ['redirects', 'encoding'].includes(result.failure)) {
    return robotsRules('', robot);
  }
  return 'unreachable';
}

function failed(failure: FetchFailure, reason: string): FetchResult {
  return { kind: 'failed', failure, reason };
}
