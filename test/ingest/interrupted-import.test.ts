import { expect, it } from 'vitest';
import { createIngest } from '../../src/ingest/ingest.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import type { IngestStores } from '../../src/ingest/ports.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import { memoryFiles } from './memory-files.ts';

const records = Array.from({ length: 20 }, (_, n) =>
  JSON.stringify({ id: `a${n}`, title: `T${n}`, text: `Words ${n}.` }),
);

const ingestWith = (stores: IngestStores) =>
  createIngest({
    stores,
    fetch: async () => ({ kind: 'failed', failure: 'unreachable', reason: 'not here' }),
    read: readDocument,
    files: memoryFiles({ 'all.jsonl': records.join('\n') }),
    now: () => 0,
    random: () => 0.5,
  });

it.each([1, 2, 13, 20])(
  'breaks off at item %i; the next run adds the rest, nothing twice',
  async (last) => {
    const stores = memoryStores();
    let puts = 0;
    const dying: IngestStores = {
      ...stores,
      articles: {
        ...stores.articles,
        put: async (entry) => {
          puts += 1;
          // Before or after the item is in: the process may die at either place.
          if (puts === last && last % 2 === 0) throw new Error('killed');
          const result = await stores.articles.put(entry);
          if (puts === last) throw new Error('killed');
          return result;
        },
      },
    };
    await expect(ingestWith(dying).add('all.jsonl', 'cli:a')).rejects.toThrow('killed');
    const held = (await stores.articles.list({ limit: 99 })).length;
    expect(held).toBe(last % 2 === 0 ? last - 1 : last);
    const report = await ingestWith(stores).add('all.jsonl', 'cli:a');
    expect(report).toMatchObject({ added: 20 - held, unchanged: held, failed: 0 });
    expect(await stores.articles.list({ limit: 99 })).toHaveLength(20);
    const audit = await stores.audit.list({ limit: 99 });
    expect(new Set(audit.map(({ target }) => target)).size).toBe(20);
    expect(audit).toHaveLength(20);
  },
);
