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

it.each([
  ['before the first batch is in', 1, 'before', 0],
  ['after it', 1, 'after', 16],
  ['before the second', 2, 'before', 16],
  ['after it', 2, 'after', 20],
] as const)(
  'breaks off %s (%i, %s): nothing of a batch or all; the next run adds the rest, nothing twice',
  async (_, last, where, held) => {
    const stores = memoryStores();
    let batches = 0;
    const dying: IngestStores = {
      ...stores,
      articles: {
        ...stores.articles,
        putAll: async (entries) => {
          batches += 1;
          if (batches === last && where === 'before') throw new Error('killed');
          const results = await stores.articles.putAll(entries);
          if (batches === last) throw new Error('killed');
          return results;
        },
      },
    };
    const acknowledged: number[] = [];
    const adding = ingestWith(dying).add('all.jsonl', 'cli:a', {
      onItem: (_item, done) => acknowledged.push(done),
    });
    await expect(adding).rejects.toThrow('killed');
    expect(await stores.articles.list({ limit: 99 })).toHaveLength(held);
    expect(acknowledged.length).toBeLessThanOrEqual(held);
    const report = await ingestWith(stores).add('all.jsonl', 'cli:a');
    expect(report).toMatchObject({ added: 20 - held, unchanged: held, failed: 0 });
    expect(await stores.articles.list({ limit: 99 })).toHaveLength(20);
    const audit = await stores.audit.list({ limit: 99 });
    expect(new Set(audit.map(({ target }) => target)).size).toBe(20);
    expect(audit).toHaveLength(20);
  },
);
