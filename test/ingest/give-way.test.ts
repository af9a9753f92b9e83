import { expect, it } from 'vitest';
import { createIngest } from '../../src/ingest/ingest.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import { memoryFiles } from './memory-files.ts';

it('lets other work have its turn during an import from a store that never makes it wait', async () => {
  const records = Array.from({ length: 60 }, (_, n) =>
    JSON.stringify({ id: `a${n}`, title: `T${n}`, text: `Words ${n}.` }),
  );
  const stores = memoryStores();
  let turns = 0;
  const other = setInterval(() => {
    turns += 1;
  }, 1);
  const ingest = createIngest({
    stores: {
      ...stores,
      articles: {
        ...stores.articles,
        find: async (by) => {
          const until = performance.now() + 2;
          while (performance.now() < until);
          return stores.articles.find(by);
        },
      },
    },
    fetch: async () => ({ kind: 'failed', failure: 'unreachable', reason: 'not here' }),
    read: readDocument,
    files: memoryFiles({ 'all.jsonl': records.join('\n') }),
    now: () => 0,
    random: () => 0.5,
  });
  const report = await ingest.add('all.jsonl', 'cli:a');
  clearInterval(other);
  expect(report.added).toBe(60);
  expect(turns).toBeGreaterThan(10);
});
