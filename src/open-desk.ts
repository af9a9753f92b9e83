import { fileURLToPath } from 'node:url';
import { createDesk } from './answer/create-desk.ts';
import type { Desk } from './answer/desk.ts';
import { indexArticle } from './answer/index-article.ts';
import type { Article } from './article/article.ts';
import { corpusFiles } from './ingest/corpus-files.ts';
import { corpusVersion } from './ingest/corpus-version.ts';
import { problemLine } from './ingest/problem.ts';
import { readCorpus } from './ingest/read-corpus.ts';
import { type Aliases, NO_ALIASES, parseAliases } from './search/aliases.ts';
import { createPassageIndex } from './search/passage-index.ts';

/** A corpus that was read, with what was wrong with it, one line each. */
export interface OpenedDesk {
  readonly desk: Desk;
  readonly articles: readonly Article[];
  readonly problems: readonly string[];
}

const STARTER = fileURLToPath(new URL('../corpus', import.meta.url));

/** Folder of the starter articles that come with the bot. */
export function starterCorpus(): string {
  return STARTER;
}

/**
 * Reads the corpora and makes the desk over them. A corpus without an aliases file of its own gets the
 * starter corpus's.
 */
export async function openDesk(paths: readonly string[]): Promise<OpenedDesk> {
  const files = corpusFiles();
  const read = await readCorpus(paths, { files });
  const problems = read.problems.map(problemLine);
  const text = read.aliases ?? (await starterAliases());
  let aliases: Aliases = NO_ALIASES;
  try {
    aliases = parseAliases(text);
  } catch (error) {
    problems.push((error as Error).message);
  }
  const indexed = read.articles.map(indexArticle);
  const desk = createDesk({
    articles: indexed,
    index: createPassageIndex(indexed, aliases),
    aliases,
    version: corpusVersion(read.articles, text),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  return { desk, articles: read.articles, problems };
}

async function starterAliases(): Promise<string> {
  const bytes = await corpusFiles().read(`${STARTER}/aliases.yml`);
  return new TextDecoder().decode(bytes);
}
