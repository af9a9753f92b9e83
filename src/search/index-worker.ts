import { parentPort } from 'node:worker_threads';
import { buildSegment } from './build-segment.ts';
import { indexArticle } from './index-article.ts';
import type { FromIndexWorker, ToIndexWorker } from './index-messages.ts';
import type { IndexedArticle } from './search.ts';
import { writeSnapshot } from './snapshot.ts';

/** Builds one index in a thread of its own, so that the bot answers and acks meanwhile. */
const port = parentPort;
const articles: IndexedArticle[] = [];

port?.on('message', (message: ToIndexWorker) => {
  if (message.kind === 'articles') {
    articles.push(...message.articles.map(indexArticle));
    return;
  }
  let answer: FromIndexWorker;
  try {
    const bytes = writeSnapshot(buildSegment(articles, message.aliases), message.corpus);
    answer = { kind: 'snapshot', bytes };
  } catch (error) {
    answer = { kind: 'failed', message: (error as Error).message };
  }
  port.postMessage(answer, answer.kind === 'snapshot' ? [answer.bytes.buffer] : []);
});
