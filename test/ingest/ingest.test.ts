import { describe, expect, it } from 'vitest';
import { problemLine } from '../../src/ingest/problem.ts';
import { DAY, ingestOverHttp, PROSE, page, serve } from './ingest-over-http.ts';
import { samplePdf } from './sample-files.ts';

const at = ingestOverHttp();

describe('add', () => {
  it('adds a page, audits who did it, and changes nothing the second time', async () => {
    at.server.on('/canal', serve(page('Canal to open', PROSE)));
    const { stores, ingest } = at.setUp();
    const first = await ingest.add(at.server.url('/canal?utm_source=x'), 'slack:T/U');
    expect(first).toMatchObject({ added: 1, failed: 0, problems: [] });
    const id = first.articles[0]!.id;
    expect(id).toMatch(/^news\.example-canal-[0-9a-f]{8}$/);
    expect((await stores.articles.get(id))?.article).toMatchObject({
      title: 'Canal to open',
      publishedAt: '2024-05-06',
      publisher: 'news.example',
      body: PROSE,
    });
    expect(await ingest.add(at.server.url('/canal'), 'slack:T/V')).toMatchObject({
      added: 0,
      unchanged: 1,
    });
    expect(await stores.audit.list({ limit: 9 })).toMatchObject([
      { by: 'slack:T/U', action: 'add', target: id },
    ]);
  });

  it('keeps a changed page as a new version', async () => {
    at.server.on('/canal', serve(page('Canal', PROSE)));
    const { stores, ingest } = at.setUp();
    const { articles } = await ingest.add(at.server.url('/canal'), 'cli:a');
    at.server.on('/canal', serve(page('Canal', PROSE.replace('two years', 'three years'))));
    expect(await ingest.add(at.server.url('/canal'), 'cli:a')).toMatchObject({ changed: 1 });
    expect(await stores.articles.versions(articles[0]!.id)).toHaveLength(2);
  });

  it('takes the same words on the same site for one article, in another outlet for two', async () => {
    at.server.on('/a', serve(page('Canal', PROSE)));
    at.server.on('/b', serve(page('Canal', PROSE)));
    const { ingest } = at.setUp();
    await ingest.add(at.server.url('/a', 'one.example'), 'cli:a');
    expect(await ingest.add(at.server.url('/b', 'one.example'), 'cli:a')).toMatchObject({
      unchanged: 1,
    });
    expect(await ingest.add(at.server.url('/b', 'two.example'), 'cli:a')).toMatchObject({
      added: 1,
    });
    expect(await ingest.list({ limit: 9 })).toHaveLength(2);
  });

  it('takes the same words in files for one article, unless they state different publishers', async () => {
    const text = (publisher: string): string => `---\ntitle: Canal\n${publisher}---\n${PROSE}\n`;
    const { ingest } = at.setUp({
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
    at.server.on('/app', serve('<html><body><div id="x"></div><script>1</script></body></html>'));
    at.server.on('/image', serve(Buffer.from('\x89PNG', 'latin1'), 'text/html'));
    const { ingest } = at.setUp();
    const report = await ingest.add(at.server.url(path), 'cli:a');
    expect(report).toMatchObject({ added: 0, failed: 1 });
    expect(problemLine(report.problems[0]!)).toContain(reason);
  });

  it('adds a PDF from the web, and a page in the charset that it is in', async () => {
    at.server.on(
      '/r.pdf',
      serve(samplePdf([[PROSE.slice(0, 80), PROSE.slice(81, 160)]]), 'text/html'),
    );
    at.server.on(
      '/latin',
      serve(Buffer.from(page('Café', PROSE), 'latin1'), 'text/html; charset=iso-8859-1'),
    );
    const { ingest } = at.setUp();
    expect(await ingest.add(at.server.url('/r.pdf'), 'cli:a')).toMatchObject({ added: 1 });
    await ingest.add(at.server.url('/latin'), 'cli:a');
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
    const { ingest, stores } = at.setUp(files);
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
    const { ingest } = at.setUp({}, { limitBytes: 10_000 });
    const upload = { name: 'Report.pdf', bytes: samplePdf([['Words of a report']]) };
    expect(await ingest.add(upload, 'slack:T/U')).toMatchObject({ added: 1 });
    const large = { name: 'x.txt', bytes: Buffer.alloc(10_001, 'x') };
    expect((await ingest.add(large, 'slack:T/U')).problems.map(problemLine)).toEqual([
      'x.txt: the upload is over the size limit; split it',
    ]);
  });

  it('says that a path is not there', async () => {
    const { ingest } = at.setUp();
    expect((await ingest.add('nowhere.md', 'cli:a')).problems.map(problemLine)).toEqual([
      'nowhere.md: there is no such file or folder, or it may not be read; check the path',
    ]);
  });
});

describe('remove and undo', () => {
  it('removes, brings back within 30 days, and not after', async () => {
    const { ingest } = at.setUp({ 'a.md': '---\nid: a\ntitle: A\n---\nwords' });
    await ingest.add('a.md', 'cli:a');
    expect(await ingest.remove('a', 'cli:b')).toBe('removed');
    expect(await ingest.list({ limit: 9 })).toEqual([]);
    at.now += 29 * DAY;
    expect(await ingest.undo('a', 'cli:b')).toBe('restored');
    await ingest.remove('a', 'cli:b');
    at.now += 31 * DAY;
    expect(await ingest.undo('a', 'cli:b')).toBe('absent');
  });

  it('brings a removed article back when a person adds it again, not when a folder is read again', async () => {
    const { ingest } = at.setUp({ 'a.md': '---\nid: a\ntitle: A\n---\nwords' });
    await ingest.add('a.md', 'cli:a');
    await ingest.remove('a', 'cli:a');
    expect(await ingest.add('a.md', 'folder', { revive: false })).toMatchObject({
      staysRemoved: 1,
    });
    expect(await ingest.list({ limit: 9 })).toEqual([]);
    expect(await ingest.add('a.md', 'cli:a')).toMatchObject({ added: 1 });
  });
});
