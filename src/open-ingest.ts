import type { AddReport } from './ingest/add-report.ts';
import { corpusFiles } from './ingest/corpus-files.ts';
import { createIngest, type Ingest } from './ingest/ingest.ts';
import { createIsolatedReader } from './ingest/isolated-reader.ts';
import type { IngestStores } from './ingest/ports.ts';
import { problemLine } from './ingest/problem.ts';
import { createSafeFetch } from './ingest/safe-fetch.ts';
import type { IngestResult, Ingest as SlackIngest } from './slack/ports.ts';

export interface OpenedIngest {
  /** Over one workspace's stores; network and reader are common to all. */
  over(stores: IngestStores): Ingest;
  close(): Promise<void>;
}

/** Ingest over the real network and file system: public addresses only, documents read in a thread of their own. */
export function openIngest(clock: () => number): OpenedIngest {
  const after = (ms: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  const safe = createSafeFetch({ now: clock, after });
  const reader = createIsolatedReader({ after });
  return {
    over: (stores) =>
      createIngest({
        stores,
        fetch: safe.fetch,
        read: (request) => reader.read(request),
        files: corpusFiles(),
        now: clock,
        random: Math.random,
      }),
    async close() {
      await safe.close();
      await reader.close();
    },
  };
}

/** Adding as the Slack app asks for it: to the corpus of the workspace that asks. */
export function slackIngest(ingestOf: (team: string) => Pick<Ingest, 'add'>): SlackIngest {
  return {
    async add(url, { team, user }) {
      return resultsOf(url, await ingestOf(team).add(url, `slack:${team}/${user}`));
    },
    async addFile(name, bytes, contentType, { team, user }) {
      const upload = { name, bytes, ...(contentType === undefined ? {} : { contentType }) };
      return resultsOf(name, await ingestOf(team).add(upload, `slack:${team}/${user}`));
    },
  };
}

function resultsOf(url: string, report: AddReport): readonly IngestResult[] {
  const articles = report.articles.map(({ kind, id, title }): IngestResult => {
    if (kind === 'stays-removed')
      return { kind: 'refused', url, reason: `“${title}” was removed and stays so` };
    return { kind: kind === 'changed' ? 'updated' : kind, url, articleId: id, title };
  });
  const unchanged = Array.from(
    { length: report.unchanged > 0 ? 1 : 0 },
    (): IngestResult => ({ kind: 'unchanged', url, articleId: '', title: url }),
  );
  const feeds = report.feeds.map(
    (feed): IngestResult => ({
      kind: 'added',
      url: feed.url,
      articleId: feed.id,
      title: `feed: ${feed.title ?? feed.url}`,
    }),
  );
  const problems = report.problems.map(
    (problem): IngestResult => ({ kind: 'refused', url, reason: problemLine(problem) }),
  );
  return [...articles, ...unchanged, ...feeds, ...problems];
}
