import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pageId } from '../../src/ingest/article-identity.ts';
import { corpusVersion } from '../../src/ingest/corpus-version.ts';
import { problemLine } from '../../src/ingest/problem.ts';
import { readCorpus } from '../../src/ingest/read-corpus.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import { rememberedReader } from '../../src/ingest/remembered-reader.ts';
import { memoryFiles } from './memory-files.ts';
import { sampleDocx, samplePdf } from './sample-files.ts';

const NOTE = `---
id: herat-quakes
title: "The Herat earthquakes"
publisher: Afghan Brief notes
author: The editors
publishedAt: 2023-10-20
topics: [Herat, earthquakes]
sources:
  - id: who
    title: Situation report 5
    publisher: WHO
    date: 2023-10
    url: https://example.org/report
---

# What happened

Four strong earthquakes struck Herat in October 2023.[^who]
`;

const read = (content: Record<string, string | Uint8Array>, paths = ['c'], limitBytes = 1000) =>
  readCorpus(paths, { files: memoryFiles(content), limitBytes });

describe('readCorpus', () => {
  it('reads Markdown with front matter; the body is what follows the closing line', async () => {
    const { articles, problems } = await read({ 'c/herat.md': NOTE });
    expect(problems).toEqual([]);
    expect(articles).toHaveLength(1);
    expect(articles[0]).toMatchObject({
      id: 'herat-quakes',
      title: 'The Herat earthquakes',
      publisher: 'Afghan Brief notes',
      author: 'The editors',
      publishedAt: '2023-10-20',
      topics: ['Herat', 'earthquakes'],
      sources: [
        {
          id: 'who',
          title: 'Situation report 5',
          publisher: 'WHO',
          date: '2023-10',
          url: 'https://example.org/report',
        },
      ],
    });
    expect(articles[0]?.body).toBe(NOTE.slice(NOTE.indexOf('\n---\n') + 5));
  });

  it('keeps Windows line ends in the body and reads the front matter all the same', async () => {
    const { articles } = await read({
      'c/a.md': '---\r\nid: a\r\ntitle: A\r\n---\r\none\r\ntwo\r\n',
    });
    expect(articles[0]).toMatchObject({ id: 'a', title: 'A', body: 'one\r\ntwo\r\n' });
  });

  it('names a file without front matter after the file and its first heading', async () => {
    const { articles } = await read({ 'c/kabul-note.md': '# Kabul airport\n\nWords.\n' });
    expect(articles[0]).toMatchObject({ id: 'kabul-note', title: 'Kabul airport' });
    expect(articles[0]?.body).toBe('# Kabul airport\n\nWords.\n');
  });

  it('reads plain text unchanged', async () => {
    const text = 'A headline\n\nFirst paragraph.\r\n\r\nSecond.  ';
    const { articles } = await read({ 'c/dump.txt': text });
    expect(articles[0]).toMatchObject({ id: 'dump', body: text, topics: [], sources: [] });
  });

  it('reads JSON Lines: both id names, both text names, metadata, dates, numbers as ids', async () => {
    const lines = [
      '{"_id":"b","title":"B","text":" kept  as it is \\n","metadata":{"publisher":"P","date":"2025-01-01","qid":7,"url":"https://e.org/b"}}',
      '',
      '{"id":3,"title":"","body":"three","author":["X","Y"],"publishedAt":"Fri, 22 Apr 2022 10:00:00 GMT"}',
    ].join('\n');
    const { articles, problems } = await read({ 'c/all.jsonl': lines });
    expect(problems).toEqual([]);
    expect(articles).toEqual([
      {
        id: '3',
        title: '',
        author: 'X, Y',
        publishedAt: '2022-04-22T10:00:00Z',
        topics: [],
        sources: [],
        body: 'three',
        regions: [],
      },
      {
        id: 'b',
        title: 'B',
        publisher: 'P',
        publishedAt: '2025-01-01',
        url: 'https://e.org/b',
        topics: [],
        sources: [],
        body: ' kept  as it is \n',
        regions: [],
      },
    ]);
  });

  it('reads gzipped JSON Lines as the plain ones', async () => {
    const lines = '{"id":"é","title":"T","text":"naïve – “quoted”"}\n{"id":"z","text":"2"}\n';
    const plain = await read({ 'c/x.jsonl': lines });
    const packed = await read({ 'c/x.jsonl.gz': gzipSync(lines) });
    expect(packed.articles).toEqual(plain.articles);
    expect(packed.articles.map((a) => a.id)).toEqual(['z', 'é']);
  });

  it('gives the aliases and the same order however the folder lists its files', async () => {
    const { articles, aliases } = await read({
      'c/b.md': '---\nid: b\ntitle: B\n---\nb',
      'c/sub/a.md': '---\nid: a\ntitle: A\n---\na',
      'c/aliases.yml': 'groups: []\n',
      'c/README.md': 'how to',
      'c/.hidden.md': 'no',
      'c/photo.jpg': 'no',
    });
    expect(articles.map((a) => a.id)).toEqual(['a', 'b']);
    expect(aliases).toBe('groups: []\n');
  });

  it('reads a file once that two paths name', async () => {
    const { articles, problems } = await read({ 'c/a.txt': 'words' }, ['c', 'c/a.txt', 'c']);
    expect(articles).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['x.md', '---\nid: [\n---\nx', 'x.md:'],
    ['x.md', '---\nid: a\ntitle: A\nwords', 'x.md:1: front matter is never closed'],
    [
      'x.md',
      '---\nid: a\ntitle:\n  deep: 1\n---\nw',
      'x.md:3: front matter cannot be read: "title"',
    ],
    ['x.md', '---\nid: a\nid: b\n---\nw', 'x.md:3: front matter cannot be read: '],
    ['x.md', '---\nid: a\ntitle: A\nurl: javascript:alert(1)\n---\nw', 'x.md:4: front matter'],
    ['x.md', '---\nid: a\ntitle: A\n---\n \n', 'x.md:5: the article has no text'],
    ['x.txt', '  \n', 'x.txt:1: the file has no text'],
    ['x.txt', Buffer.from([0x61, 0x0a, 0xc3, 0x28]), 'x.txt:2: not valid UTF-8'],
    ['x.txt', Buffer.from('\ufeffwords', 'utf16le'), 'x.txt:1: written in UTF-16'],
    ['x.txt', 'x'.repeat(1001), 'x.txt: the file has 2 KB, over the limit'],
    ['x.jsonl', '{"id":"a","text":"ok"}\n{"id":', 'x.jsonl:2: the line is not JSON'],
    ['x.jsonl', `{"id":"${'x'.repeat(1001)}"}`, 'x.jsonl:1: the line is longer than 1 KB'],
    ['x.jsonl', Buffer.from([0x22, 0xff, 0x22, 0x0a]), 'x.jsonl:1: the line is not valid UTF-8'],
    ['x.jsonl', '[1]', 'x.jsonl:1: expected object'],
    ['x.jsonl', '{"text":"x"}', 'x.jsonl:1: the record has no id'],
    ['x.jsonl', '{"id":"a\\u0000b","text":"x"}', 'x.jsonl:1: the id holds control characters'],
    ['x.jsonl', '{"id":"x"}', 'x.jsonl:1: record "x" has no text'],
    ['x.jsonl', '{"id":"x","text":" "}', 'x.jsonl:1: record "x" has an empty text'],
    ['x.jsonl', '', 'x.jsonl: the file is empty'],
    [
      'x.jsonl',
      '{"id":"good","text":"g"}',
      'x.jsonl:1: article id "good" is taken by c/a-good.md:5',
    ],
  ];
  it.each(cases)(
    '%s %j gives one clear line, and the good article loads',
    async (name, content, start) => {
      const good = '---\nid: good\ntitle: Good\n---\nGood words.\n';
      const { articles, problems } = await read({ 'c/a-good.md': good, [`c/${name}`]: content });
      expect(articles.map((a) => a.id)).toContain('good');
      expect(problems).toHaveLength(1);
      const line = problemLine(problems[0]!);
      expect(line.startsWith(`c/${start}`), line).toBe(true);
      expect(line).not.toContain('\n');
      expect(line.split('; ').length).toBeGreaterThan(1);
    },
  );

  it('keeps an article whose date or address cannot be read, and says so', async () => {
    const { articles, problems } = await read({
      'c/x.jsonl': '{"id":"x","text":"w","date":"04/05/2022","url":"not an address"}',
    });
    expect(articles[0]).toMatchObject({ id: 'x', body: 'w' });
    expect(articles[0]).not.toHaveProperty('publishedAt');
    expect(articles[0]).not.toHaveProperty('url');
    expect(problems.map((p) => p.severity)).toEqual(['warning', 'warning']);
  });

  it('says that a missing folder is missing, and that nothing was found', async () => {
    const { articles, problems } = await read({}, ['nowhere']);
    expect(articles).toEqual([]);
    expect(problems.map(problemLine)).toEqual([
      'nowhere: cannot be read: there is no such file or folder; check the path and its permissions',
      'nowhere: no articles were found; name a folder or file with articles (.md, .txt, .html, .pdf, .docx, .jsonl or .jsonl.gz)',
    ]);
  });

  it('refuses an explicit file of another format', async () => {
    const { problems } = await read({ 'c/x.jpg': 'x' }, ['c/x.jpg']);
    expect(problems[0]?.what).toBe('not a format that a corpus is read from');
  });

  it('reports damaged gzip data', async () => {
    const { articles, problems } = await read({ 'c/a.txt': 'ok', 'c/x.jsonl.gz': 'not gzip' });
    expect(articles).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.what).toBe('cannot be read: the gzip data is damaged');
  });
});

