import { digestText } from '../terminal/digest.ts';
import { type Io, UsageError } from './io.ts';
import { openCorpus, prettyJson, type ReadingOptions } from './open-corpus.ts';

/** Today's digest: what was published since `--since`, else on the corpus's newest day. */
export async function digestCommand(
  io: Io,
  options: ReadingOptions & { readonly since?: string; readonly topic: readonly string[] },
): Promise<void> {
  const { since } = options;
  if (
    since !== undefined &&
    (!/^\d{4}-\d{2}-\d{2}$/.test(since) || Number.isNaN(Date.parse(since)))
  ) {
    throw new UsageError(
      `--since ${since} is not a day; write YYYY-MM-DD, for example --since 2022-04-16`,
    );
  }
  const { desk } = await openCorpus(io, options);
  const from = since ?? (await desk.coverage()).newest;
  const selection = await desk.digest({ ...(from ? { since: from } : {}), topics: options.topic });
  io.out(options.json ? prettyJson(selection) : digestText(selection, io.style));
}
