import { fileURLToPath } from 'node:url';
import { createDesk } from '../answer/create-desk.ts';
import type { Desk } from '../answer/desk.ts';
import type { Article } from '../article/article.ts';
import { corpusFiles } from '../ingest/corpus-files.ts';
import { corpusVersion } from '../ingest/corpus-version.ts';
import { problemLine } from '../ingest/problem.ts';
import { readCorpus } from '../ingest/read-corpus.ts';
import type { RememberedReader } from '../ingest/remembered-reader.ts';
import { type Aliases, NO_ALIASES, parseAliases } from '../search/aliases.ts';
import { indexArticle } from '../search/index-article.ts';
import { createPassageIndex } from '../search/passage-index.ts';
import { documentReader } from './document-reader.ts';

/** Articles and aliases as they were read, with what was wrong with them, one line each. */
export interface CorpusText {
  readonly articles: readonly Article[];
  readonly aliases: Aliases;
  /** What the aliases were read from: part of the corpus version. */
  readonly aliasesText: string;
  readonly problems: readonly string[];
}

export interface OpenedDesk extends CorpusText {
  readonly desk: Desk;
}

/** Folder of the starter articles that come with the bot. */
export const STARTER_CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url));

/** Called as articles are indexed, with how many of how many. */
export type OnProgress = (done: number, total: number) => void;

/** Reads the corpora and makes the desk over them; an added article takes the place of one with its id. */
export async function openDesk(
  paths: readonly string[],
  onProgress: OnProgress = () => {},
  added: readonly Article[] = [],
): Promise<OpenedDesk> {
  const read = await readCorpusText(paths);
  const all = new Map([...read.articles, ...added].map((article) => [article.id, article]));
  const articles = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...read, articles, desk: deskOver(articles, read, onProgress) };
}

/**
 * Articles of the paths; a corpus without an aliases file of its own gets the starter corpus's.
 * @param reader For pages and documents. @default a new one, for this time
 */
export async function readCorpusText(
  paths: readonly string[],
  reader?: Pick<RememberedReader, 'read'>,
): Promise<CorpusText> {
  const files = corpusFiles();
  const once = reader === undefined ? documentReader() : undefined;
  const documents = reader ?? once!;
  const read = await readCorpus(paths, { files, read: (request) => documents.read(request) });
  await once?.close();
  const problems = read.problems.map(problemLine);
  const aliasesText =
    read.aliases ?? new TextDecoder().decode(await files.read(`${STARTER_CORPUS}/aliases.yml`));
  let aliases: Aliases = NO_ALIASES;
  try {
    aliases = parseAliases(aliasesText);
  } catch (error) {
    problems.push((error as Error).message);
  }
  return { articles: read.articles, aliases, aliasesText, problems };
}

/** The desk over some articles, its index built on the spot. */
function deskOver(
  articles: readonly Article[],
  { aliases, aliasesText }: Pick<CorpusText, 'aliases' | 'aliasesText'>,
  onProgress: OnProgress,
): Desk {
  const indexed = articles.map(indexArticle);
  return createDesk({
    articles: indexed,
    index: createPassageIndex(indexed, aliases, {
      onArticle: (done) => onProgress(done, indexed.length),
    }),
    aliases,
    version: corpusVersion(articles, aliasesText),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
