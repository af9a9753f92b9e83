import { readFile } from 'node:fs/promises';
import { type Extract, extractFile } from '../ingest/extract-file.ts';
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
    const result = await extracted(file, url);
    if (typeof result === 'string') {
      failed++;
      io.err(`afghan-brief: ${file}: ${result}`);
      if (files.length > 1) io.out(json({ file, error: result }));
    } else if (files.length > 1) io.out(json({ file, ...result }));
    else io.out(asJson ? prettyJson(result) : text(result, io));
  }
  if (failed > 0) throw new WorkError(`${failed} of ${files.length} pages could not be read.`);
}

/** The extract, or why there is none. */
async function extracted(file: string, url: string | undefined): Promise<Extract | string> {
  try {
    const result = await extractFile(await readFile(file), file, url);
    return result.kind === 'extract' ? result.extract : result.reason;
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}); give a saved page.`;
  }
}

function text(page: Extract, { style }: Pick<Io, 'style'>): string {
  const about = [page.byline, page.publisher, page.publishedAt, page.language].filter(Boolean);
  return [
    style.bold(inert(page.title ?? 'no title')),
    style.dim(inert(about.join(' · '))),
    '',
    wrap(inert(page.text), style.width),
  ].join('\n');
}
