import type { AddReport } from '../ingest/add-report.ts';
import { corpusFiles } from '../ingest/corpus-files.ts';
import { createIngest, type Ingest } from '../ingest/ingest.ts';
import type { IngestStores } from '../ingest/ports.ts';
import { type Problem, problemLine } from '../ingest/problem.ts';
import { createSafeFetch } from '../ingest/safe-fetch.ts';
import type { Actor, IngestResult, Ingest as SlackIngest } from '../slack/ports.ts';
import { documentReader } from './document-reader.ts';

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
  const reader = documentReader();
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

const REMOVED_SHOWN = 10;

/** Adding and removing as the Slack app asks for it: of the corpus of the workspace that asks. */
export function slackIngest(ingestOf: (team: string) => Ingest): SlackIngest {
  const as = ({ team, user }: Actor): string => `slack:${team}/${user}`;
  return {
    async add(url, actor, topics) {
      const options = topics === undefined ? {} : { topics };
      return resultsOf(url, await ingestOf(actor.team).add(url, as(actor), options));
    },
    async addFile(name, bytes, contentType, actor) {
      const upload = { name, bytes, ...(contentType === undefined ? {} : { contentType }) };
      return resultsOf(name, await ingestOf(actor.team).add(upload, as(actor)));
    },
    async remove(name, actor) {
      const ingest = ingestOf(actor.team);
      const named = await ingest.named(name);
      if (named === null || named.removed) return { kind: 'refused', reason: NOT_ADDED };
      const { kind, id, title } = named;
      if (kind === 'feed') await ingest.removeFeed(id, as(actor));
      else await ingest.remove(id, as(actor));
      return { kind, id, title };
    },
    async undo(id, actor) {
      const ingest = ingestOf(actor.team);
      const named = await ingest.named(id);
      const undone = named?.kind === 'article' && (await ingest.undo(named.id, as(actor)));
      if (undone !== 'restored') return { kind: 'refused', reason: NOT_REMOVED };
      return { kind: 'article', id: named!.id, title: named!.title };
    },
    async removed(team) {
      const removed = await ingestOf(team).removed(REMOVED_SHOWN);
      return removed.map(({ id, title, removedAt, removedBy }) => ({
        id,
        title: title || id,
        at: removedAt ?? 0,
        by: (removedBy ?? '').replace(/^slack:[^/]*\//, ''),
      }));
    },
    async feeds(team) {
      return (await ingestOf(team).sources()).map(({ feed, health }) => ({
        title: feed.title ?? feed.url,
        url: feed.url,
        health: health.words,
        topics: feed.topics,
      }));
    },
  };
}

const NOT_ADDED =
  'nothing of this name was added. Give the address or the id of an article or a feed; articles of a folder are removed from the folder';
const NOT_REMOVED = 'it is there, or it was removed more than 30 days ago';

/** What was wrong, in one line; where is left out when it is the address that was asked for. */
function reasonOf(problem: Problem, url: string): string {
  const line = problemLine(problem);
  return problem.where === url ? line.slice(url.length).replace(/^:\s*/, '') : line;
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
    (problem): IngestResult => ({ kind: 'refused', url, reason: reasonOf(problem, url) }),
  );
  return [...articles, ...unchanged, ...feeds, ...problems];
}
