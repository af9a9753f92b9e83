import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { openIngest } from '../app/open-ingest.ts';
import { corpusFiles } from '../ingest/corpus-files.ts';
import { exportFiles } from '../ingest/export-article.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { itemCount } from '../ingest/item-count.ts';
import type { IngestStores } from '../ingest/ports.ts';
import { problemLine } from '../ingest/problem.ts';
import { createIngestStores } from '../store/ingest-stores.ts';
import { inert } from '../terminal/style.ts';
import { chosenTeam, type TeamOption } from './chosen-team.ts';
import { type Io, UsageError, WorkError } from './io.ts';
import { openCorpus, prettyJson } from './open-corpus.ts';
import { progress } from './progress.ts';
import { withStore } from './with-store.ts';

/** Articles listed of one request. */
const SHOWN = 20;

/** Adds pages, feeds and files; a failed item is reported and the rest goes in. */
export async function addCommand(
  io: Io,
  requests: readonly string[],
  options: TeamOption & { readonly topic: readonly string[]; readonly json: boolean },
): Promise<void> {
  await withIngest(io, options, async (ingest) => {
    let failed = 0;
    for (const request of requests) {
      const bar = progress(io, 'adding');
      const total = io.watched ? await itemCount(request, corpusFiles()) : 0;
      const upload =
        request === '-'
          ? { name: 'stdin.jsonl', bytes: Buffer.from(await io.readStdin()) }
          : request;
      const report = await ingest.add(upload, actor(), {
        ...(options.topic.length > 0 ? { topics: options.topic } : {}),
        onItem: (_, done) => bar(done, Math.max(total, done + 1)),
      });
      bar(1, 1);
      failed += report.failed;
      for (const problem of report.problems) io.err(`afghan-brief: ${problemLine(problem)}`);
      if (options.json) {
        io.out(prettyJson({ request, ...report }));
        continue;
      }
      for (const { kind, id, title } of report.articles.slice(0, SHOWN)) {
        io.out(`${kind}: ${inert(title)} ${io.style.dim(`[${inert(id)}]`)}`);
      }
      if (report.articles.length > SHOWN)
        io.out(`… and ${report.added + report.changed + report.staysRemoved - SHOWN} more`);
      for (const feed of report.feeds)
        io.out(
          `feed: ${inert(feed.title ?? feed.url)} ${io.style.dim(`[${feed.id}]`)}; its items come in while the bot runs`,
        );
      const { added, changed, unchanged, staysRemoved, feeds } = report;
      const kept = staysRemoved > 0 ? `, ${staysRemoved} stay removed` : '';
      const followed =
        feeds.length > 0 ? `, ${feeds.length} ${feeds.length === 1 ? 'feed' : 'feeds'}` : '';
      io.out(
        `${inert(request)}: ${added} added, ${changed} changed, ${unchanged} unchanged${kept}${followed}, ${report.failed} failed`,
      );
    }
    if (failed > 0)
      throw new WorkError(
        `${failed} ${failed === 1 ? 'item' : 'items'} could not be added; each says why above.`,
      );
  });
}

export async function removeCommand(
  io: Io,
  ids: readonly string[],
  options: TeamOption & { readonly undo: boolean },
): Promise<void> {
  await withIngest(io, options, async (ingest) => {
    let absent = 0;
    for (const words of ids) {
      const named = await ingest.named(words);
      const done = named !== null && named.removed === options.undo;
      if (!done || (named.kind === 'feed' && !(await ingest.removeFeed(named.id, actor())))) {
        absent++;
        const why = options.undo
          ? 'nothing of that name was removed in the last 30 days'
          : 'nothing of that name was added; articles of a folder are removed from the folder';
        io.err(`afghan-brief: ${inert(words)}: ${why}.`);
        continue;
      }
      const title = `${inert(named.id)} ${io.style.dim(`“${inert(named.title)}”`)}`;
      if (named.kind === 'feed') io.out(`feed removed: ${title}; its articles stay`);
      else if (!options.undo) {
        await ingest.remove(named.id, actor());
        io.out(`removed: ${title} (for 30 days: remove --undo brings it back)`);
      } else if ((await ingest.undo(named.id, actor())) === 'restored') {
        io.out(`restored: ${title}`);
      } else {
        absent++;
        io.err(`afghan-brief: ${inert(words)}: it was removed more than 30 days ago.`);
      }
    }
    if (absent > 0) throw new WorkError(`${absent} of ${ids.length} names were not found.`);
  });
}

/** The feeds with their health in words, and who did what last. */
export async function sourcesCommand(
  io: Io,
  options: TeamOption & { readonly json: boolean },
): Promise<void> {
  await withIngest(io, options, async (ingest, stores) => {
    const feeds = await ingest.sources();
    const audit = await stores.audit.list({ limit: 20 });
    if (options.json) {
      io.out(prettyJson({ feeds, audit }));
      return;
    }
    if (feeds.length === 0)
      io.out('No feeds yet. Add one: afghan-brief add <address of an RSS, Atom or JSON feed>');
    for (const { feed, health } of feeds) {
      const about = feed.topics.length > 0 ? `; only: ${feed.topics.map(inert).join(', ')}` : '';
      io.out(
        `${io.style.bold(inert(feed.title ?? feed.url))} ${io.style.dim(`[${feed.id}]`)}\n  ${inert(feed.url)}\n  ${inert(health.words)}${about}`,
      );
    }
    if (audit.length > 0) io.out(io.style.bold('Last changes'));
    for (const { at, by, action, detail } of audit) {
      io.out(
        `  ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC · ${inert(by)} · ${action} · ${inert(detail)}`,
      );
    }
  });
}

/** Writes the corpus as Markdown with front matter that imports back to the same bytes. */
export async function exportCommand(
  io: Io,
  folder: string,
  options: TeamOption & { readonly corpus: readonly string[] },
): Promise<void> {
  const { articles } = await openCorpus(io, options);
  const files = exportFiles(articles);
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, content } of files)
      await writeFile(join(folder, name), content, { flag: 'wx' });
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new UsageError(`${path} is there already; export into an empty folder.`);
    throw new WorkError(`${path ?? folder} cannot be written (${code ?? 'unknown reason'}).`);
  }
  io.out(`${files.length} articles in ${folder}`);
}

async function withIngest(
  io: Io,
  options: TeamOption,
  work: (ingest: Ingest, stores: IngestStores) => Promise<void>,
): Promise<void> {
  await withStore(io, async (store, config) => {
    const team = await chosenTeam(store, config, options);
    if (team === null) throw new UsageError('no workspace has installed the app yet.');
    const stores = createIngestStores(store, team);
    const opened = openIngest(io.now);
    try {
      await work(opened.over(stores), stores);
    } finally {
      await opened.close();
    }
  });
}

/** Who the audit names: the person at this terminal. */
function actor(): string {
  return `cli:${userInfo().username}`;
}
