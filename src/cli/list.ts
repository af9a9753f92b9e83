import { inert } from '../terminal/style.ts';
import { wrap } from '../terminal/wrap.ts';
import type { Io } from './io.ts';
import { openCorpus, prettyJson, type ReadingOptions } from './open-corpus.ts';

export async function listCommand(io: Io, options: ReadingOptions): Promise<void> {
  const { desk } = await openCorpus(io, options);
  const corpus = await desk.corpusVersion();
  const articles = await desk.articles();
  if (options.json) {
    io.out(prettyJson({ corpus, articles }));
    return;
  }
  const { style } = io;
  for (const article of articles) {
    const when = article.publishedAt?.slice(0, 10) ?? 'no date stated';
    const about = [
      article.publisher,
      when,
      count(article.passages, 'passage'),
      count(article.quotes, 'quote'),
    ]
      .filter(Boolean)
      .join(' · ');
    io.out(
      [
        wrap(
          `${style.bold(style.link(inert(article.title), article.url))} ${style.dim(`[${inert(article.articleId)}]`)}`,
          style.width,
        ),
        wrap(style.dim(inert(about)), style.width, '  '),
      ].join('\n'),
    );
  }
  io.out(style.dim(`${count(articles.length, 'article')} · corpus ${corpus.slice(0, 19)}`));
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
