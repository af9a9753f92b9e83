import { answerText } from '../terminal/answer.ts';
import { batch } from './batch.ts';
import { type Io, UsageError } from './io.ts';
import { openCorpus, prettyJson, type ReadingOptions } from './open-corpus.ts';

export interface AskCommandOptions extends ReadingOptions {
  readonly batch?: string;
  readonly top?: number;
  readonly by: 'sentence' | 'passage';
  readonly limit?: number;
  readonly skip?: number;
}

export async function askCommand(
  io: Io,
  words: readonly string[],
  options: AskCommandOptions,
): Promise<void> {
  if (options.batch === undefined && words.length === 0) {
    throw new UsageError('ask needs a question, for example: afghan-brief ask ttp');
  }
  const { desk } = await openCorpus(io, options);
  const asked = {
    by: options.by,
    ...(options.top === undefined ? {} : { top: options.top }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.skip === undefined ? {} : { offset: options.skip }),
  };
  if (options.batch !== undefined) {
    await batch(io, options.batch, (text) => desk.ask(text, asked));
    return;
  }
  const answer = await desk.ask(words.join(' '), asked);
  io.out(options.json ? prettyJson(answer) : answerText(answer, io.style));
}
