import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIngest, type Ingest } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/ingest-deps.ts';
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
import { samplePdf } from './sample-files.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PROSE =
  'Officials in Kandahar said on Monday that the new canal would open before winter, two years late. Farmers said that they had heard such promises before, and that their orchards were dying meanwhile.';
const page = (title: string, text: string, date = '2024-05-06'): string =>
  `<html><head><title>${title}</title><meta property="article:published_time" content="${date}"></head><body><article><h1>${title}</h1>${text
    .split('\n')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')}</article></body></html>`;
const serve =
  (body: string | Buffer, type = 'text/html', headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);

let server: Loopback;
let opened: Opened;
let now: number;
beforeEach(async () => {
  server = await loopback();
  opened = fetcherFor(server);
  now = Date.parse('2024-05-10T00:00:00Z');
});
afterEach(async () => {
  await opened.fetcher.close();
  await server.close();
});

const setUp = (files: Record<string, string | Uint8Array> = {}, deps: Partial<IngestDeps> = {}) => {
  const stores = memoryStores();
  const ingest: Ingest = createIngest({
    stores,
    fetch: opened.fetcher.fetch,
    read: readDocument,
    files: memoryFiles(files),
    now: () => now,
    random: () => 0.5,
    ...deps,
  });
  return { stores, ingest };
};

