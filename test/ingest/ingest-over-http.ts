import { afterEach, beforeEach } from 'vitest';
import { createIngest, type Ingest } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/ingest-deps.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import {
  fetcherFor,
  type Handler,
  type Loopback,
  loopback,
  type Opened,
} from './loopback-server.ts';
import { memoryFiles } from './memory-files.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const PROSE =
  'Officials in Kandahar said on Monday that the new canal would open before winter, two years late. Farmers said that they had heard such promises before, and that their orchards were dying meanwhile.';
export const page = (title: string, text: string, date = '2024-05-06'): string =>
  `<html><head><title>${title}</title><meta property="article:published_time" content="${date}"></head><body><article><h1>${title}</h1>${text
    .split('\n')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')}</article></body></html>`;
export const serve =
  (body: string | Buffer, type = 'text/html', headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);

/** An ingest with the real fetcher, over a loopback server of each test's own and a clock that the test moves. */
export function ingestOverHttp() {
  const at = {
    server: {} as Loopback,
    opened: {} as Opened,
    now: 0,
    setUp(files: Record<string, string | Uint8Array> = {}, deps: Partial<IngestDeps> = {}) {
      const stores = memoryStores();
      const ingest: Ingest = createIngest({
        stores,
        fetch: at.opened.fetcher.fetch,
        read: readDocument,
        files: memoryFiles(files),
        now: () => at.now,
        random: () => 0.5,
        ...deps,
      });
      return { stores, ingest };
    },
  };
  beforeEach(async () => {
    at.server = await loopback();
    at.opened = fetcherFor(at.server);
    at.now = Date.parse('2024-05-10T00:00:00Z');
  });
  afterEach(async () => {
    await at.opened.fetcher.close();
    await at.server.close();
  });
  return at;
}
