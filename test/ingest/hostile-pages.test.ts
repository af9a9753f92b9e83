import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createIngest } from '../../src/ingest/ingest.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import { problemLine } from '../../src/ingest/problem.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import {
  fetcherFor,
  type Handler,
  type Loopback,
  loopback,
  type Opened,
} from './loopback-server.ts';
import { memoryFiles } from './memory-files.ts';

const PROSE =
  'Officials in Kandahar said on Monday that the café by the canal would open before winter, two years late. Farmers said that they had heard such promises before, and that their orchards were dying meanwhile.';
const page = (title: string): string =>
  `<html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${PROSE}</p></article></body></html>`;
const serve =
  (body: string | Buffer, type = 'text/html', headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);
const to =
  (location: string): Handler =>
  (_, response) =>
    response.writeHead(302, { location }).end();

const endless: Handler = (_, response) => {
  const piece = Buffer.alloc(65_536, 'x');
  let sent = 0;
  const pump = (): void => {
    for (; sent < 1_000_000_000; sent += piece.length) {
      if (!response.write(piece)) {
        response.once('drain', pump);
        return;
      }
    }
    response.end();
  };
  pump();
};
const feedOf = (items: string): string =>
  `<rss version="2.0"><channel><title>A feed</title>${items}</channel></rss>`;

/** What each page is, how it is served, and what a person reads of it. */
const REFUSED: readonly (readonly [string, Handler, string])[] = [
  ['a body of 1 GB', endless, 'the page is larger than 10 MB'],
  [
    'a gzip bomb',
    serve(gzipSync(Buffer.alloc(50_000_000)), 'text/html', { 'content-encoding': 'gzip' }),
    'the page is larger than 10 MB',
  ],
  ['a redirect loop', to('/refused-2'), 'the server redirects in a circle'],
  [
    'a redirect to a metadata service',
    to('http://169.254.169.254/latest/meta-data'),
    'is not public',
  ],
  ['a redirect to a mapped loopback', to('http://[::ffff:127.0.0.1]/'), 'is not public'],
  ['100,000 links', serve('<a href="/x">x</a>'.repeat(100_000)), 'more than 60000 elements'],
  [
    'a script-only page',
    serve('<div id="app"></div><script>x()</script>'),
    'the page seems to need a browser',
  ],
  ['a login wall', serve('<form><input type="password"></form>'), 'the page asks for a login'],
  [
    'a PDF that is none',
    serve('%PDF-1.7\nthis is not one', 'application/pdf'),
    'begins like a PDF but is none',
  ],
  [
    'an XML bomb in a feed',
    serve(
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${feedOf('<item><title>&b;</title></item>')}`,
      'application/rss+xml',
    ),
    'the feed declares entities',
  ],
];
const READ: readonly (readonly [string, Handler])[] = [
  ['a wrong charset', serve(Buffer.from(page('Wrong')), 'text/html; charset=iso-8859-1')],
  ['no charset', serve(Buffer.from(page('None'), 'latin1'))],
  [
    'malformed UTF-8',
    serve(
      Buffer.concat([
        Buffer.from(page('Broken é').replace('</article>', '<p>')),
        Buffer.from([0xff, 0xc3]),
        Buffer.from('</p></article>'),
      ]),
      'text/html; charset=utf-8',
    ),
  ],
  ['deep nesting', serve(`${'<b><i>'.repeat(2000)}${page('Deep')}`)],
  ['a page that calls itself a PDF', serve(page('Pdf'), 'application/pdf')],
];
const FEEDS: readonly (readonly [string, Handler])[] = [
  [
    'a feed of 50,000 items',
    serve(
      feedOf('<item><guid>g</guid><title>Item</title></item>'.repeat(50_000)),
      'application/rss+xml',
    ),
  ],
  [
    'items without ids or dates',
    serve(feedOf('<item><title>A</title></item><item><title>B</title></item>'), 'text/xml'),
  ],
];

let server: Loopback;
let opened: Opened;
/** Ends the time of every request that is under way. */
let timeIsUp: () => void;
beforeEach(async () => {
  const waiting = new Set<() => void>();
  timeIsUp = () => {
    for (const callback of [...waiting]) callback();
  };
  const after = (_: number, callback: () => void) => {
    waiting.add(callback);
    return () => void waiting.delete(callback);
  };
  server = await loopback();
  opened = fetcherFor(server, { after });
});
afterEach(async () => {
  await opened.fetcher.close();
  await server.close();
});

it('refuses or reads each of them with one clear line, and others go on meanwhile', async () => {
  const { articles, ...others } = memoryStores();
  const ingest = createIngest({
    stores: { articles, ...others },
    fetch: opened.fetcher.fetch,
    read: readDocument,
    files: memoryFiles({}),
    now: () => 0,
    random: () => 0.5,
  });
  let drop = (): void => undefined;
  const drip = new Promise<{ readonly end: ReturnType<typeof ingest.add> }>((resolve) => {
    server.on('/drip', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      drop = () => void response.write('<p>');
      response.write('<p>', () => resolve({ end }));
    });
    const end = ingest.add(server.url('/drip', 'drip.example'), 'cli:a');
  });
  const { end } = await drip;

  for (const [index, [name, handler, reason]] of REFUSED.entries()) {
    drop();
    server.on(`/refused-${index}`, handler);
    const report = await ingest.add(server.url(`/refused-${index}`), 'cli:a');
    expect([name, report.added, report.failed]).toEqual([name, 0, 1]);
    const lines = report.problems.map(problemLine);
    expect(lines).toEqual([expect.stringContaining(reason)]);
    expect(lines[0]).not.toMatch(/\n|Error|node:/);
  }
  for (const [index, [name, handler]] of READ.entries()) {
    drop();
    server.on(`/read-${index}`, handler);
    // Each in an outlet of its own: the same words on one site are one article.
    const report = await ingest.add(server.url(`/read-${index}`, `r${index}.example`), 'cli:a');
    expect([name, report.added, report.problems]).toEqual([name, 1, []]);
    const stored = await articles.get(report.articles[0]!.id);
    expect([name, stored?.article.body]).toEqual([name, expect.stringContaining(PROSE)]);
  }
  for (const [index, [name, handler]] of FEEDS.entries()) {
    drop();
    server.on(`/feed-${index}`, handler);
    const report = await ingest.add(server.url(`/feed-${index}`), 'cli:a');
    expect([name, report.feeds.length, report.problems]).toEqual([name, 1, []]);
  }

  // The drip has been open all the while.
  timeIsUp();
  const { problems } = await end;
  expect(problems.map(problemLine)).toEqual([
    expect.stringContaining('no complete answer in 45 s'),
  ]);
});
