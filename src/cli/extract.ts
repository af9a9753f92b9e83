import { readFile } from 'node:fs/promises';
import { decodePage } from '../ingest/decode-page.ts';
import { extractPage } from '../ingest/extract-page.ts';
import { inert } from '../terminal/style.ts';
import { wrap } from '../terminal/wrap.ts';
import { type Io, UsageError, WorkError } from './io.ts';
import { json, prettyJson } from './open-corpus.ts';

export interface ExtractCommandOptions {
  readonly url?: string;
  readonly json: boolean;
}

/** The article of saved pages. One page prints its result, several a JSON result a line, in order. */
export async function extractCommand(
  io: Io,
  files: readonly string[],
  { url, json: asJson }: ExtractCommandOptions,
): Promise<void> {
  if (url !== undefined && !URL.canParse(url)) {
    throw new UsageError(`--url ${url} is not a web address; write it whole, with https://`);
  }
  let failed = 0;
  for (const file of files) {
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      io.err(
        `afghan-brief: ${file} cannot be read (${error.code ?? 'unknown reason'}); give a saved HTML page.`,
      );
      failed++;
      return null;
    });
    if (bytes === null) {
      if (files.length > 1) io.out(json({ file, error: 'cannot be read' }));
      continue;
    }
    const page = extractPage(decodePage(bytes, 'text/html').text, url);
    if (files.length > 1) io.out(json({ file, ...page }));
    else if (asJson) io.out(prettyJson(page));
    else {
      const about = [page.byline, page.publisher, page.publishedAt, page.language]
        .filter(Boolean)
        .join(' · ');
      io.out(
        [
          io.style.bold(inert(page.title ?? 'no title')),
          io.style.dim(inert(about)),
          '',
          wrap(inert(page.text), io.style.width),
        ].join('\n'),
      );
    }
  }
  if (failed > 0) throw new WorkError(`${failed} of ${files.length} pages could not be read.`);
}
