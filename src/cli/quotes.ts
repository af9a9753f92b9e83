import { stat } from 'node:fs/promises';
import type { Article } from '../article/article.ts';
import type { Span } from '../article/span.ts';
import { corpusFiles } from '../ingest/corpus-files.ts';
import { problemLine } from '../ingest/problem.ts';
import { readCorpus } from '../ingest/read-corpus.ts';
import { indexArticle } from '../search/index-article.ts';
import { peopleText } from '../terminal/people.ts';
import { inert, type Style } from '../terminal/style.ts';
import { wrap } from '../terminal/wrap.ts';
import { type Io, WorkError } from './io.ts';
import { json, openCorpus, prettyJson, type ReadingOptions } from './open-corpus.ts';

/** Quotes of article files, or (when the words name no file) of the corpus. */
export async function quotesCommand(
  io: Io,
  words: readonly string[],
  options: ReadingOptions,
): Promise<void> {
  const are = await Promise.all(words.map(isFile));
  if (!are.includes(true) && !words.some(looksLikeFile)) {
    const { desk } = await openCorpus(io, options);
    const view = await desk.quotes(words.join(' '));
    io.out(options.json ? prettyJson(view) : peopleText(view, io.style));
    return;
  }
  let failed = 0;
  for (const file of words) {
    const read = await readCorpus([file], { files: corpusFiles() });
    for (const problem of read.problems) io.err(`afghan-brief: ${problemLine(problem)}`);
    if (read.articles.length === 0) failed++;
    const found = read.articles.map((article) => ({ article, quotes: quotesOf(article) }));
    const quotes = found.flatMap((each) =>
      found.length > 1
        ? each.quotes.map((q) => ({ articleId: each.article.id, ...q }))
        : each.quotes,
    );
    // One file prints its quotes, several files a result a line, in order.
    if (!options.json) io.out(quotesText(file, found, io.style));
    else if (words.length === 1) io.out(prettyJson(quotes));
    else io.out(json({ file, quotes }));
  }
  if (failed > 0) throw new WorkError(`${failed} of ${words.length} files could not be read.`);
}

interface FileQuote {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: string;
  readonly speaker: string | null;
  readonly role: string | null;
  readonly cue: string | null;
  readonly speakerSpan: { readonly start: number; readonly end: number } | null;
  readonly confidence: number;
}

function quotesOf(article: Article): readonly FileQuote[] {
  return indexArticle(article).attributions.map((attribution) => {
    const { start, end, kind, confidence } = attribution;
    const { speaker, cue } = attribution;
    const written = (span: Span | undefined): string | null =>
      span ? article.body.slice(span.start, span.end) : null;
    return {
      start,
      end,
      text: article.body.slice(start, end),
      kind,
      speaker: speaker?.name ?? null,
      role: written(speaker?.role),
      cue: written(cue),
      speakerSpan: speaker?.span ?? null,
      confidence: Math.round(confidence * 1000) / 1000,
    };
  });
}

function quotesText(
  file: string,
  found: readonly { readonly article: Article; readonly quotes: readonly FileQuote[] }[],
  style: Style,
): string {
  const blocks = found.flatMap(({ article, quotes }) => [
    style.bold(inert(`${article.title} (${file})`)),
    ...quotes
      .filter(({ kind }) => kind !== 'scare')
      .map((quote) => {
        const who = quote.speaker
          ? `${style.bold(inert(quote.speaker))}${quote.role ? `, ${inert(quote.role)}` : ''}`
          : 'unattributed';
        const reported = quote.kind === 'indirect' ? style.dim('[reported] ') : '';
        return [
          wrap(who, style.width, '  '),
          wrap(`${reported}${inert(quote.text)}`, style.width, '    '),
        ].join('\n');
      }),
  ]);
  return blocks.join('\n\n');
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

function looksLikeFile(word: string): boolean {
  return /\.(?:md|markdown|txt|text|jsonl|html?|gz)$/i.test(word);
}
