import { expect, it } from 'vitest';
import { slackIngest } from '../../src/app/open-ingest.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import { memoryStores } from '../../src/ingest/memory-stores.ts';
import { readDocument } from '../../src/ingest/read-document.ts';
import { memoryFiles } from '../ingest/memory-files.ts';

const PROSE =
  'Officials said on Monday that the road would open before winter, two years late, and that farmers would be paid for their land, as had been promised to them three times before. Nobody on the road had heard of it, and the work has not begun; the governor did not answer questions about the money or the company that was to build it.';

it('a file from Slack is added once, under the name of the person who shared it', async () => {
  const stores = memoryStores();
  const ingest = createIngest({
    stores,
    fetch: () => Promise.reject(new Error('nothing is fetched')),
    read: readDocument,
    files: memoryFiles({}),
    now: () => 1,
    random: () => 0,
  });
  const { addFile } = slackIngest(() => ingest);
  const bytes = Buffer.from('---\ntitle: A report\n---\n\nThe road was closed for three days.\n');
  const by = { team: 'T1', user: 'U1' };
  const [added] = await addFile('report.md', bytes, 'text/markdown', by);
  expect(added).toMatchObject({ kind: 'added', title: 'A report', url: 'report.md' });
  expect((await addFile('report.md', bytes, undefined, by)).map(({ kind }) => kind)).toEqual([
    'unchanged',
  ]);
  const refused = await addFile('photo.png', Buffer.from('\x89PNG\r\n', 'latin1'), 'image/png', by);
  expect(refused).toEqual([
    { kind: 'refused', url: 'photo.png', reason: expect.stringContaining('an image') },
  ]);
  expect(await stores.audit.list({ limit: 9 })).toMatchObject([
    { by: 'slack:T1/U1', action: 'add', detail: 'A report' },
  ]);
});

it('removes by address or id under the name of the person, and undoes it; feeds are told in words', async () => {
  const stores = memoryStores();
  const ingest = createIngest({
    stores,
    fetch: async ({ url }) => ({
      kind: 'page',
      url,
      moved: false,
      ...(url.endsWith('.xml')
        ? {
            contentType: 'application/rss+xml',
            bytes: Buffer.from('<rss version="2.0"><channel><title>Wire</title></channel></rss>'),
          }
        : {
            contentType: 'text/html',
            bytes: Buffer.from(`<h1>The road</h1><article><p>${PROSE}</p></article>`),
          }),
    }),
    read: readDocument,
    files: memoryFiles({}),
    now: () => 1,
    random: () => 0,
  });
  const slack = slackIngest(() => ingest);
  const by = { team: 'T1', user: 'U1' };
  const [added] = await slack.add('https://www.example.org/road?utm_source=x', by);
  expect(added).toMatchObject({ kind: 'added', title: 'The road' });
  const removed = await slack.remove('https://example.org/road', by);
  expect(removed).toMatchObject({ kind: 'article', title: 'The road' });
  expect(await slack.remove('https://example.org/road', by)).toMatchObject({ kind: 'refused' });
  const id = removed.kind === 'article' ? removed.id : '';
  expect(await slack.removed('T1')).toEqual([{ id, title: 'The road', at: 1, by: 'U1' }]);
  expect(await slack.undo(id, by)).toEqual({ kind: 'article', id, title: 'The road' });
  expect(await slack.undo(id, by)).toMatchObject({ kind: 'refused' });
  await slack.add('https://example.org/feed.xml', by, ['Afghanistan']);
  await slack.add('https://example.org/feed.xml', by);
  expect(await slack.feeds('T1')).toEqual([
    {
      title: 'Wire',
      url: 'https://example.org/feed.xml',
      health: 'not read yet',
      topics: ['Afghanistan'],
    },
  ]);
  expect(await slack.remove('https://example.org/feed.xml', by)).toMatchObject({ kind: 'feed' });
  expect(await slack.remove('x\u0000', by)).toMatchObject({ kind: 'refused' });
  const audit = await stores.audit.list({ limit: 9 });
  expect(new Set(audit.map((entry) => entry.by))).toEqual(new Set(['slack:T1/U1']));
  expect(audit.map(({ action }) => action).reverse()).toEqual([
    'add',
    'remove',
    'restore',
    'add-feed',
    'remove-feed',
  ]);
});

it('says why an address was not added without saying the address again', async () => {
  const ingest = createIngest({
    stores: memoryStores(),
    fetch: async () => ({
      kind: 'failed',
      failure: 'private-address',
      reason: 'only public addresses are fetched',
    }),
    read: readDocument,
    files: memoryFiles({}),
    now: () => 1,
    random: () => 0,
  });
  const url = 'http://[::ffff:127.0.0.1]/x';
  expect(await slackIngest(() => ingest).add(url, { team: 'T1', user: 'U1' })).toEqual([
    { kind: 'refused', url, reason: 'only public addresses are fetched; check the address' },
  ]);
});
