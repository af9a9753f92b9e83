import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenedDesk, openDesk } from '../app/open-desk.ts';
import type { Article } from '../article/article.ts';
import { type Config, parseConfig } from '../config.ts';
import { createIngestStores } from '../store/ingest-stores.ts';
import { SQLITE_FILE } from '../store/open-database.ts';
import { chosenTeam, type TeamOption } from './chosen-team.ts';
import { type Io, UsageError, WorkError } from './io.ts';
import { progress } from './progress.ts';
import { withStore } from './with-store.ts';

/** Options of every reading command. */
export interface ReadingOptions extends TeamOption {
  readonly corpus: readonly string[];
  readonly json: boolean;
}

/** Opens the corpus that the command names, or the configured one; its problems go to stderr. */
export async function openCorpus(
  io: Io,
  options: Pick<ReadingOptions, 'corpus' | 'team'>,
): Promise<OpenedDesk> {
  if (options.corpus.length > 0 && options.team !== undefined) {
    throw new UsageError(
      '--corpus reads what it names, --team what a workspace has: give one of them',
    );
  }
  const config = options.corpus.length > 0 ? null : parseConfig(io.env);
  const added = config === null ? [] : await addedArticles(io, config, options);
  const opened = await openDesk(config?.corpus ?? options.corpus, progress(io, 'indexing'), added);
  for (const line of opened.problems) io.err(`afghan-brief: ${line}`);
  if (opened.articles.length === 0)
    throw new WorkError('no article could be read, so there is nothing to ask.');
  return opened;
}

/** Articles that were added; none, and no database made, where nothing was ever kept. */
async function addedArticles(
  io: Io,
  config: Config,
  options: TeamOption,
): Promise<readonly Article[]> {
  const isKept = config.databaseUrl !== undefined || existsSync(join(config.home, SQLITE_FILE));
  if (!isKept && options.team === undefined) return [];
  return withStore(io, async (store) => {
    const found: Article[] = [];
    const team = await chosenTeam(store, config, options);
    if (team === null) return found;
    const { articles } = createIngestStores(store, team);
    for (let after = ''; ; ) {
      const page = await articles.list({ limit: 200, ...(after === '' ? {} : { after }) });
      for (const { id } of page) {
        const stored = await articles.get(id);
        if (stored) found.push(stored.article);
      }
      after = page.at(-1)?.id ?? '';
      if (after === '') return found;
    }
  });
}

/** JSON as it is printed: one line a value, so that lines can be read one by one. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

/** Line breaks for reading when a person asked for JSON of one thing. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
