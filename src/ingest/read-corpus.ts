import { basename, join, resolve } from 'node:path';
import type { Article } from '../article/article.ts';
import type { CorpusFiles } from './corpus-files.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { jsonlLines, megabytes } from './jsonl-lines.ts';
import { pageArticle } from './page-article.ts';
import type { Problem } from './problem.ts';
import type { DocumentRequest, DocumentResult } from './read-document.ts';
import { type ReadArticle, readMarkdown } from './read-markdown.ts';
import { readPlainText } from './read-plain-text.ts';
import { readRecord } from './read-record.ts';

export interface ReadCorpusDeps {
  readonly files: CorpusFiles;
  /** Largest Markdown or text file, and longest line of a `.jsonl`, in bytes. @default 20_000_000 */
  readonly limitBytes?: number;
  /** Reads pages and documents (HTML, PDF, .docx). @default they are passed over */
  readonly read?: (request: DocumentRequest) => Promise<DocumentResult>;
}

export interface Corpus {
  /** Sorted by id. */
  readonly articles: readonly Article[];
  readonly problems: readonly Problem[];
  /** Text of the corpus's `aliases.yml`. */
  readonly aliases?: string;
}

const DEFAULT_LIMIT_BYTES = 20_000_000;
const FORMATS = '.md, .txt, .html, .pdf, .docx, .jsonl or .jsonl.gz';

/**
 * Reads articles from folders and files: Markdown with front matter, plain text, JSON Lines, pages, documents.
 * Nothing throws for bad input: every problem is one line, and the good articles still load.
 * The same files give the same articles in the same order.
 */
export async function readCorpus(paths: readonly string[], deps: ReadCorpusDeps): Promise<Corpus> {
  const reader = new CorpusReader(deps);
  for (const path of paths) await reader.path(path);
  return reader.result(paths);
}

class CorpusReader {
  readonly #files: CorpusFiles;
  readonly #limit: number;
  readonly #read: ReadCorpusDeps['read'];
  readonly #problems: Problem[] = [];
  readonly #articles = new Map<string, { readonly article: Article; readonly from: string }>();
  readonly #seen = new Set<string>();
  #aliases: { readonly text: string; readonly from: string } | undefined;

  constructor({ files, limitBytes = DEFAULT_LIMIT_BYTES, read }: ReadCorpusDeps) {
    this.#files = files;
    this.#limit = limitBytes;
    this.#read = read;
  }

  async path(path: string): Promise<void> {
    try {
      const facts = await this.#files.facts(path);
      if (facts.kind === 'folder') await this.#folder(path);
      else if (facts.kind === 'file') await this.#file(path, facts.size, true);
      else this.#problem(path, 'neither a file nor a folder', `give a folder or a ${FORMATS} file`);
    } catch (cause) {
      this.#problem(path, `cannot be read: ${reason(cause)}`, 'check the path and its permissions');
    }
  }

