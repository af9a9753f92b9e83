import type { FetchResult } from './fetch-result.ts';
import { RefusedAddressError } from './pinned-connector.ts';

/**
 * What went wrong with a request, as one line without the library's words.
 * @param totalMs Set when the time for everything ran out.
 */
export function fetchProblem(error: unknown, totalMs?: number): FetchResult {
  if (totalMs !== undefined) {
    return failed('timeout', `no complete answer in ${Math.round(totalMs / 1000)} s`);
  }
  for (const cause of causes(error)) {
    if (cause instanceof RefusedAddressError) {
      return failed('private-address', `only public addresses are fetched: ${cause.message}`);
    }
    const { code = '', message } = cause as NodeJS.ErrnoException;
    if (/^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$/.test(code) || code === 'ETIMEDOUT') {
      return failed('timeout', 'the server did not answer in time');
    }
    if (code === 'ENOTFOUND') return failed('unreachable', 'there is no such host');
    if (code === 'EAI_AGAIN') return failed('unreachable', 'the host name cannot be looked up now');
    if (code === 'ECONNREFUSED') return failed('unreachable', 'the server refuses connections');
    if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE') {
      return failed('unreachable', 'the server broke off the connection');
    }
    if (/CERT|TLS|SSL/.test(code)) {
      return failed('unreachable', `its certificate cannot be trusted (${code})`);
    }
    if (code === 'UND_ERR_HEADERS_OVERFLOW')
      return failed('too-large', 'its headers are too large');
    if (code.startsWith('HPE_')) return failed('unreachable', 'the server does not speak HTTP');
    if (code !== '') return failed('unreachable', `the connection failed (${code})`);
    if (message === '') continue;
  }
  const message = error instanceof Error ? error.message : String(error);
  return failed('unreachable', `the connection failed (${message})`);
}

/** An HTTP status that is neither success nor redirect. */
export function statusFailure(status: number, retryAfter?: string): FetchResult {
  const seconds = Number(retryAfter);
  const wait = retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0;
  return {
    kind: 'failed',
    failure: 'status',
    reason: statusWords(status),
    status,
    ...(wait ? { retryAfterMs: seconds * 1000 } : {}),
  };
}

export function redirectProblem(loop: boolean, most: number): FetchResult {
  return failed(
    'redirects',
    loop ? 'the server redirects in a circle' : `more than ${most} redirects`,
  );
}

function statusWords(status: number): string {
  if (status === 401 || status === 407) return `the page wants a login (${status})`;
  if (status === 402) return 'the page wants a payment (402)';
  if (status === 403) return 'the server refuses to give the page (403)';
  if (status === 404 || status === 410) return `there is no such page (${status})`;
  if (status === 429) return 'the server asks to come back later (429)';
  if (status >= 500) return `the server has a fault (${status})`;
  return `the server answered ${status}`;
}

function* causes(error: unknown): Generator<object> {
  let cause: unknown = error;
  for (let depth = 0; depth < 5 && typeof cause === 'object' && cause !== null; depth += 1) {
    yield cause;
    if (cause instanceof AggregateError && cause.errors.length > 0) cause = cause.errors[0];
    else cause = (cause as { cause?: unknown }).cause;
  }
}

function failed(
  failure: Extract<FetchResult, { kind: 'failed' }>['failure'],
  reason: string,
): FetchResult {
  return { kind: 'failed', failure, reason };
}
