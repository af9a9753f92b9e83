import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Article } from '../article/article.ts';
import { markdownRegions } from '../article/clean.ts';

export interface ExportedFile {
  /** Safe on every file system, unique among the files of one export. */
  readonly name: string;
  readonly content: string;
}

/**
 * An article as Markdown with front matter; `readMarkdown` gives back the same article, its body
 * byte for byte. Regions are written down where Markdown's own rules would not find them again.
 */
export function exportArticle(article: Article): string {
  const { body, regions, topics, sources, id, title, ...rest } = article;
  const found = markdownRegions(body);
  const front = {
    id,
    title,
    ...rest,
    ...(topics.length === 0 ? {} : { topics: [...topics] }),
    ...(sources.length === 0 ? {} : { sources: sources.map((source) => ({ ...source })) }),
    ...(JSON.stringify(found) === JSON.stringify(regions)
      ? {}
      : { regions: regions.map(({ start, end, kind }) => [start, end, kind]) }),
  };
  const yaml = stringify(front, { lineWidth: 0, defaultStringType: 'PLAIN', version: '1.2' });
  return `---\n${yaml}---\n${body}`;
}

/** The files of an export, one an article, named after their ids. */
export function exportFiles(articles: readonly Article[]): readonly ExportedFile[] {
  const taken = new Set<string>(['readme.md', 'aliases.yml']);
  return articles.map((article) => {
    let name = `${safe(article.id)}.md`;
    if (taken.has(name.toLowerCase())) {
      const hash = createHash('sha256').update(article.id).digest('hex').slice(0, 12);
      name = `${safe(article.id)}-${hash}.md`;
    }
    taken.add(name.toLowerCase());
    return { name, content: exportArticle(article) };
  });
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

function safe(id: string): string {
  const name = id
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 100);
  return name === '' || RESERVED.test(name) ? `_${name}` : name;
}
