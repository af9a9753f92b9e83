import { expect, it } from 'vitest';
import { createIngest } from '../src/ingest/ingest.ts';
import { memoryStores } from '../src/ingest/memory-stores.ts';
import { readDocument } from '../src/ingest/read-document.ts';
import { slackIngest } from '../src/open-ingest.ts';
import { memoryFiles } from './ingest/memory-files.ts';

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
