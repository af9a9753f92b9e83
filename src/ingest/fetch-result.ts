export type FetchFailure =
  /** Not a fetchable address: scheme, port, credentials. */
  | 'bad-address'
  /** The address, or one that it redirects to, is not public. */
  | 'private-address'
  | 'robots'
  | 'too-large'
  | 'redirects'
  | 'status'
  | 'timeout'
  | 'unreachable'
  | 'encoding';

export interface FetchedPage {
  readonly kind: 'page';
  /** Address after redirects. */
  readonly url: string;
  /** As the server stated it, `''` when it did not. */
  readonly contentType: string;
  /** Decompressed. */
  readonly bytes: Uint8Array;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Whether every redirect on the way was permanent (301, 308): then `url` is the new address. */
  readonly moved: boolean;
}

export type FetchResult =
  | FetchedPage
  | { readonly kind: 'not-modified'; readonly url: string }
  | {
      readonly kind: 'failed';
      readonly failure: FetchFailure;
      /** One line that a person understands. */
      readonly reason: string;
      /** HTTP status of a `status` failure. */
      readonly status?: number;
      /** Milliseconds that the server asks to wait. */
      readonly retryAfterMs?: number;
    };

export interface FetchRequest {
  readonly url: string;
  /** Validators of an earlier answer: the server may answer "not modified". */
  readonly etag?: string;
  readonly lastModified?: string;
  /** Largest decompressed body. @default 10_000_000 */
  readonly limitBytes?: number;
  /** Value of `Accept`. @default pages first */
  readonly accept?: string;
}

/** Fetches one address; never rejects. */
export type Fetch = (request: FetchRequest) => Promise<FetchResult>;