describe('add', () => {
  it('adds a page, audits who did it, and changes nothing the second time', async () => {
    server.on('/canal', serve(page('Canal to open', PROSE)));
    const { stores, ingest } = setUp();
    const first = await ingest.add(server.url('/canal?utm_source=x'), 'slack:T/U');
    expect(first).toMatchObject({ added: 1, failed: 0, problems: [] });
    const id = first.articles[0]!.id;
    expect(id).toMatch(/^news\.example-canal-[0-9a-f]{8}$/);
    expect((await stores.articles.get(id))?.article).toMatchObject({
      title: 'Canal to open',
      publishedAt: '2024-05-06',
      publisher: 'news.example',
      body: PROSE,
    });
    expect(await ingest.add(server.url('/canal'), 'slack:T/V')).toMatchObject({
      added: 0,
      unchanged: 1,
    });
    expect(await stores.audit.list({ limit: 9 })).toMatchObject([
      { by: 'slack:T/U', action: 'add', target: id },
    ]);
  });

  it('keeps a changed page as a new version', async () => {
    server.on('/canal', serve(page('Canal', PROSE)));
    const { stores, ingest } = setUp();
    const { articles } = await ingest.add(server.url('/canal'), 'cli:a');
    server.on('/canal', serve(page('Canal', PROSE.replace('two years', 'three years'))));
    expect(await ingest.add(server.url('/canal'), 'cli:a')).toMatchObject({ changed: 1 });
    expect(await stores.articles.versions(articles[0]!.id)).toHaveLength(2);
  });

  it('takes the same words on the same site for one article, in another outlet for two', async () => {
    server.on('/a', serve(page('Canal', PROSE)));
    server.on('/b', serve(page('Canal', PROSE)));
    const { ingest } = setUp();
    await ingest.add(server.url('/a', 'one.example'), 'cli:a');
    expect(await ingest.add(server.url('/b', 'one.example'), 'cli:a')).toMatchObject({
      unchanged: 1,
    });
    expect(await ingest.add(server.url('/b', 'two.example'), 'cli:a')).toMatchObject({ added: 1 });
    expect(await ingest.list({ limit: 9 })).toHaveLength(2);
  });

  it('takes the same words in files for one article, unless they state different publishers', async () => {
    const text = (publisher: string): string => `---\ntitle: Canal\n${publisher}---\n${PROSE}\n`;
    const { ingest } = setUp({
      'wire.md': text('publisher: Valley Wire\n'),
      'none.md': text(''),
      'post.md': text('publisher: Border Post\n'),
    });
    expect(await ingest.add('wire.md', 'cli:a')).toMatchObject({ added: 1 });
    expect(await ingest.add('none.md', 'cli:a')).toMatchObject({ unchanged: 1 });
    expect(await ingest.add('post.md', 'cli:a')).toMatchObject({ added: 1 });
    expect(await ingest.add('post.md', 'cli:a')).toMatchObject({ unchanged: 1 });
    expect(await ingest.list({ limit: 9 })).toHaveLength(2);
  });

  it.each([
    ['/gone', 'there is no such page (404)'],
    ['/app', 'no article text was found: the page seems to need a browser that runs scripts'],
    ['/image', 'this is an image'],
  ])('says why %s cannot be added', async (path, reason) => {
    server.on('/app', serve('<html><body><div id="x"></div><script>1</script></body></html>'));
    server.on('/image', serve(Buffer.from('\x89PNG', 'latin1'), 'text/html'));
    const { ingest } = setUp();
    const report = await ingest.add(server.url(path), 'cli:a');
    expect(report).toMatchObject({ added: 0, failed: 1 });
    expect(problemLine(report.problems[0]!)).toContain(reason);
  });

  it('adds a PDF from the web, and a page in the charset that it is in', async () => {
    server.on(
      '/r.pdf',
      serve(samplePdf([[PROSE.slice(0, 80), PROSE.slice(81, 160)]]), 'text/html'),
    );
    server.on(
      '/latin',
      serve(Buffer.from(page('Café', PROSE), 'latin1'), 'text/html; charset=iso-8859-1'),
    );
    const { ingest } = setUp();
    expect(await ingest.add(server.url('/r.pdf'), 'cli:a')).toMatchObject({ added: 1 });
    await ingest.add(server.url('/latin'), 'cli:a');
    expect((await ingest.list({ limit: 9 })).map(({ title }) => title).sort()).toEqual([
      'A sample report',
      'Café',
    ]);
  });

  it('adds folders and files; a failed item is reported and the rest goes in; again changes nothing', async () => {
    const files = {
      'in/note.md': '---\nid: note\ntitle: Note\n---\nWords of a note.\n',
      'in/bad.md': '---\nid: [\n---\nx',
      'in/deep/page.html': page('A saved page', PROSE),
      'in/deep/report.pdf': samplePdf([['Words of a report', 'in two lines']]),
      'in/all.jsonl':
        '{"id":"j1","title":"J","text":"one"}\nnonsense\n{"id":"j2","text":"two"}\n{"id":"note","text":"taken"}\n',
      'in/photo.jpg': 'no',
      'in/.hidden.md': 'no',
    };
    const { ingest, stores } = setUp(files);
    const seen: number[] = [];
    const report = await ingest.add('in', 'cli:a', { onItem: (_, done) => seen.push(done) });
    expect(report).toMatchObject({ added: 5, failed: 3 });
    expect(report.problems.map(problemLine)).toEqual([
      'in/all.jsonl:2: the line is not JSON; mend the line; it was left out',
      expect.stringMatching(/^in\/bad\.md:\d: front matter cannot be read/),
      'in/note.md: article id "note" is taken by in/all.jsonl:4; change one of the two ids; this one was left out',
    ]);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const changes = (await stores.articles.changesAfter(0, 99)).length;
    expect(await ingest.add('in', 'cli:a')).toMatchObject({ added: 0, changed: 0, unchanged: 5 });
    expect(await stores.articles.changesAfter(0, 99)).toHaveLength(changes);
  });

  it('adds an upload, and refuses one over the limit', async () => {
    const { ingest } = setUp({}, { limitBytes: 10_000 });
    const upload = { name: 'Report.pdf', bytes: samplePdf([['Words of a report']]) };
    expect(await ingest.add(upload, 'slack:T/U')).toMatchObject({ added: 1 });
    const large = { name: 'x.txt', bytes: Buffer.alloc(10_001, 'x') };
    expect((await ingest.add(large, 'slack:T/U')).problems.map(problemLine)).toEqual([
      'x.txt: the upload is over the size limit; split it',
    ]);
  });

  it('says that a path is not there', async () => {
    const { ingest } = setUp();
    expect((await ingest.add('nowhere.md', 'cli:a')).problems.map(problemLine)).toEqual([
      'nowhere.md: there is no such file or folder, or it may not be read; check the path',
    ]);
  });
});

describe('remove and undo', () => {
  it('removes, brings back within 30 days, and not after', async () => {
    const { ingest } = setUp({ 'a.md': '---\nid: a\ntitle: A\n---\nwords' });
    await ingest.add('a.md', 'cli:a');
    expect(await ingest.remove('a', 'cli:b')).toBe('removed');
    expect(await ingest.list({ limit: 9 })).toEqual([]);
    now += 29 * DAY;
    expect(await ingest.undo('a', 'cli:b')).toBe('restored');
    await ingest.remove('a', 'cli:b');
    now += 31 * DAY;
    expect(await ingest.undo('a', 'cli:b')).toBe('absent');
  });

  it('brings a removed article back when a person adds it again, not when a folder is read again', async () => {
    const { ingest } = setUp({ 'a.md': '---\nid: a\ntitle: A\n---\nwords' });
    await ingest.add('a.md', 'cli:a');
    await ingest.remove('a', 'cli:a');
    expect(await ingest.add('a.md', 'folder', { revive: false })).toMatchObject({
      staysRemoved: 1,
    });
    expect(await ingest.list({ limit: 9 })).toEqual([]);
    expect(await ingest.add('a.md', 'cli:a')).toMatchObject({ added: 1 });
  });
});

