import { basename, join } from 'node:path';
import type { Article } from '../article/article.ts';
import type { CorpusFiles } from './corpus-files.ts';
import { jsonlLines, megabytes } from './jsonl-lines.ts';
import { pageArticle } from './page-article.ts';
import type { Problem } from './problem.ts';
import type { DocumentRequest, DocumentResult } from './read-document.ts';
import { readMarkdown } from './read-markdown.ts';
import type { OpmlFeed } from './read-opml.ts';
import { readPlainText } from './read-plain-text.ts';
import { readRecord } from './read-record.ts';

export type ImportItem =
  | { readonly kind: 'article'; readonly article: Article; readonly where: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'feeds'; readonly feeds: readonly OpmlFeed[] };

export interface ImportDeps {
  readonly files: CorpusFiles;
  readonly read: (request: DocumentRequest) => Promise<DocumentResult>;
  /** Largest file, and longest line of a `.jsonl`, in bytes. */
  readonly limitBytes: number;
}

/** Endings of files in a folder that are articles; others are passed over. */
const READABLE = /\.(?:md|markdown|txt|text|html?|xhtml|pdf|docx|jsonl|ndjson)(?:\.gz)?$/i;

/** Whether a file of a folder is read for articles, by its name. */
export function isArticleFile(name: string): boolean {
  return READABLE.test(name) && !isPassedOver(name);
}

export function isJsonLines(path: string): boolean {
  return /\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(path);
}

export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || /^readme\.md$/i.test(name);
}

/**
 * What a file or folder holds, one item at a time: memory is bounded by the largest single article.
 * Nothing throws for bad input.
 */
export async function* importPath(path: string, deps: ImportDeps): AsyncGenerator<ImportItem> {
  let facts: Awaited<ReturnType<CorpusFiles['facts']>>;
  try {
    facts = await deps.files.facts(path);
  } catch {
    yield problem(path, 'there is no such file or folder, or it may not be read', 'check the path');
    return;
  }
  if (facts.kind === 'folder') {
    let names: readonly string[];
    try {
      names = await deps.files.names(path);
    } catch {
      yield problem(path, 'the folder may not be read', 'check its permissions');
      return;
    }
    for (const name of [...names].sort()) {
      if (isPassedOver(name)) continue;
      const inner = join(path, name);
      if (isArticleFile(name) || (await isFolder(inner, deps.files)))
        yield* importPath(inner, deps);
    }
    return;
  }
  if (isJsonLines(path)) {
    yield* importJsonl(path, deps);
    return;
  }
  if (facts.size > deps.limitBytes) {
    const size = `the file has ${megabytes(facts.size)}, over the limit of ${megabytes(deps.limitBytes)}`;
    yield problem(path, size, 'split it, or give its articles as .jsonl');
    return;
  }
  let bytes: Uint8Array;
  try {
    bytes = await deps.files.read(path);
  } catch {
    yield problem(path, 'the file cannot be read', 'check its permissions');
    return;
  }
  yield* documentItems(await deps.read({ bytes, name: basename(path) }), path);
}

/** The articles or feeds of one document that was read. */
export function* documentItems(result: DocumentResult, where: string): Generator<ImportItem> {
  if (result.kind === 'problem') {
    yield problem(where, result.reason, 'it was left out');
  } else if (result.kind === 'page') {
    yield { kind: 'article', article: pageArticle(result.page, where), where };
  } else if (result.kind === 'opml') {
    yield { kind: 'feeds', feeds: result.feeds };
  } else if (result.kind === 'feed') {
    yield problem(where, 'this is a feed', 'add it by its web address, so that it can be polled');
  } else if (result.format === 'jsonl') {
    for (const [index, line] of result.text.split('\n').entries()) {
      if (line.trim() !== '') yield* lineItems(line, where, index + 1);
    }
  } else {
    const id = basename(where).replace(/\.[^.]+$/, '');
    const reader = result.format === 'markdown' ? readMarkdown : readPlainText;
    const { article, problems } = reader(result.text, where, id);
    for (const found of problems) yield { kind: 'problem', problem: found };
    if (article !== undefined) yield { kind: 'article', article, where };
  }
}

async function* importJsonl(path: string, deps: ImportDeps): AsyncGenerator<ImportItem> {
  try {
    const stream = deps.files.stream(path, { gunzip: path.toLowerCase().endsWith('.gz') });
    for await (const line of jsonlLines(stream, deps.limitBytes)) {
      if (line.kind === 'value') yield* recordItems(line.value, path, line.line);
      else yield lineProblem(path, line.line, line.what);
    }
  } catch {
    yield problem(path, 'the file cannot be read to its end', 'check that it is whole');
  }
}

function* lineItems(line: string, where: string, number: number): Generator<ImportItem> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    yield lineProblem(where, number, 'the line is not JSON');
    return;
  }
  yield* recordItems(value, where, number);
}

function* recordItems(value: unknown, where: string, line: number): Generator<ImportItem> {
  const { article, problems } = readRecord(value, where, line);
  for (const found of problems) yield { kind: 'problem', problem: found };
  if (article !== undefined) yield { kind: 'article', article, where: `${where}:${line}` };
}

async function isFolder(path: string, files: CorpusFiles): Promise<boolean> {
  try {
    return (await files.facts(path)).kind === 'folder';
  } catch {
    return false;
  }
}

function lineProblem(where: string, line: number, what: string): ImportItem {
  const todo = 'mend the line; it was left out';
  return { kind: 'problem', problem: { severity: 'error', where, line, what, todo } };
}

function problem(where: string, what: string, todo: string): ImportItem {
  return { kind: 'problem', problem: { severity: 'error', where, what, todo } };
}
