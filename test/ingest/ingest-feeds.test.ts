import { describe, expect, it } from 'vitest';
import { problemLine } from '../../src/ingest/problem.ts';
import { HOUR, ingestOverHttp, PROSE, page, serve } from './ingest-over-http.ts';

const at = ingestOverHttp();

describe('feeds', () => {
  const rss = (...items: readonly string[]) =>
    `<rss version="2.0"><channel><title>Feed</title>${items.join('')}</channel></rss>`;
  const item = (path: string, title: string) =>
    `<item><guid>${path}</guid><title>${title}</title><link>${at.server.url(path)}</link></item>`;

  it('adds a feed, polls it when due, and takes each new item once', async () => {
    at.server.on(
      '/feed',
      serve(
        rss(item('/1', 'Afghanistan: canal'), item('/2', 'Canada: budget')),
        'application/rss+xml',
      ),
    );
    at.server.on('/1', serve(page('Canal', PROSE)));
    const { ingest } = at.setUp();
    const report = await ingest.add(at.server.url('/feed'), 'cli:a', { topics: ['Afghanistan'] });
    expect(report.feeds).toMatchObject([{ title: 'Feed', topics: ['Afghanistan'] }]);
    expect((await ingest.sources())[0]?.health.words).toBe('not read yet');
    const [poll] = await ingest.pollFeeds();
    expect(poll?.outcomes).toMatchObject([{ kind: 'added', title: 'Canal' }]);
    expect(at.server.asked).not.toContain('/2');
    expect(await ingest.pollFeeds()).toEqual([]);
    at.now += HOUR;
    const [again] = await ingest.pollFeeds();
    expect(again).toMatchObject({ outcomes: [], problems: [] });
    expect(at.server.asked.filter((path) => path === '/1')).toHaveLength(1);
    expect((await ingest.sources())[0]?.health.words).toBe(
      'read just now; 1 article so far, the last one 1 hour ago',
    );
  });

  it('sends the validators back, and reads "not modified" as a success', async () => {
    let asked = 0;
    at.server.on('/feed', (request, response) => {
      asked += 1;
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else serve(rss(), 'application/rss+xml', { etag: '"v1"' })(request, response);
    });
    const { ingest, stores } = at.setUp();
    await ingest.add(at.server.url('/feed'), 'cli:a');
    await ingest.pollFeeds();
    at.now += HOUR;
    await ingest.pollFeeds();
    expect(asked).toBe(3);
    expect((await stores.feeds.list())[0]?.state).toMatchObject({
      etag: '"v1"',
      failures: 0,
      lastSuccessAt: at.now,
    });
  });

  it('backs off from a failing feed and says so', async () => {
    at.server.on('/feed', serve(rss(), 'application/rss+xml'));
    const { ingest } = at.setUp();
    await ingest.add(at.server.url('/feed'), 'cli:a');
    at.server.on('/feed', (_, response) => response.writeHead(500).end());
    const [poll] = await ingest.pollFeeds();
    expect(poll?.problems).toHaveLength(1);
    const [source] = await ingest.sources();
    expect(source?.health).toEqual({
      kind: 'failing',
      words: 'failed once: the server has a fault (500); never read; next try in 1 hour',
    });
  });

  it('tries an item again whose page had a passing fault, and no other', async () => {
    at.server.on(
      '/feed',
      serve(rss(item('/busy', 'A'), item('/gone', 'B')), 'application/rss+xml', { etag: '"1"' }),
    );
    at.server.on('/busy', (_, response) => response.writeHead(503).end());
    const { ingest } = at.setUp();
    await ingest.add(at.server.url('/feed'), 'cli:a');
    expect((await ingest.pollFeeds())[0]?.problems).toHaveLength(2);
    at.server.on('/busy', serve(page('Canal', PROSE)));
    at.now += HOUR;
    expect((await ingest.pollFeeds())[0]).toMatchObject({
      outcomes: [{ kind: 'added' }],
      problems: [],
    });
  });

  it('takes no XML bomb, and a feed of a removed article leaves it removed', async () => {
    at.server.on(
      '/bomb',
      serve(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel><title>&a;</title></channel></rss>',
      ),
    );
    const { ingest } = at.setUp();
    const report = await ingest.add(at.server.url('/bomb'), 'cli:a');
    expect(problemLine(report.problems[0]!)).toContain('the feed declares entities of its own');
    at.server.on('/feed', serve(rss(item('/1', 'A')), 'application/rss+xml'));
    at.server.on('/1', serve(page('Canal', PROSE)));
    const added = await ingest.add(at.server.url('/1'), 'cli:a');
    await ingest.remove(added.articles[0]!.id, 'cli:a');
    await ingest.add(at.server.url('/feed'), 'cli:a');
    expect((await ingest.pollFeeds())[0]?.outcomes).toMatchObject([{ kind: 'stays-removed' }]);
  });

  it('takes the feeds of an OPML file', async () => {
    const opml =
      '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/f"/><outline xmlUrl="https://b.example/f"/><outline xmlUrl="file:///etc/passwd"/></body></opml>';
    const { ingest, stores } = at.setUp({ 'feeds.opml': opml });
    const report = await ingest.add('feeds.opml', 'cli:a');
    expect(report.feeds).toHaveLength(2);
    expect(report.problems.map(problemLine)).toEqual([
      'file:///etc/passwd: only http and https addresses are fetched, not file; this feed was left out',
    ]);
    await ingest.add('feeds.opml', 'cli:a');
    expect(await stores.audit.list({ limit: 9 })).toHaveLength(2);
  });
});
