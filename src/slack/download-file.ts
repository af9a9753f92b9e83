/** A file that was shared in Slack, as the event describes it. */
export interface SharedFile {
  readonly name?: string | null;
  readonly mimetype?: string;
  readonly size?: number;
  readonly url_private_download?: string;
}

export type Downloaded =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** `reason` is one line for a person: what failed and what to do. */
  | { readonly kind: 'failed'; readonly reason: string };

export type DownloadFile = (file: SharedFile, botToken: string) => Promise<Downloaded>;

export interface DownloadOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Base of the Web API where it is not Slack's own; files come from the same server then. */
  readonly slackApiUrl?: string;
  /** @default 20_000_000 */
  readonly limitBytes?: number;
  /** Of one file, in ms. @default 20_000 */
  readonly timeoutMs?: number;
}

const FILES = 'https://files.slack.com';
const PERMISSION =
  'The app may not read files here. An admin needs to install it again from the current manifest.yml (files:read).';
const AGAIN = 'Slack did not give the file. Please share it again.';

/**
 * Reads a shared file with the bot's token, which goes to Slack's file server only. Never rejects.
 * @see https://docs.slack.dev/reference/objects/file-object
 */
export function fileDownloader(options: DownloadOptions): DownloadFile {
  const { fetch, slackApiUrl, limitBytes = 20_000_000, timeoutMs = 20_000 } = options;
  const origins = [FILES, ...(slackApiUrl === undefined ? [] : [new URL(slackApiUrl).origin])];
  const tooLarge = failed(`The file is larger than ${limitBytes / 1_000_000} MB. Split it.`);
  return async (file, botToken) => {
    const url = file.url_private_download;
    if (url === undefined || url === '') {
      return failed(
        'Slack gives no content of this file. Upload the file itself, not a link to it.',
      );
    }
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) {
      return failed('The file is kept outside Slack. Download it and upload the file itself.');
    }
    if ((file.size ?? 0) > limitBytes) return tooLarge;
    try {
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${botToken}` },
        // Without the permission Slack leads to its login page; the token follows no redirect.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status } = response;
      if (status !== 200) await response.body?.cancel();
      if ((status >= 300 && status < 400) || status === 401 || status === 403) {
        return failed(PERMISSION);
      }
      if (status === 404) return failed('The file is gone. Share it again.');
      if (status !== 200) return failed(AGAIN);
      const bytes = await bounded(response, limitBytes);
      return bytes === null ? tooLarge : { kind: 'file', bytes };
    } catch {
      return failed(AGAIN);
    }
  };
}

/** The body, or `null` once it is over the limit; what is left is not read. */
async function bounded({ body }: Response, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function failed(reason: string): Downloaded {
  return { kind: 'failed', reason };
}
