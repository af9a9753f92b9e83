import type { WebClientOptions } from '@slack/web-api';

type Fetch = NonNullable<WebClientOptions['fetch']>;

/** Seconds to wait where Slack limits and does not say for how long. */
const DEFAULT_RETRY_AFTER = 30;

/**
 * `fetch` for the Web API, whose answers are whole and Slack's own when it resolves. The client takes an
 * error page for a refusal and a body that breaks off for a mistake of ours; here both reject, as a
 * call without an answer does. Response URLs and files pass through.
 */
export function apiFetch(inner: Fetch): Fetch {
  return async (input, init) => {
    const response = await inner(input, init);
    if (!isApiMethod(input)) return response;
    const { status, statusText } = response;
    const headers = new Headers(response.headers as unknown as Record<string, string>);
    // The body has arrived decoded.
    headers.delete('content-encoding');
    headers.delete('content-length');
    const body = await response.text();
    if (status === 200 && !isAnswer(body)) {
      throw new TypeError('Slack answered with something that is none of its answers');
    }
    const wait = Number.parseInt(headers.get('retry-after') ?? '', 10);
    if (status === 429 && !(wait >= 0)) headers.set('retry-after', String(DEFAULT_RETRY_AFTER));
    const whole = new Response(body, { status, statusText, headers });
    Object.defineProperty(whole, 'url', { value: response.url });
    return whole as Awaited<ReturnType<Fetch>>;
  };
}

/** `…/api/chat.postMessage`, on whatever host. */
export function isApiMethod(address: unknown): boolean {
  const { pathname } = new URL(address instanceof Request ? address.url : String(address));
  return /\/[a-z]+(?:\.[a-zA-Z0-9]+)+$/.test(pathname) && !/^\/files\b/.test(pathname);
}

/** Every answer of the Web API is an object with `ok`; an error is a word such as `not_in_channel`. */
function isAnswer(body: string): boolean {
  try {
    const read = JSON.parse(body) as { ok?: unknown; error?: unknown } | null;
    return read?.ok === true || (read?.ok === false && /^\w+$/.test(String(read.error)));
  } catch {
    return false;
  }
}
