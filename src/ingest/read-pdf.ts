import { getDocumentProxy, getMeta } from 'unpdf';
import { publishedDate } from './published-date.ts';

export type PdfResult =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly title?: string;
      readonly author?: string;
      readonly publishedAt?: string;
    }
  | { readonly kind: 'problem'; readonly reason: string };

/** Pages read at most; a longer document is refused, not cut. */
const MOST_PAGES = 500;

/**
 * The text layer of a PDF, line by line as it is set, blank lines where a paragraph's gap is. A scan
 * without a text layer is reported. Title, author and date are what the file's own properties state.
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfResult> {
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    document = await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      verbosity: 0,
    });
  } catch (cause) {
    return problem(pdfReason(cause));
  }
  try {
    if (document.numPages > MOST_PAGES) {
      return problem(`the PDF has ${document.numPages} pages, more than ${MOST_PAGES}`);
    }
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(pageText(items as readonly PdfItem[]));
      page.cleanup();
    }
    const text = pages.filter((page) => page !== '').join('\n\n');
    if (!/\p{L}{3}/u.test(text)) return problem('the PDF has no text layer (it may be a scan)');
    const { info } = await getMeta(document);
    const { Title, Author, CreationDate } = info as Readonly<Record<string, unknown>>;
    const created = /^D:(\d{8})/.exec(String(CreationDate ?? ''))?.[1];
    const publishedAt = created === undefined ? undefined : publishedDate(created);
    return {
      kind: 'text',
      text,
      ...(typeof Title === 'string' && Title.trim() !== '' ? { title: Title.trim() } : {}),
      ...(typeof Author === 'string' && Author.trim() !== '' ? { author: Author.trim() } : {}),
      ...(publishedAt === undefined ? {} : { publishedAt }),
    };
  } catch (cause) {
    return problem(pdfReason(cause));
  } finally {
    await document.destroy();
  }
}

interface PdfItem {
  readonly str?: string;
  readonly hasEOL?: boolean;
  readonly height?: number;
  /** Affine matrix; its last number is the distance from the page's lower edge, in points. */
  readonly transform?: readonly number[];
}

function pageText(items: readonly PdfItem[]): string {
  let text = '';
  let lastY: number | undefined;
  let lastHeight = 0;
  for (const { str = '', hasEOL = false, height = 0, transform } of items) {
    const y = transform?.[5];
    if (str.trim() !== '' && y !== undefined) {
      const gap = lastY === undefined ? 0 : Math.abs(lastY - y);
      const line = Math.max(height, lastHeight, 1);
      if (gap > line * 1.8) text = `${text.trimEnd()}\n\n`;
      else if (gap > line * 0.7 && !text.endsWith('\n')) text += '\n';
      lastY = y;
      lastHeight = height;
    }
    text += str;
    if (hasEOL) text = `${text.replace(/[ \t]+$/, '')}\n`;
  }
  return text.replace(/\n{3,}/g, '\n\n').trim();
}

function pdfReason(cause: unknown): string {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') return 'the PDF is locked with a password';
  if (name === 'InvalidPDFException')
    return 'the file begins like a PDF but is none, or is damaged';
  return 'the PDF is damaged';
}

function problem(reason: string): PdfResult {
  return { kind: 'problem', reason };
}
