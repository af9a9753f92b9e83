import { parentPort } from 'node:worker_threads';
import { attributions } from '../article/attributions.ts';
import { passages } from '../article/passages.ts';
import { acronyms } from './acronyms.ts';
import { buildSegment, segmentOf } from './build-segment.ts';
import { compact } from './compact.ts';
import type { FromIndexWorker, SentArticle, ToIndexWorker } from './index-messages.ts';
import { lowerThreadPriority } from './lower-thread-priority.ts';
import type { ArticleToIndex, SaidWords } from './search.ts';
import type { Segment } from './segment.ts';
import { writeSnapshot } from './snapshot.ts';

/** Builds indexes in a thread of its own, so that the bot answers and acks meanwhile. */
const port = parentPort;
let articles: ArticleToIndex[] = [];
lowerThreadPriority('indexing');

port?.on('message', (message: ToIndexWorker) => {
  try {
    if (message.kind === 'articles') take(message.articles);
    else {
      const bytes = writeSnapshot(made(message), message.corpus);
      port.postMessage({ kind: 'snapshot', bytes } satisfies FromIndexWorker, [bytes.buffer]);
    }
  } catch (error) {
    const { message } = error as Error;
    port.postMessage({ kind: 'failed', message } satisfies FromIndexWorker);
  }
});

function made(message: Exclude<ToIndexWorker, { kind: 'articles' }>): Segment {
  if (message.kind === 'compact') return compact(message.loose);
  const { aliases, learned } = message;
  const taken = articles;
  articles = [];
  if (!learned) return buildSegment(taken, aliases);
  const uses = taken.map(({ article }) => acronyms(article.body));
  return segmentOf(taken, aliases, learned, uses);
}

function take(sent: readonly SentArticle[]): void {
  const found: (readonly SaidWords[])[] = [];
  for (const { article, said } of sent) {
    const words = said ?? saidIn(article);
    if (!said) found.push(words);
    articles.push({ article, passages: passages(article), attributions: words });
  }
  port?.postMessage({ kind: 'said', said: found } satisfies FromIndexWorker);
}

function saidIn(article: SentArticle['article']): readonly SaidWords[] {
  return attributions(article.body, article.regions, article).flatMap(({ start, end, speaker }) =>
    speaker ? [{ start, end, speaker: { name: speaker.name } }] : [],
  );
}
