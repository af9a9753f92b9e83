import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { addressKey, bodyHash, fileId, pageId } from '../../src/ingest/article-identity.ts';
import { exportArticle, exportFiles } from '../../src/ingest/export-article.ts';
import { documentItems } from '../../src/ingest/import-path.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import { readMarkdown } from '../../src/ingest/read-markdown.ts';
import { anArticle } from './ingest-stores-contract.ts';

const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.trim());
const name = line.filter((text) => text !== '');
/** Titles and names are read as one line. */
const oneLine = (text: string) => text.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ');
const optional = <T>(field: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((got) => (got === undefined ? {} : { [field]: got }));
const body = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '---\n',
        '---',
        '\ufeff',
        '[^a]',
        '# ',
        '\u2028',
        '\0',
        '\t',
        ' ',
      ),
    ),
  )
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '');
const article: fc.Arbitrary<Article> = fc
  .tuple(
    fc.record({
      id: name,
      title: line.map(oneLine),
      topics: fc.array(name, { maxLength: 3 }),
      body,
    }),
    optional('deck', name.map(oneLine)),
    optional('publisher', name.map(oneLine)),
    optional('author', name.map(oneLine)),
    optional(
      'publishedAt',
      fc.constantFrom(
        '2022',
        '2022-04',
        '2022-04-22',
        '2022-04-22T10:11:12+04:30',
        '2022-04-22T10:11Z',
      ),
    ),
    optional('url', fc.webUrl()),
    optional('language', fc.constantFrom('en', 'ps', 'fa-AF')),
    fc.array(
      fc.record({ id: fc.stringMatching(/^[a-z0-9-]{1,8}$/), title: name, url: fc.webUrl() }),
      { maxLength: 2 },
    ),
  )
  .map(([base, deck, publisher, author, publishedAt, url, language, sources]) => ({
    ...base,
    ...deck,
    ...publisher,
    ...author,
    ...publishedAt,
    ...url,
    ...language,
    sources,
    regions: [{ start: 0, end: 1, kind: 'caption' as const }],
  }));

describe('exportArticle', () => {
  it('reads like a note that a person wrote', () => {
    const text = exportArticle({ ...anArticle('a', 'First.\n'), regions: [] });
    expect(text).toBe(`---
id: a
title: Title of a
deck: A deck
publisher: A paper
author: Ann Author
publishedAt: 2022-04-22T10:00:00+04:30
url: https://example.org/a
language: en
topics:
  - TTP
  - Herat
sources:
  - id: s
    title: S
    publisher: P
    date: "2022"
    url: https://example.org/s
---
First.
`);
  });

  it('imports back to the same article, byte for byte', () => {
    fc.assert(
      fc.property(article, (original) => {
        const read = readMarkdown(exportArticle(original), 'x.md', 'fallback');
        expect(read.problems).toEqual([]);
        expect(read.article).toEqual(original);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['NUL', 'before\0after'],
    ['the head of a PDF', '%PDF-1.4 was at its head'],
    ['a page', '<!doctype html><html><body>words</body></html>'],
    ['a feed', '<rss version="2.0"></rss>'],
    ['front matter', '---\ntitle: another\n---\nwords'],
    ['rules', 'a\n---\nb\n---'],
    ['a byte order mark', '\ufeffwords'],
    ['line ends', 'a\r\nb\rc\u2028d\u2029e\u0085f\n\n'],
    ['direction marks', 'a\u202eb\u202c\u2066c\u2069'],
    ['emoji', '👩‍👩‍👧 😀 é'],
    ['a long line', 'x'.repeat(300_000)],
  ])('goes through a file and back: a body with %s', async (_, text) => {
    const original = { ...anArticle('a', text), regions: [] };
    const [file] = exportFiles([original]);
    const bytes = Buffer.from(file!.content);
    const read = await readDocument({ bytes, name: file!.name });
    const [item] = documentItems(read, file!.name);
    expect(item).toMatchObject({ kind: 'article', article: { id: 'a', body: text } });
    expect(item?.kind === 'article' && exportArticle(item.article)).toBe(file!.content);
  });

  it('names files safely, no two alike', () => {
    const ids = ['a/b', 'a_b', '../../etc/passwd', 'CON', 'A', 'a', 'README', '.hidden', 'é', ''];
    const names = exportFiles(ids.map((id) => anArticle(id))).map((file) => file.name);
    expect(new Set(names.map((file) => file.toLowerCase())).size).toBe(ids.length);
    for (const file of names) expect(file).toMatch(/^[^./\\][^/\\]*\.md$/);
    expect(names).not.toContain('README.md');
  });
});

describe('identity', () => {
  it.each([
    ['https://www.example.org/a/', 'http://example.org/a'],
    ['https://example.org/a?utm_source=x&b=2&a=1#part', 'https://m.example.org/a?a=1&b=2'],
    ['https://example.org/a/amp', 'https://example.org/a'],
    ['https://EXAMPLE.org:443/a', 'https://example.org/a'],
  ])('%s is the page %s', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
    expect(pageId(one).split('-').at(-1)).toBe(pageId(other).split('-').at(-1));
  });

  it.each([
    ['https://example.org/a', 'https://example.org/b'],
    ['https://example.org/?id=1', 'https://example.org/?id=2'],
    ['https://example.org/A', 'https://example.org/a'],
    ['https://example.org:8080/a', 'https://example.org/a'],
  ])('%s is not the page %s', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other));
  });

  it('gives readable ids', () => {
    expect(pageId('https://www.example.org/2022/04/A-Long%20Story.html')).toMatch(
      /^example\.org-a-long-story-[0-9a-f]{8}$/,
    );
    expect(pageId('https://example.org/')).toMatch(/^example\.org-[0-9a-f]{8}$/);
    expect(fileId('/tmp/My Report.PDF', 'x')).toMatch(/^my-report-[0-9a-f]{8}$/);
  });

  it('hashes words, not the space between them', () => {
    expect(bodyHash('a  b\n\nc ')).toBe(bodyHash('a b c'));
    expect(bodyHash('a b')).not.toBe(bodyHash('ab'));
  });
});
