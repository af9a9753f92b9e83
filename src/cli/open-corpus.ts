import { parseConfig } from '../config.ts';
import { type OpenedDesk, openDesk } from '../open-desk.ts';
import { type Io, WorkError } from './io.ts';
import { progress } from './progress.ts';

/** Options of every reading command. */
export interface ReadingOptions {
  readonly corpus: readonly string[];
  readonly json: boolean;
}

/** Opens the corpus that the command names, or the configured one; its problems go to stderr. */
export async function openCorpus(
  io: Io,
  options: Pick<ReadingOptions, 'corpus'>,
): Promise<OpenedDesk> {
  const paths = options.corpus.length > 0 ? options.corpus : parseConfig(io.env).corpus;
  const opened = await openDesk(paths, progress(io, 'indexing'));
  for (const line of opened.problems) io.err(`afghan-brief: ${line}`);
  if (opened.articles.length === 0)
    throw new WorkError('no article could be read, so there is nothing to ask.');
  return opened;
}

/** JSON as it is printed: one line a value, so that lines can be read one by one. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

/** Line breaks for reading when a person asked for JSON of one thing. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
