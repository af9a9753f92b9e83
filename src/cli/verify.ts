import { verificationText } from '../terminal/verification.ts';
import { batch } from './batch.ts';
import { type Io, UsageError } from './io.ts';
import { openCorpus, prettyJson, type ReadingOptions } from './open-corpus.ts';

export async function verifyCommand(
  io: Io,
  words: readonly string[],
  options: ReadingOptions & { readonly batch?: string },
): Promise<void> {
  if (options.batch === undefined && words.length === 0) {
    throw new UsageError('verify needs a quote, for example: afghan-brief verify "open war"');
  }
  const { desk } = await openCorpus(io, options);
  if (options.batch !== undefined) {
    await batch(io, options.batch, (text) => desk.verify(text));
    return;
  }
  const verification = await desk.verify(words.join(' '));
  io.out(options.json ? prettyJson(verification) : verificationText(verification, io.style));
}
