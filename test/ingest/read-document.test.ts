import { afterEach, describe, expect, it } from 'vitest';
import { createIsolatedReader, type IsolatedReader } from '../../src/ingest/isolated-reader.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import { sampleDocx, samplePdf, zip } from './sample-files.ts';

const PROSE =
  'Officials in Kandahar said on Monday that the new irrigation canal would open before winter, two years late, and that nobody should expect water sooner.';
const html = (body: string) =>
  Buffer.from(`<html><head><title>T</title></head><body>${body}</body></html>`);
const reason = async (bytes: Uint8Array, name = '', contentType = ''): Promise<string> => {
  const result = await readDocument({ bytes, name, contentType });
  return result.kind === 'problem' ? result.reason : result.kind;
};

describe('readDocument', () => {
  it('reads the text layer of a PDF, lines and paragraphs as set, whatever its type claims', async () => {
    const bytes = samplePdf([
      ['First line of the report,', 'and its second line.'],
      ['Another paragraph (with marks).'],
    ]);
    for (const [name, contentType] of [
      ['report.pdf', 'application/pdf'],
      ['page.html', 'text/html'],
      ['', ''],
    ]) {
      expect(await readDocument({ bytes, name: name!, contentType: contentType! })).toEqual({
        kind: 'page',
        format: 'pdf',
        page: {
          text: 'First line of the report,\nand its second line.\n\nAnother paragraph (with marks).',
          title: 'A sample report',
          byline: 'Jane Roe',
          publishedAt: '2022-04-22',
        },
      });
    }
  });

  it('reads a page that calls itself a PDF as the page that it is', async () => {
    const result = await readDocument({
      bytes: html(`<p>${PROSE}</p>`),
      name: 'x.pdf',
      contentType: 'application/pdf',
    });
    expect(result).toMatchObject({ kind: 'page', format: 'html', page: { text: PROSE } });
  });

  it('reads a Word document', async () => {
    const bytes = sampleDocx('A heading & more', ['One “quoted” line.', 'Two < three.']);
    expect(await readDocument({ bytes, name: 'upload' })).toEqual({
      kind: 'page',
      format: 'docx',
      page: {
        title: 'A heading & more',
        text: 'A heading & more\n\nOne “quoted” line.\n\nTwo < three.',
      },
    });
  });

  it.each([
    ['a.md', '---\nid: a\n---\nx', 'markdown'],
    ['a.txt', '<b> is a tag', 'text'],
    ['a.jsonl', '{"id":1}', 'jsonl'],
    ['', 'just words', 'text'],
  ])('takes %s %s for %s', async (name, content, format) => {
    const result = await readDocument({ bytes: Buffer.from(content), name });
    expect(result).toEqual({ kind: 'text', format, text: content });
  });

  it.each([
    ['an empty file', Buffer.alloc(0), '', 'the document is empty'],
    ['an image', Buffer.from('\x89PNG\r\n', 'latin1'), 'a.html', 'this is an image'],
    ['binary data', Buffer.from([1, 0, 2, 0]), 'a.txt', 'this is binary data'],
    ['another archive', zip({ 'a.txt': 'x' }), 'a.docx', 'this is an archive, not a .docx'],
    [
      'a lying PDF',
      Buffer.from('%PDF-1.7\nthis is not one'),
      'a.pdf',
      'the file begins like a PDF but is none',
    ],
    ['a cut PDF', samplePdf([['x']]).subarray(0, 200), 'a.pdf', 'the '],
    ['a scan', samplePdf([]), 'a.pdf', 'the PDF has no text layer'],
    ['a cut .docx', sampleDocx('a', ['b']).subarray(0, 900), 'a.docx', 'the .docx is damaged'],
    ['invalid UTF-8', Buffer.from([0x61, 0x0a, 0xff, 0x61]), 'a.txt', 'line 2 is not valid UTF-8'],
    [
      'a script-only page',
      html('<div id="app"></div><script>x()</script>'),
      '',
      'no article text was found: the page seems to need a browser',
    ],
    [
      'a login wall',
      html('<form><input type="password"></form>'),
      '',
      'no article text was found: the page asks for a login',
    ],
    [
      'a paywall',
      html('<p>Subscribe to continue reading</p>'),
      '',
      'no article text was found: the page is for subscribers',
    ],
    ['an empty page', html(''), '', 'no article text was found on the page'],
    [
      '100,000 links',
      html('<a href="/x">x</a>'.repeat(100_000)),
      '',
      'the page has more than 60000 elements',
    ],
  ])('says of %s what it is', async (_, bytes, name, start) => {
    const line = await reason(bytes, name);
    expect(line.startsWith(start), line).toBe(true);
    expect(line).not.toContain('\n');
  });

  it('refuses a .docx that says that it unfolds to gigabytes', async () => {
    const bytes = sampleDocx('a', ['b']);
    bytes.writeUInt32LE(0xf0000000, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 24);
    expect(await reason(bytes)).toBe('the .docx unfolds to more than 200 MB');
  });
});

describe('isolated reader', () => {
  let reader: IsolatedReader | undefined;
  afterEach(() => reader?.close());

  it('reads as the plain reader does', async () => {
    reader = createIsolatedReader({ after: () => () => {} });
    const request = {
      bytes: html(`<article><p>${PROSE}</p></article>`),
      url: 'https://example.org/a',
    };
    expect(await reader.read(request)).toEqual(await readDocument(request));
  });

  it('gives up on one that takes too long, and reads the next', async () => {
    let timeIsUp: (() => void) | undefined;
    reader = createIsolatedReader({
      after: (_, callback) => {
        timeIsUp = callback;
        return () => {};
      },
    });
    const slow = reader.read({ bytes: html(`<p>${PROSE}</p>`.repeat(20_000)) });
    await Promise.resolve();
    await Promise.resolve();
    timeIsUp?.();
    expect(await slow).toEqual({ kind: 'problem', reason: 'it takes longer than 20 s to read' });
    expect(await reader.read({ bytes: html(`<p>${PROSE}</p>`) })).toMatchObject({ kind: 'page' });
  });
});