describe('feeds', () => {
  const rss = (...items: readonly string[]) =>
    `<rss version="2.0"><channel><title>Feed</title>${items.join('')}</channel></rss>`;
  const item = (path: string, title: string) =>
    `<item><guid>${path}</guid><title>${title}</title><link>${server.url(path)}</link></item>`;

  it('adds a feed, polls it when due, and takes each new item once', async () => {
    server.on(
      '/feed',
      serve(
        rss(item('/1', 'Afghanistan: canal'), item('/2', 'Canada: budget')),
        'application/rss+xml',
      ),
    );
    server.on('/1', serve(page('Canal', PROSE)));
    const { ingest } = setUp();
    const report = await ingest.add(server.url('/feed'), 'cli:a', { topics: ['Afghanistan'] });
    expect(report.feeds).toMatchObject([{ title: 'Feed', topics: ['Afghanistan'] }]);
    expect((await ingest.sources())[0]?.health.words).toBe('not read yet');
    const [poll] = await ingest.pollFeeds();
    expect(poll?.outcomes).toMatchObject([{ kind: 'added', title: 'Canal' }]);
    expect(server.asked).not.toContain('/2');
    expect(await ingest.pollFeeds()).toEqual([]);
    now += HOUR;
    const [again] = await ingest.pollFeeds();
    expect(again).toMatchObject({ outcomes: [], problems: [] });
    expect(server.asked.filter((path) => path === '/1')).toHaveLength(1);
    expect((await ingest.sources())[0]?.health.words).toBe(
      'read just now; 1 article so far, the last one 1 hour ago',
    );
  });

  it('sends the validators back, and reads "not modified" as a success', async () => {
    let asked = 0;
    server.on('/feed', (request, response) => {
      asked += 1;
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else serve(rss(), 'application/rss+xml', { etag: '"v1"' })(request, response);
    });
    const { ingest, stores } = setUp();
    await ingest.add(server.url('/feed'), 'cli:a');
    await ingest.pollFeeds();
    now += HOUR;
    await ingest.pollFeeds();
    expect(asked).toBe(3);
    expect((await stores.feeds.list())[0]?.state).toMatchObject({
      etag: '"v1"',
      failures: 0,
      lastSuccessAt: now,
    });
  });

  it('backs off from a failing feed and says so', async () => {
    server.on('/feed', serve(rss(), 'application/rss+xml'));
    const { ingest } = setUp();
    await ingest.add(server.url('/feed'), 'cli:a');
    server.on('/feed', (_, response) => response.writeHead(500).end());
    const [poll] = await ingest.pollFeeds();
    expect(poll?.problems).toHaveLength(1);
    const [source] = await ingest.sources();
    expect(source?.health).toEqual({
      kind: 'failing',
      words: 'failed once: the server has a fault (500); never read; next try in 1 hour',
    });
  });

  it('tries an item again whose page had a passing fault, and no other', async () => {
    server.on(
      '/feed',
      serve(rss(item('/busy', 'A'), item('/gone', 'B')), 'application/rss+xml', { etag: '"1"' }),
    );
    server.on('/busy', (_, response) => response.writeHead(503).end());
    const { ingest } = setUp();
    await ingest.add(server.url('/feed'), 'cli:a');
    expect((await ingest.pollFeeds())[0]?.problems).toHaveLength(2);
    server.on('/busy', serve(page('Canal', PROSE)));
    now += HOUR;
    expect((await ingest.pollFeeds())[0]).toMatchObject({
      outcomes: [{ kind: 'added' }],
      problems: [],
    });
  });

  it('takes no XML bomb, and a feed of a removed article leaves it removed', async () => {
    server.on(
      '/bomb',
      serve(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel><title>&a;</title></channel></rss>',
      ),
    );
    const { ingest } = setUp();
    const report = await ingest.add(server.url('/bomb'), 'cli:a');
    expect(problemLine(report.problems[0]!)).toContain('the feed declares entities of its own');
    server.on('/feed', serve(rss(item('/1', 'A')), 'application/rss+xml'));
    server.on('/1', serve(page('Canal', PROSE)));
    const added = await ingest.add(server.url('/1'), 'cli:a');
    await ingest.remove(added.articles[0]!.id, 'cli:a');
    await ingest.add(server.url('/feed'), 'cli:a');
    expect((await ingest.pollFeeds())[0]?.outcomes).toMatchObject([{ kind: 'stays-removed' }]);
  });

  it('takes the feeds of an OPML file', async () => {
    const opml =
      '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/f"/><outline xmlUrl="https://b.example/f"/><outline xmlUrl="file:///etc/passwd"/></body></opml>';
    const { ingest, stores } = setUp({ 'feeds.opml': opml });
    const report = await ingest.add('feeds.opml', 'cli:a');
    expect(report.feeds).toHaveLength(2);
    expect(report.problems.map(problemLine)).toEqual([
      'file:///etc/passwd: only http and https addresses are fetched, not file; this feed was left out',
    ]);
    await ingest.add('feeds.opml', 'cli:a');
    expect(await stores.audit.list({ limit: 9 })).toHaveLength(2);
  });
});

