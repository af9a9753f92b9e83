import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { borderPost } from '../builders/border-post.ts';
import { runCli } from './run-cli.ts';

let folder = '';
const file = (name: string): string => join(folder, name);
const run = (...args: string[]) =>
  runCli(args, {
    env: { AFGHAN_BRIEF_HOME: file('home'), AFGHAN_BRIEF_CORPUS: file('corpus.jsonl') },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afghan-brief-ingest-'));
  const lines = borderPost.map(({ id, title, body }) => JSON.stringify({ id, title, text: body }));
  await writeFile(file('corpus.jsonl'), lines.join('\n'));
  await writeFile(
    file('melons.md'),
    '---\nid: melons\ntitle: Melons\n---\nThe melon harvest failed in the lower valley, growers said on Monday.\n',
  );
  await writeFile(
    file('page.html'),
    `<html><head><title>Road closed</title></head><body><article><h1>Road closed</h1>${'<p>The valley road was closed by snow for the third day, the shepherds of the upper villages said on Friday morning.</p>'.repeat(4)}</article></body></html>`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('adding from the command line', () => {
  it('takes files in, once, and answers from them', async () => {
    expect((await run('ask', 'melon harvest')).out).toContain('Not covered');
    const added = await run('add', file('melons.md'), file('page.html'));
    expect([added.err, added.code]).toEqual(['', 0]);
    expect(added.out).toContain('added: Melons [melons]');
    expect((await run('add', file('melons.md'))).out).toContain('0 added, 0 changed, 1 unchanged');
    expect((await run('ask', 'melon harvest')).out).toContain('The melon harvest failed');
    expect((await run('sources')).out).toMatch(/cli:\S+ · add · .*Melons/);
  });

  it('reports what fails and takes the rest', async () => {
    const { out, err, code } = await run(
      'add',
      file('nowhere.md'),
      'https://127.0.0.1/a',
      'http://[::ffff:10.0.0.1]/',
      file('melons.md'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/nowhere\.md: there is no such file/);
    expect(err).toMatch(/127\.0\.0\.1 is not public/);
    expect(err).toMatch(/not public/);
    expect(out).toContain('1 unchanged');
  });

  it('removes, and brings back', async () => {
    expect((await run('remove', 'melons')).out).toContain('removed: melons');
    expect((await run('ask', 'melon harvest')).out).toContain('Not covered');
    expect((await run('remove', 'melons')).code).toBe(1);
    expect((await run('remove', '--undo', 'melons')).out).toContain('restored: melons');
    expect((await run('ask', 'melon harvest')).out).toContain('The melon harvest failed');
  });

  it('exports Markdown that is the same corpus again', async () => {
    const { out } = await run('export', file('out'));
    expect(out).toContain(`articles in ${file('out')}`);
    expect(await readdir(file('out'))).toContain('melons.md');
    const bodies = async (...args: string[]) =>
      JSON.parse((await run('list', '--json', ...args)).out).articles as unknown[];
    expect(await bodies('--corpus', file('out'))).toEqual(await bodies());
    expect(await run('export', file('out'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('is there already'),
    });
  });

  it('backs up, and restores into an empty store', async () => {
    expect((await run('backup', file('all.jsonl'))).code).toBe(0);
    const other = (...args: string[]) =>
      runCli(args, {
        env: { AFGHAN_BRIEF_HOME: file('other'), AFGHAN_BRIEF_CORPUS: file('corpus.jsonl') },
      });
    expect((await other('restore', file('all.jsonl'))).out).toMatch(/\d+ rows restored/);
    expect((await other('ask', 'melon harvest')).out).toContain('The melon harvest failed');
    expect((await other('restore', file('all.jsonl'))).err).toContain('not empty');
  });
});