  async #folder(folder: string): Promise<void> {
    const names = [...(await this.#files.names(folder))].sort();
    for (const name of names) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = join(folder, name);
      try {
        const facts = await this.#files.facts(path);
        if (facts.kind === 'folder') await this.#folder(path);
        else if (facts.kind === 'file') await this.#file(path, facts.size, false);
      } catch (cause) {
        this.#problem(
          path,
          `cannot be read: ${reason(cause)}`,
          'check the file and its permissions',
        );
      }
    }
  }

  async #file(path: string, size: number, named: boolean): Promise<void> {
    const absolute = resolve(path);
    if (this.#seen.has(absolute)) return;
    this.#seen.add(absolute);
    const name = basename(path).toLowerCase();
    if (/^aliases\.ya?ml$/.test(name)) return this.#readAliases(path, size);
    if (/\.(jsonl|ndjson)(\.gz)?$/.test(name)) return this.#jsonl(path, name.endsWith('.gz'));
    if (/\.(?:html?|xhtml|pdf|docx)$/.test(name) && this.#read !== undefined) {
      return this.#document(path, size, this.#read);
    }
    const markdown = /\.(md|markdown)$/.test(name);
    if (!markdown && !/\.(txt|text)$/.test(name)) {
      if (named) this.#problem(path, 'not a format that a corpus is read from', `give ${FORMATS}`);
      return;
    }
    if (!named && name === 'readme.md') return;
    const text = await this.#text(path, size);
    if (text === undefined) return;
    const id = basename(path).replace(/\.[^.]+$/, '');
    this.#add(markdown ? readMarkdown(text, path, id) : readPlainText(text, path, id), path);
  }

  async #jsonl(path: string, gunzip: boolean): Promise<void> {
    let records = 0;
    for await (const line of jsonlLines(this.#files.stream(path, { gunzip }), this.#limit)) {
      records += 1;
      if (line.kind === 'value') this.#add(readRecord(line.value, path, line.line), path);
      else {
        this.#problems.push({
          severity: 'error',
          where: path,
          line: line.line,
          what: line.what,
          expected: `one JSON object a line, UTF-8, up to ${megabytes(this.#limit)}`,
          todo: 'mend the line; it was left out',
        });
      }
    }
    if (records === 0) this.#problem(path, 'the file is empty', 'write one JSON object a line');
  }

  /** Its id is that of its address, else its file's name: a file that changes stays the same article. */
  async #document(
    path: string,
    size: number,
    read: NonNullable<ReadCorpusDeps['read']>,
  ): Promise<void> {
    if (this.#tooLarge(path, size)) return;
    const name = basename(path);
    const result = await read({ bytes: await this.#files.read(path), name });
    if (result.kind !== 'page') {
      const what =
        result.kind === 'problem' ? result.reason : 'the file is no page and no document';
      this.#problem(path, what, 'it was left out');
      return;
    }
    const article = pageArticle(result.page, path);
    const id = article.url === undefined ? name.replace(/\.[^.]+$/, '') : article.id;
    this.#add({ article: { ...article, id }, problems: [] }, path);
  }

  async #readAliases(path: string, size: number): Promise<void> {
    const text = await this.#text(path, size);
    if (text === undefined) return;
    if (this.#aliases === undefined) this.#aliases = { text, from: path };
    else {
      this.#problem(
        path,
        `a second aliases file was left out (${this.#aliases.from} was read first)`,
        'merge the two files',
      );
    }
  }

  async #text(path: string, size: number): Promise<string | undefined> {
    if (this.#tooLarge(path, size)) return undefined;
    const decoded = decodeUtf8(await this.#files.read(path));
    if (decoded.kind === 'text') return decoded.text;
    this.#problems.push({
      severity: 'error',
      where: path,
      line: decoded.line,
      what: decoded.looksLike === undefined ? 'not valid UTF-8' : `written in ${decoded.looksLike}`,
      expected: 'text in UTF-8',
      todo: 'save the file as UTF-8; it was left out',
    });
    return undefined;
  }

  #tooLarge(path: string, size: number): boolean {
    if (size <= this.#limit) return false;
    const what = `the file has ${megabytes(size)}, over the limit of ${megabytes(this.#limit)}`;
    this.#problem(path, what, 'split it, or give its articles as .jsonl');
    return true;
  }

  #add(read: ReadArticle, where: string): void {
    this.#problems.push(...read.problems);
    if (read.article === undefined) return;
    const { article } = read;
    const from = read.line === undefined || read.line === 1 ? where : `${where}:${read.line}`;
    const earlier = this.#articles.get(article.id);
    if (earlier === undefined) {
      this.#articles.set(article.id, { article, from });
      return;
    }
    this.#problems.push({
      severity: 'error',
      where,
      ...(read.line === undefined ? {} : { line: read.line }),
      what: `article id "${article.id}" is taken by ${earlier.from}`,
      expected: 'an id of its own for each article',
      todo: 'change one of the two ids; this one was left out',
    });
  }

  #problem(where: string, what: string, todo: string): void {
    this.#problems.push({ severity: 'error', where, what, todo });
  }

  result(paths: readonly string[]): Corpus {
    if (this.#articles.size === 0) {
      this.#problem(
        paths.join(', ') || 'corpus',
        'no articles were found',
        `name a folder or file with articles (${FORMATS})`,
      );
    }
    const articles = [...this.#articles.values()]
      .map((entry) => entry.article)
      .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    return {
      articles,
      problems: this.#problems,
      ...(this.#aliases === undefined ? {} : { aliases: this.#aliases.text }),
    };
  }
}

function reason(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code?.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return 'the gzip data is damaged';
  return cause instanceof Error ? cause.message : String(cause);
}