it('shows a title on one line, however it was written', async () => {
  const { articles } = await read({
    'c/x.jsonl': '{"id":"a","title":"One\\n added: Two","text":"1"}',
    'c/b.md': '---\ntitle: |\n  One\n  Two\n---\nB',
  });
  expect(articles.map(({ title }) => title)).toEqual(['One added: Two', 'One Two']);
});

describe('pages and documents in a folder', () => {
  const WORDS =
    'The dam in Kunduz was opened in spring, ten years after its first stone was laid, and fills its lake until autumn.';
  const HTML = `<title>The dam</title><article><h1>The dam</h1><p>${WORDS}</p><p>${WORDS}</p></article>`;
  const readAll = (content: Record<string, string | Uint8Array>, reader = readDocument) =>
    readCorpus(['c'], { files: memoryFiles(content), read: reader });

  it('reads HTML, PDF and .docx, each under the name of its file', async () => {
    const { articles, problems } = await readAll({
      'c/dam.html': HTML,
      'c/report.pdf': samplePdf([[WORDS], [WORDS]]),
      'c/letter.docx': sampleDocx('A letter', [WORDS, WORDS]),
    });
    expect(problems).toEqual([]);
    expect(articles.map(({ id, title }) => [id, title])).toEqual([
      ['dam', 'The dam'],
      ['letter', 'A letter'],
      ['report', 'A sample report'],
    ]);
    for (const { body } of articles) expect(body).toContain('The dam in Kunduz');
  });

  it('names a saved page by the address that it states', async () => {
    const html = `<link rel="canonical" href="https://example.org/dam">${HTML}`;
    const { articles } = await readAll({ 'c/page (1).html': html });
    expect(articles[0]).toMatchObject({
      id: pageId('https://example.org/dam'),
      url: 'https://example.org/dam',
    });
  });

  it('says in one line why one was left out, and reads the others', async () => {
    const { articles, problems } = await readAll({
      'c/a.md': 'A note.',
      'c/empty.pdf': '',
      'c/half.docx': sampleDocx('x', [WORDS]).subarray(0, 200),
      'c/menu.html': '<nav><a href="/">Home</a></nav>',
    });
    expect(articles.map(({ id }) => id)).toEqual(['a']);
    expect(problems.map(({ where }) => where)).toEqual([
      'c/empty.pdf',
      'c/half.docx',
      'c/menu.html',
    ]);
    for (const problem of problems) expect(problemLine(problem)).not.toContain('\n');
  });

  it('reads what did not change once', async () => {
    const asked: string[] = [];
    const reader = rememberedReader((request) => {
      asked.push(request.name ?? '');
      return readDocument(request);
    });
    const scan = async (content: Record<string, string>) => {
      reader.nextRound();
      return (await readAll(content, reader.read)).articles.length;
    };
    expect(await scan({ 'c/a.html': HTML, 'c/b.html': HTML })).toBe(2);
    expect(await scan({ 'c/a.html': `${HTML}<p>${WORDS}</p>`, 'c/b.html': HTML })).toBe(2);
    expect(await scan({ 'c/b.html': HTML })).toBe(1);
    expect(asked).toEqual(['a.html', 'b.html', 'a.html']);
    await scan({});
    await scan({});
    expect(await scan({ 'c/b.html': HTML })).toBe(1);
    expect(asked).toEqual(['a.html', 'b.html', 'a.html', 'b.html']);
  });
});

describe('corpusVersion', () => {
  it('depends on ids, metadata, bodies and aliases, not on order', async () => {
    const { articles } = await read({
      'c/x.jsonl': '{"id":"a","text":"1"}\n{"id":"b","text":"2"}',
    });
    const version = corpusVersion(articles, 'x');
    expect(version).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(corpusVersion([...articles].reverse(), 'x')).toBe(version);
    expect(corpusVersion(articles, 'y')).not.toBe(version);
    const [first, second] = articles;
    expect(corpusVersion([{ ...first!, title: 'other' }, second!], 'x')).not.toBe(version);
    expect(corpusVersion([{ ...first!, body: 'other' }, second!], 'x')).not.toBe(version);
    expect(corpusVersion([{ ...first!, id: 'other' }, second!], 'x')).not.toBe(version);
  });
});
