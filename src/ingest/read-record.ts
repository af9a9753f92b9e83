import * as z from 'zod';
import { boilerplateRegions } from '../article/clean.ts';
import { articleFields, CONTROL, firstIssue, frontMatterSchema } from './article-fields.ts';
import type { Problem } from './problem.ts';
import { dateProblem, type ReadArticle } from './read-markdown.ts';

const key = z.union([z.string(), z.number()]).transform(String);
const bodyText = z.string().nullish();

const recordSchema = z.looseObject({
  id: key.nullish(),
  _id: key.nullish(),
  text: bodyText,
  body: bodyText,
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

/** Fields that a record may state, or its `metadata`. An empty or bad address is no reason to lose it. */
const OPTIONAL = [
  'title',
  'deck',
  'publisher',
  'author',
  'publishedAt',
  'date',
  'url',
  'language',
  'topics',
  'sources',
] as const;

/** One record of a corpus `.jsonl`. Its text is kept exactly as it is: offsets count in it. */
export function readRecord(value: unknown, where: string, line: number): ReadArticle {
  const bad = (what: string, expected: string): ReadArticle => ({
    problems: [
      { severity: 'error', where, line, what, expected, todo: 'mend the line; it was left out' },
    ],
  });
  const record = recordSchema.safeParse(value);
  if (!record.success) {
    return bad(firstIssue(record.error), 'an object {id, title, text, …}');
  }
  const id = (record.data.id ?? record.data._id ?? '').trim();
  if (CONTROL.test(id)) return bad('the id holds control characters', 'an id that can be typed');
  if (id === '') return bad('the record has no id', '"id" or "_id"');
  const body = record.data.text ?? record.data.body ?? undefined;
  if (body === undefined) return bad(`record "${id}" has no text`, '"text" or "body"');
  if (body.trim() === '')
    return bad(`record "${id}" has an empty text`, 'the words of the article');

  const problems: Problem[] = [];
  const stated: Record<string, unknown> = { id };
  for (const name of OPTIONAL) {
    const field = record.data[name] ?? record.data.metadata?.[name];
    if (field === undefined || field === null || field === '') continue;
    const parsed = frontMatterSchema.shape[name].safeParse(field);
    if (parsed.success) stated[name] = field;
    else {
      problems.push({
        severity: 'warning',
        where,
        line,
        what: `"${name}" of record "${id}" was left out: ${firstIssue(parsed.error)}`,
        todo: 'mend the field if it matters',
      });
    }
  }
  const { fields, unreadDate } = articleFields(frontMatterSchema.parse(stated), { id, title: '' });
  if (unreadDate !== undefined) problems.push(dateProblem(where, line, unreadDate));
  const regions = fields.title === '' ? [] : boilerplateRegions(body, fields.title);
  return { article: { ...fields, body, regions }, line, problems };
}
