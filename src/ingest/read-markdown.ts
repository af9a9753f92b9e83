import { parseDocument } from 'yaml';
import type { Article } from '../article/article.ts';
import { markdownRegions } from '../article/clean.ts';
import {
  articleFields,
  type FrontMatter,
  firstIssue,
  frontMatterSchema,
  statedRegions,
} from './article-fields.ts';
import type { Problem } from './problem.ts';

export interface ReadArticle {
  readonly article?: Article;
  /** Line where the article's text begins, from 1. */
  readonly line?: number;
  readonly problems: readonly Problem[];
}

/**
 * A Markdown article: YAML front matter between two `---` lines, then the body, which is exactly
 * what follows the closing line. Without front matter the whole file is the body.
 * @param fallbackId Id when the front matter gives none (the file's name).
 */
export function readMarkdown(text: string, where: string, fallbackId: string): ReadArticle {
  const parts = splitFrontMatter(text);
  if (parts.kind === 'unclosed') {
    return failed(where, 1, 'front matter is never closed', {
      expected: 'a line with only --- after the fields',
      todo: 'add the closing --- line',
    });
  }
  const { yaml, body, bodyLine } = parts;
  const stated = frontMatter(yaml, where);
  if (stated.kind === 'problem') return { problems: [stated.problem] };
  if (body.trim() === '') {
    return failed(where, bodyLine, 'the article has no text', {
      todo: 'write the text after the closing --- line, or remove the file',
    });
  }
  const { fields, unreadDate } = articleFields(stated.value, {
    id: fallbackId,
    title: firstHeading(body) ?? fallbackId,
  });
  const problems: Problem[] = [];
  if (unreadDate !== undefined) problems.push(dateProblem(where, 1, unreadDate));
  return {
    article: {
      ...fields,
      body,
      regions: statedRegions(stated.value, body) ?? markdownRegions(body),
    },
    line: bodyLine,
    problems,
  };
}

/** The line for a date that was left out. */
export function dateProblem(where: string, line: number, date: string): Problem {
  return {
    severity: 'warning',
    where,
    line,
    what: `the date "${date.slice(0, 60)}" was left out`,
    expected: 'YYYY-MM-DD, or a date and time with its offset',
    todo: 'write the date that way',
  };
}

type Parts =
  | {
      readonly kind: 'parts';
      readonly yaml: string;
      readonly body: string;
      readonly bodyLine: number;
    }
  | { readonly kind: 'unclosed' };

function splitFrontMatter(text: string): Parts {
  const opening = /^---[ \t]*\r?\n/.exec(text);
  if (opening === null) return { kind: 'parts', yaml: '', body: text, bodyLine: 1 };
  const start = opening[0].length;
  const closing = /^---[ \t]*(?:\r?\n|$)/m;
  const match = closing.exec(text.slice(start));
  if (match === null) return { kind: 'unclosed' };
  const yaml = text.slice(start, start + match.index);
  const body = text.slice(start + match.index + match[0].length);
  return { kind: 'parts', yaml, body, bodyLine: yaml.split('\n').length + 2 };
}

type Stated =
  | { readonly kind: 'value'; readonly value: FrontMatter }
  | { readonly kind: 'problem'; readonly problem: Problem };

function frontMatter(yaml: string, where: string): Stated {
  const problem = (line: number, what: string, expected: string): Stated => ({
    kind: 'problem',
    problem: {
      severity: 'error',
      where,
      line,
      what: `front matter cannot be read: ${what}`,
      expected,
      todo: 'mend it; the article was left out',
    },
  });
  const document = parseDocument(yaml, { prettyErrors: false, strict: true, uniqueKeys: true });
  const error = document.errors[0];
  if (error !== undefined) {
    const line = yaml.slice(0, error.pos[0]).split('\n').length + 1;
    return problem(line, error.message.split('\n')[0] ?? 'not YAML', 'YAML fields, "name: value"');
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch (cause) {
    return problem(2, cause instanceof Error ? cause.message : 'not YAML', 'plain values');
  }
  const parsed = frontMatterSchema.safeParse(value);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    return problem(
      lineOfField(yaml, field),
      firstIssue(parsed.error),
      'id, title, publisher, author, publishedAt, url, language, topics, sources',
    );
  }
  return { kind: 'value', value: parsed.data };
}

function lineOfField(yaml: string, field: PropertyKey | undefined): number {
  const index = yaml.split('\n').findIndex((line) => line.startsWith(`${String(field)}:`));
  return index + 2;
}

function firstHeading(body: string): string | undefined {
  return /^#{1,2}[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(body)?.[1];
}

function failed(
  where: string,
  line: number,
  what: string,
  rest: { readonly expected?: string; readonly todo: string },
): ReadArticle {
  return { problems: [{ severity: 'error', where, line, what, ...rest }] };
}
