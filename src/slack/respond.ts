import type { Log } from './log.ts';
import { PATIENCE, RATE_LIMIT_RETRIES } from './patience.ts';
import { ResponseUrlError } from './response-url-error.ts';
import type { Message } from './views/message.ts';

export type ResponseFetch = (
  url: string,
  init: RequestInit,
) => Promise<{
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}>;

export interface RespondOptions {
  readonly fetch: ResponseFetch;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
}

const TIMEOUT = 10_000;
/** Between attempts, in ms. */
const PAUSE = 1000;

const NO_ANSWER = {
  status: Number.NaN,
  headers: { get: () => null },
  text: async () => '',
} as const;

/**
 * Posts one message to a response URL, seen by one person.
 * @throws ResponseUrlError after a few attempts, at once where another cannot succeed
 */
export function createRespond({ fetch, sleep, log }: RespondOptions) {
  const fetchOnce: ResponseFetch = async (url, init) => {
    try {
      const response = await fetch(url, init);
      const body = await response.text();
      if (response.status >= 300 || isSlacks(body)) return response;
      log.warn({}, 'a response URL answered with something that is none of its answers');
    } catch (error) {
      log.warn({ error: String(error) }, 'a response URL did not answer');
    }
    return NO_ANSWER;
  };

  return async (url: string, message: Message): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetchOnce(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          response_type: 'ephemeral',
          replace_original: false,
          text: message.text,
          mrkdwn: false,
          unfurl_links: false,
          unfurl_media: false,
          ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
        }),
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (response.status < 300) return;
      const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      // An ephemeral message that arrives twice does less harm than one that never does.
      const worth = response.status === 429 ? retryAfter <= PATIENCE : !(response.status < 500);
      if (!worth || attempt >= RATE_LIMIT_RETRIES) {
        throw new ResponseUrlError(
          response.status,
          Number.isFinite(retryAfter) ? retryAfter : undefined,
        );
      }
      await sleep(response.status === 429 ? retryAfter * 1000 : PAUSE);
    }
  };
}

/** `ok`, or a JSON object that does not say otherwise. */
function isSlacks(body: string): boolean {
  if (body.trim() === '' || body.trim() === 'ok') return true;
  try {
    const read = JSON.parse(body) as { ok?: unknown } | null;
    return typeof read === 'object' && read !== null && read.ok !== false;
  } catch {
    return false;
  }
}