describe('change watch', () => {
  const LAST =
    'The canal is 31 kilometres long and cost $14 million, said the engineer who planned it.';
  const cite = async (
    stores: ReturnType<typeof memoryStores>,
    id: string,
    words: string,
    place: string,
  ) => {
    const { article, version } = (await stores.articles.get(id))!;
    const start = article.body.indexOf(words);
    expect(start).not.toBe(-1);
    await stores.citations.add([
      { articleId: id, version, start, end: start + words.length, place, at: now },
    ]);
  };

  it('owes one notice to each place whose words changed, and keeps both versions', async () => {
    server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
    const { ingest, stores } = setUp();
    const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
    const old = (await stores.articles.get(id))!;
    await cite(stores, id, LAST, 'T/C/1');
    await cite(stores, id, PROSE, 'T/C/2');
    server.on(
      '/canal',
      serve(
        page(
          'Canal',
          `A new first paragraph about the weather of that week.\n${PROSE}\n${LAST.replace('$14', '$15')}`,
        ),
      ),
    );
    expect(await ingest.recheck()).toEqual([]);
    now += 2 * DAY;
    const [outcome] = await ingest.recheck();
    expect(outcome).toMatchObject({ kind: 'changed', articleId: id });
    const owed = await stores.citations.claimOwed({ now, until: now + 1 }, 9);
    expect(owed).toHaveLength(1);
    expect(owed[0]).toMatchObject({ place: 'T/C/1', oldVersion: old.version });
    expect(old.article.body.slice(owed[0]!.spans[0]!.start, owed[0]!.spans[0]!.end)).toBe(LAST);
    expect((await stores.articles.version(id, old.version))?.body).toBe(`${PROSE}\n\n${LAST}`);
    now += 2 * DAY;
    expect(await ingest.recheck()).toEqual([{ kind: 'same', articleId: id }]);
  });

  it('follows a shown span through versions that kept it', async () => {
    server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
    const { ingest, stores } = setUp();
    const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
    await cite(stores, id, LAST, 'T/C/1');
    for (const [text, notices] of [
      [`${PROSE} More.\n${LAST}`, 0],
      [
        `${PROSE} More.\nSomething else stands here now, and it is long enough to be a paragraph of its own.`,
        1,
      ],
      [
        `${PROSE} And more.\nSomething else stands here now, and it is long enough to be a paragraph of its own.`,
        0,
      ],
    ] as const) {
      server.on('/canal', serve(page('Canal', text)));
      now += 3 * DAY;
      const [outcome] = await ingest.recheck();
      expect(outcome?.kind === 'changed' && outcome.notices.length).toBe(notices);
    }
  });

  it.each([
    ['is the same', 200],
    ['cannot be fetched', 500],
  ])('keeps that a page was cited while it was looked at again and %s', async (_, status) => {
    server.on('/canal', serve(page('Canal', PROSE, '2020-01-01')));
    const { ingest, stores } = setUp();
    const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
    now += 60 * DAY;
    server.on('/canal', async (_request, response) => {
      const watch = (await stores.watches.get(id))!;
      await stores.watches.put({ ...watch, lastCitedAt: now });
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end(page('Canal', PROSE, '2020-01-01'));
    });
    await ingest.recheck();
    const watch = (await stores.watches.get(id))!;
    expect(watch.lastCitedAt).toBe(now);
    const wait = (watch.nextCheckAt - now) / DAY;
    expect(wait).toBe(status === 200 ? 1 : 2);
  });

  it('does not watch a page again whose article was removed while it was looked at', async () => {
    server.on('/canal', serve(page('Canal', PROSE)));
    const { ingest, stores } = setUp();
    const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
    now += DAY;
    server.on('/canal', async (_request, response) => {
      await ingest.remove(id, 'cli:a');
      response.writeHead(200, { 'content-type': 'text/html' }).end(page('Canal', PROSE));
    });
    await ingest.recheck();
    expect(await stores.watches.get(id)).toBeNull();
  });

  it('waits longer after a failure, keeping the article', async () => {
    server.on('/canal', serve(page('Canal', PROSE)));
    const { ingest, stores } = setUp();
    const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
    server.on('/canal', (_, response) => response.writeHead(500).end());
    now += DAY;
    expect(await ingest.recheck()).toEqual([
      { kind: 'failed', articleId: id, reason: 'the server has a fault (500)' },
    ]);
    expect(await stores.watches.get(id)).toMatchObject({
      failures: 1,
      problem: 'the server has a fault (500)',
    });
    expect(await stores.articles.get(id)).not.toBeNull();
  });

  const front: Handler = (_, response) => response.writeHead(302, { location: '/' }).end();
  it.each<readonly [string, Handler, string]>([
    ['404', (_, response) => response.writeHead(404).end(), 'there is no such page (404)'],
    ['410', (_, response) => response.writeHead(410).end(), 'there is no such page (410)'],
    ['a redirect to the front page', front, 'the address leads to a front page now'],
  ])(
    'owes each place one notice when a page is gone (%s), at the second look',
    async (_, handler, reason) => {
      server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
      server.on(
        '/',
        serve(page('Front', 'The newest of today, in one long paragraph of headlines.')),
      );
      const { ingest, stores } = setUp();
      const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
      const { version, article } = (await stores.articles.get(id))!;
      await cite(stores, id, LAST, 'T/C/1');
      await cite(stores, id, PROSE, 'T/C/1');
      await cite(stores, id, PROSE, 'T/C/2');
      server.on('/canal', handler);
      now += 2 * DAY;
      expect(await ingest.recheck()).toEqual([{ kind: 'failed', articleId: id, reason }]);
      const first = (await stores.watches.get(id))!;
      expect(first).toMatchObject({ failures: 0, problem: reason, goneSince: now });
      expect(first.nextCheckAt - now).toBe(DAY);
      expect(await stores.citations.claimOwed({ now, until: now }, 9)).toEqual([]);
      now = first.nextCheckAt;
      expect(await ingest.recheck()).toMatchObject([{ kind: 'gone', articleId: id }]);
      const owed = await stores.citations.claimOwed({ now, until: now }, 9);
      expect(owed.map(({ place, spans }) => [place, spans.length])).toEqual([
        ['T/C/1', 2],
        ['T/C/2', 1],
      ]);
      expect(owed[0]).not.toHaveProperty('newVersion');
      expect(owed[0]?.oldVersion).toBe(version);
      for (let look = 0; look < 2; look += 1) {
        now = (await stores.watches.get(id))!.nextCheckAt;
        await ingest.recheck();
      }
      expect(await stores.citations.claimOwed({ now, until: now }, 9)).toHaveLength(2);
      expect((await stores.articles.get(id))?.article).toEqual(article);
    },
  );

  it('alarms nobody when a missing page is back, or a fault lies between', async () => {
    const there = serve(page('Canal', PROSE));
    server.on('/canal', there);
    const { ingest, stores } = setUp();
    const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
    await cite(stores, id, PROSE, 'T/C/1');
    const kinds: (string | undefined)[] = [];
    for (const status of [404, 200, 404, 503, 429, 200]) {
      server.on(
        '/canal',
        status === 200 ? there : (_, response) => response.writeHead(status).end(),
      );
      now += 40 * DAY;
      kinds.push((await ingest.recheck())[0]?.kind);
    }
    expect(kinds).toEqual(['failed', 'same', 'failed', 'failed', 'failed', 'same']);
    expect(await stores.citations.claimOwed({ now, until: now }, 9)).toEqual([]);
    expect(await stores.watches.get(id)).not.toHaveProperty('goneSince');
  });

  it('owes a notice for words that are shown while their page is found changed', async () => {
    server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST}`)));
    const { ingest, stores } = setUp();
    const id = (await ingest.add(server.url('/canal'), 'cli:a')).articles[0]!.id;
    server.on('/canal', serve(page('Canal', `${PROSE}\n${LAST.replace('$14', '$15')}`)));
    const { putAll } = stores.articles;
    Object.assign(stores.articles, {
      putAll: async (entries: Parameters<typeof putAll>[0]) => {
        await cite(stores, id, LAST, 'T/C/1');
        return putAll(entries);
      },
    });
    now += 2 * DAY;
    await ingest.recheck();
    const owed = await stores.citations.claimOwed({ now, until: now }, 9);
    expect(owed.map(({ place }) => place)).toEqual(['T/C/1']);
  });
});
