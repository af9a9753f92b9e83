import { figuresText, timelineText } from '../terminal/timeline.ts';
import type { Io } from './io.ts';
import { openCorpus, prettyJson, type ReadingOptions } from './open-corpus.ts';

export async function timelineCommand(
  io: Io,
  words: readonly string[],
  options: ReadingOptions,
): Promise<void> {
  const { desk } = await openCorpus(io, options);
  const view = await desk.timeline(words.join(' '));
  io.out(options.json ? prettyJson(view) : timelineText(view, io.style));
}

export async function figuresCommand(
  io: Io,
  words: readonly string[],
  options: ReadingOptions,
): Promise<void> {
  const { desk } = await openCorpus(io, options);
  const view = await desk.figures(words.join(' '));
  io.out(options.json ? prettyJson(view) : figuresText(view, io.style));
}
