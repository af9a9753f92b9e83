import { parentPort } from 'node:worker_threads';
import { attributions } from '../article/attributions.ts';
import { passages } from '../article/passages.ts';
import { buildSegment } from './build-segment.ts';
import type { FromIndexWorker, SentArticle, ToIndexWorker } from './index-messages.ts';
import { lowerThreadPriority } from './lower-thread-priority.ts';
import type { ArticleToIndex, SaidWords } from './search.ts';
import { writeSnapshot } from './snapshot.ts';

/** Builds one index in a thread of its own, so that the bot answers and acks meanwhile. */
const port = parentPort;
const articles: ArticleToIndex[] = [];
lowerThreadPriority();

port?.on('message', (message: ToIndexWorker) => {
  try {
    if (message.kind === 'articles') take(message.articles);
    else {
      const bytes = writeSnapshot(buildSegment(articles, message.aliases), message.corpus);
      port.postMessage({ kind: 'snapshot', bytes } satisfies FromIndexWorker, [bytes.buffer]);
    }
  } catch (error) {
    const { message } = error as Error;
    port.postMessage({ kind: 'failed', message } satisfies FromIndexWorker);
  }
});

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
