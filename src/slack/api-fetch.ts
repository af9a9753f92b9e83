import type { WebClientOptions } from '@slack/web-api';

type Fetch = NonNullable<WebClientOptions['fetch']>;

/** Seconds to wait where Slack limits and does not say for how long. */
const DEFAULT_RETRY_AFTER = 30;

/**
 * `fetch` for the Web API and response URLs, whose answers are whole and Slack's own when it resolves. The
 * client takes an error page for a refusal and a body that breaks off for a mistake of ours; here both
 * reject, as a call without an answer does. Files pass through.
 */
export function apiFetch(inner: Fetch): Fetch {
  return async (input, init) => {
    const response = await inner(input, init);
    if (init?.method !== 'POST') return response;
    const { status, statusText } = response;
    const headers = new Headers(response.headers as unknown as Record<string, string>);
    // The body has arrived decoded.
    headers.delete('content-encoding');
    headers.delete('content-length');
    const body = await response.text();
    const isAnswer = isApiMethod(input) ? isMethodAnswer : isResponseUrlAnswer;
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

/** `…/api/chat.postMessage`, on whatever host; a response URL has no such name at its end. */
function isApiMethod(address: unknown): boolean {
  return /\/[a-z]+(?:\.[a-zA-Z0-9]+)+$/.test(new URL(String(address)).pathname);
}

/** Every answer of the Web API is an object with `ok`; an error is a word such as `not_in_channel`. */
function isMethodAnswer(body: string): boolean {
  const read = objectIn(body);
  return read?.ok === true || (read?.ok === false && /^\w+$/.test(String(read.error)));
}

/** `ok`, or an object that says so. */
function isResponseUrlAnswer(body: string): boolean {
  if (body.trim() === 'ok') return true;
  return objectIn(body)?.ok === true;
}

function objectIn(body: string): { readonly ok?: unknown; readonly error?: unknown } | null {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' ? read : null;
  } catch {
    return null;
  }
}
