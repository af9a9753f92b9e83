import type { Desk } from '../answer/desk.ts';
import type { Article } from '../article/article.ts';
import { type DeskBuilderOptions, deskBuilder } from './desk-builder.ts';
import type { CorpusText } from './open-desk.ts';

export interface BuiltDesk {
  readonly desk: Desk;
  /** In the index. */
  readonly passages: number;
  /** Whether the index was read from a file, built of all articles, or brought up to date with some. */
  readonly from: 'snapshot' | 'built' | 'changed';
  /**
   * Finds passages, quotes and topics before a question needs them, an article at a time, and then answers a few questions
   * for practice: most of what the first answers take. `next` resolves when there is time for one more, with whether to go on.
   */
  readAhead(next: () => Promise<boolean>): Promise<void>;
}

/**
 * The desk over some articles without holding up the event loop: the index comes from the snapshot of
 * this very corpus, else from a worker thread.
 */
export async function buildDesk(
  articles: readonly Article[],
  texts: Pick<CorpusText, 'aliases' | 'aliasesText'>,
  options: DeskBuilderOptions = {},
): Promise<BuiltDesk> {
  const builder = deskBuilder(options);
  try {
    return await builder.build(articles, texts);
  } finally {
    await builder.end();
  }
}
