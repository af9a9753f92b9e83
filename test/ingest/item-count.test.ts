import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { itemCount } from '../../src/ingest/item-count.ts';
import { memoryFiles } from './memory-files.ts';

it('counts what an import will go through: files, and lines of .jsonl', async () => {
  const files = memoryFiles({
    'in/a.md': 'A',
    'in/readme.md': 'not read',
    'in/picture.png': 'not read',
    'in/b/c.pdf': 'C',
    'in/b/d.jsonl': '{}\n{}\n{}\n',
    'in/b/e.jsonl.gz': gzipSync('{}\n{}\n'),
    'in/.hidden/f.md': 'not read',
  });
  expect(await itemCount('in', files)).toBe(7);
  expect(await itemCount('in/b/d.jsonl', files)).toBe(3);
  expect(await itemCount('https://example.org/a', files)).toBe(1);
});
