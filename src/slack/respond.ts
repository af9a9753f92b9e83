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
}>;

export interface RespondOptions {
  readonly fetch: ResponseFetch;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
}

const TIMEOUT = 10_000;
/** Between attempts, in ms. */
const PAUSE = 1000;

/**
 * Posts one message to a response URL, seen by one person.
 * @throws ResponseUrlError after a few attempts, at once where another cannot succeed
 */
export function createRespond({ fetch, sleep, log }: RespondOptions) {
  const fetchOnce: ResponseFetch = async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (error) {
      log.warn({ error: String(error) }, 'a response URL did not answer');
      return { status: Number.NaN, headers: { get: () => null } };
    }
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
