import { readDocument } from './read-document.ts';

/** What `extract` prints of one page: a field that the page does not state is null. */
export interface Extract {
  readonly title: string | null;
  readonly byline: string | null;
  readonly publisher: string | null;
  readonly publishedAt: string | null;
  readonly language: string | null;
  readonly text: string;
}

export type ExtractResult =
  | { readonly kind: 'extract'; readonly extract: Extract }
  | { readonly kind: 'problem'; readonly reason: string };

/**
 * The article of a saved page, PDF or Word document, however short its text is.
 * @param url Address that the page came from, for its publisher.
 */
export async function extractFile(
  bytes: Uint8Array,
  name: string,
  url?: string,
): Promise<ExtractResult> {
  const contentType = /\.[a-z0-9]{2,5}$/i.test(name) ? '' : 'text/html';
  const request = { bytes, name, contentType, shortest: 0, ...(url === undefined ? {} : { url }) };
  const result = await readDocument(request);
  if (result.kind === 'problem') return result;
  if (result.kind !== 'page') {
    return { kind: 'problem', reason: 'this is no page; give HTML, PDF or .docx' };
  }
  const { title, byline, publisher, publishedAt, language, text } = result.page;
  return {
    kind: 'extract',
    extract: {
      title: title ?? null,
      byline: byline ?? null,
      publisher: publisher ?? null,
      publishedAt: publishedAt ?? null,
      language: language ?? null,
      text,
    },
  };
}
