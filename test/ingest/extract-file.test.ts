import { expect, it } from 'vitest';
import { extractFile } from '../../src/ingest/extract-file.ts';
import { samplePdf } from './sample-files.ts';

it('prints every field, null where the page states none, however short the text is', async () => {
  const html = Buffer.from('<html><body><p>Short words.</p></body></html>');
  expect(await extractFile(html, 'saved', 'https://www.example.org/a')).toEqual({
    kind: 'extract',
    extract: {
      title: null,
      byline: null,
      publisher: 'example.org',
      publishedAt: null,
      language: null,
      text: 'Short words.',
    },
  });
});

it('reads a PDF by its bytes', async () => {
  const result = await extractFile(samplePdf([['Words of a report']]), 'page.html');
  expect(result.kind === 'extract' && result.extract).toMatchObject({
    title: 'A sample report',
    byline: 'Jane Roe',
    text: 'Words of a report',
  });
});

it.each([
  ['an image', Buffer.from('GIF89a'), 'x.gif', 'this is an image'],
  ['a note', Buffer.from('words'), 'x.txt', 'this is no page'],
])('says what is wrong with %s', async (_, bytes, name, reason) => {
  const result = await extractFile(bytes, name);
  expect(result.kind === 'problem' && result.reason).toContain(reason);
});
