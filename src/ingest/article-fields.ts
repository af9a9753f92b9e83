import * as z from 'zod';
import type { Article, Region, RegionKind, Source } from '../article/article.ts';
import { publishedDate } from './published-date.ts';

const text = z.string().transform((value) => value.trim());
const words = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
/** A title or a name stands on one line wherever it is shown. */
const line = words.transform((value) => value.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' '));
const list = z.union([z.array(words), words.transform((value) => [value])]);
const address = text.refine(isWebAddress, 'must be an http or https address');

const sourceSchema = z.object({
  id: words.pipe(z.string().regex(/^[^\s\]]+$/, 'must be one word')),
  title: words.pipe(z.string().min(1)),
  publisher: words.nullish(),
  date: words.nullish(),
  url: address.nullish(),
});

/** An id with these cannot be typed, nor kept by a database. */
export const CONTROL = /\p{Cc}/u;

const REGION_KINDS = [
  'headline',
  'deck',
  'byline',
  'caption',
  'credit',
  'teaser',
  'boilerplate',
  'reference',
  'markup',
] as const satisfies readonly RegionKind[];

/** What a Markdown file's front matter may state. `date` is another name of `publishedAt`. */
export const frontMatterSchema = z.object({
  id: words.refine((id) => !CONTROL.test(id), 'must hold no control characters').nullish(),
  title: line.nullish(),
  deck: line.nullish(),
  publisher: line.nullish(),
  author: z.union([line, z.array(line).transform((names) => names.join(', '))]).nullish(),
  publishedAt: words.nullish(),
  date: words.nullish(),
  url: address.nullish(),
  language: text.nullish(),
  topics: list.nullish(),
  sources: z.array(sourceSchema).nullish(),
  /** `[start, end, kind]`: written by an export, where the body's own marks do not tell. */
  regions: z.array(z.tuple([z.int().min(0), z.int().min(0), z.enum(REGION_KINDS)])).nullish(),
});

export type FrontMatter = z.output<typeof frontMatterSchema>;

/** The metadata of an article: all of it but the body and its regions. */
export type ArticleFields = Omit<Article, 'body' | 'regions'>;

export interface FieldsResult {
  readonly fields: ArticleFields;
  /** The stated date, when it could not be read and was left out. */
  readonly unreadDate?: string;
}

/** Checked front matter as article metadata; what the file does not state comes from `fallback`. */
export function articleFields(
  stated: FrontMatter,
  fallback: { readonly id: string; readonly title: string; readonly deck?: string | undefined },
): FieldsResult {
  const date = stated.publishedAt || stated.date || undefined;
  const publishedAt = date === undefined ? undefined : publishedDate(date);
  const deck = stated.deck || fallback.deck;
  return {
    fields: {
      id: stated.id || fallback.id,
      // An empty title that is stated stays empty: the source has none.
      title: stated.title ?? fallback.title,
      ...(deck ? { deck } : {}),
      ...(stated.publisher ? { publisher: stated.publisher } : {}),
      ...(stated.author ? { author: stated.author } : {}),
      ...(publishedAt === undefined ? {} : { publishedAt }),
      ...(stated.url ? { url: stated.url } : {}),
      ...(stated.language ? { language: stated.language } : {}),
      topics: stated.topics ?? [],
      sources: (stated.sources ?? []).map(source),
    },
    ...(date !== undefined && publishedAt === undefined ? { unreadDate: date } : {}),
  };
}

function source(stated: z.output<typeof sourceSchema>): Source {
  return {
    id: stated.id,
    title: stated.title,
    ...(stated.publisher ? { publisher: stated.publisher } : {}),
    ...(stated.date ? { date: stated.date } : {}),
    ...(stated.url ? { url: stated.url } : {}),
  };
}

function isWebAddress(value: string): boolean {
  if (value === '') return true;
  try {
    return /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

/** The first thing that zod found wrong, as "field: message". */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'not readable';
  const path = issue.path.map(String).join('.');
  const message = issue.message.replace(/^Invalid input: /, '');
  return path === '' ? message : `"${path}": ${message}`;
}

/** Stated regions, when all of them lie inside the body, in order. */
export function statedRegions(stated: FrontMatter, body: string): readonly Region[] | undefined {
  if (!stated.regions) return undefined;
  let last = 0;
  for (const [start, end] of stated.regions) {
    if (start < last || end <= start || end > body.length) return undefined;
    last = end;
  }
  return stated.regions.map(([start, end, kind]) => ({ start, end, kind }));
}
