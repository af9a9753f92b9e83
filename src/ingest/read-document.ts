import { TooComplexError } from './bounded-html.ts';
import { decodePage } from './decode-page.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { type ExtractedPage, extractPage } from './extract-page.ts';
import { readDocx } from './read-docx.ts';
import { type ParsedFeed, readFeed } from './read-feed.ts';
import { type OpmlFeed, readOpml } from './read-opml.ts';
import { readPdf } from './read-pdf.ts';
import { sniffFormat } from './sniff-format.ts';

export interface DocumentRequest {
  readonly bytes: Uint8Array;
  /** HTTP header, or the type that an upload states. */
  readonly contentType?: string;
  readonly name?: string;
  /** Address that the bytes came from. */
  readonly url?: string;
  /** Characters that a page's text must have to be taken for an article. @default 140 */
  readonly shortest?: number;
}

export type TextFormat = 'markdown' | 'text' | 'jsonl';

export type DocumentResult =
  | {
      readonly kind: 'page';
      readonly format: 'html' | 'pdf' | 'docx';
      readonly page: ExtractedPage;
    }
  /** A text format: Markdown, plain text, JSON Lines, a feed; decoded, not yet parsed. */
  | { readonly kind: 'text'; readonly format: TextFormat; readonly text: string }
  | { readonly kind: 'feed'; readonly feed: ParsedFeed }
  | { readonly kind: 'opml'; readonly feeds: readonly OpmlFeed[] }
  /** `reason` is one clear line. */
  | { readonly kind: 'problem'; readonly reason: string };

/** Shorter texts are no articles: menus, error pages, login walls. Characters. */
const SHORTEST = 140;

/** Reads one document for what its bytes are. Never rejects. */
export async function readDocument(request: DocumentRequest): Promise<DocumentResult> {
  const { bytes, contentType = '', name = '', url } = request;
  if (bytes.length === 0) return problem('the document is empty');
  const sniffed = sniffFormat(bytes, name, contentType);
  if (sniffed.kind === 'unreadable') {
    return problem(`this is ${sniffed.what}; give HTML, PDF with text, .docx, Markdown or text`);
  }
  const { format } = sniffed;
  if (format === 'pdf') {
    const read = await readPdf(bytes);
    if (read.kind === 'problem') return read;
    const { text, title, author, publishedAt } = read;
    return {
      kind: 'page',
      format,
      page: {
        text,
        ...(title === undefined ? {} : { title }),
        ...(author === undefined ? {} : { byline: author }),
        ...(publishedAt === undefined ? {} : { publishedAt }),
      },
    };
  }
  if (format === 'docx') {
    const read = await readDocx(bytes);
    if (read.kind === 'problem') return read;
    const { text, title } = read;
    return { kind: 'page', format, page: { text, ...(title === undefined ? {} : { title }) } };
  }
  if (format === 'html') return readHtml(request, contentType);
  if (format === 'feed' || format === 'json-feed') {
    return readFeed(decodePage(bytes, contentType).text, format === 'json-feed', url);
  }
  if (format === 'opml') {
    const feeds = readOpml(decodePage(bytes, contentType).text);
    return feeds.length === 0 ? problem('the OPML file lists no feeds') : { kind: 'opml', feeds };
  }
  const decoded = decodeUtf8(bytes);
  if (decoded.kind === 'invalid') {
    return problem(`line ${decoded.line} is not valid UTF-8; save the file as UTF-8`);
  }
  return { kind: 'text', format, text: decoded.text };
}

function readHtml(
  { bytes, url, shortest = SHORTEST }: DocumentRequest,
  contentType: string,
): DocumentResult {
  const html = decodePage(bytes, contentType).text;
  let page: ExtractedPage;
  try {
    page = extractPage(html, url);
  } catch (cause) {
    if (cause instanceof TooComplexError) return problem(cause.message);
    return problem('the page cannot be read: its mark-up is too tangled');
  }
  if (page.text.length >= shortest) return { kind: 'page', format: 'html', page };
  return problem(whyNoText(html));
}

function whyNoText(html: string): string {
  if (/<input[^>]+type\s*=\s*["']?password/i.test(html)) {
    return 'no article text was found: the page asks for a login';
  }
  if (/\b(?:subscribe|log ?in|sign ?in) to (?:continue|read)\b|\bsubscribers only\b/i.test(html)) {
    return 'no article text was found: the page is for subscribers';
  }
  if (/<script\b/i.test(html)) {
    return 'no article text was found: the page seems to need a browser that runs scripts';
  }
  return 'no article text was found on the page';
}

function problem(reason: string): DocumentResult {
  return { kind: 'problem', reason };
}
