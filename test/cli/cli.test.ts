import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminalStyle } from '../../src/terminal/style.ts';
import { borderPost } from '../builders/border-post.ts';
import { runCli } from './run-cli.ts';

let folder = '';
let corpus = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afghan-brief-cli-'));
  corpus = file('corpus.jsonl');
  const lines = borderPost.map(({ id, title, body, publisher, publishedAt, url }) =>
    JSON.stringify({ id, title, text: body, publisher, publishedAt, url }),
  );
  await writeFile(corpus, lines.join('\n'));
  await writeFile(file('gate.txt'), borderPost[0]?.body ?? '');
  await writeFile(file('shelling.txt'), borderPost[1]?.body ?? '');
});
afterAll(() => rm(folder, { recursive: true }));

describe('ask', () => {
  it('prints an answer to read', async () => {
    const { out, err, code } = await runCli(['ask', 'melon', 'growers', '--corpus', corpus]);
    expect([err, code]).toEqual(['', 0]);
    expect(out).toContain('  Melon growers lost $3.5 million in a week, the chamber said.');
    expect(out).toContain(
      '— Border gate shuts as talks stall · The Border Post · 2031-03-02 · ¶ 4',
    );
    expect(out).not.toContain('\u001b');
  });

  it('prints JSON in the documented shape', async () => {
    const { out } = await runCli([
      'ask',
      'melon growers',
      '--corpus',
      corpus,
      '--json',
      '--top',
      '2',
      '--by',
      'sentence',
    ]);
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(answer).toMatchObject({ question: 'melon growers', outcome: 'found', matchedVia: [] });
    expect(answer.corpus).toMatch(/^sha256:[0-9a-f]{64}$/);
    const [excerpt] = answer.excerpts as Record<string, unknown>[];
    expect(Object.keys(excerpt ?? {})).toEqual(
      expect.arrayContaining([
        'articleId',
        'title',
        'publisher',
        'publishedAt',
        'url',
        'paragraph',
        'start',
        'end',
        'text',
      ]),
    );
    expect((answer.ranking as object[])[0]).toEqual({
      articleId: 'gate',
      start: expect.any(Number),
      end: expect.any(Number),
      score: expect.any(Number),
    });
  });

  it('answers a batch in order, errors on their own line', async () => {
    const stdin =
      '{"_id":"a","text":"melon growers"}\n\n{"id":7,"text":"quantum computing"}\n{"id":"bad"}\nnope\n';
    const { out, code, err } = await runCli(['ask', '--batch', '-', '--corpus', corpus], { stdin });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ id, outcome, error }) => [id, outcome, error])).toEqual([
      ['a', 'found', undefined],
      ['7', 'not-covered', undefined],
      [undefined, undefined, expect.stringContaining('line 4 has no "text"')],
      [undefined, undefined, expect.stringContaining('line 5 is not JSON')],
    ]);
    expect(code).toBe(1);
    expect(err).toContain('2 of the lines could not be answered');
  });

  it('on a terminal: bold words, clickable title, wrapped to the width', async () => {
    const { out } = await runCli(['ask', 'melon growers', '--corpus', corpus], {
      style: terminalStyle(60),
    });
    expect(out).toContain('\u001b[1mMelon\u001b[22m');
    expect(out).toContain('\u001b]8;;https://border-post.example/2031/gate#:~:text=');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is removed
    const bare = out.replace(/\u001b\]8;;.*?\u001b\\|\u001b\[\d+m/g, '');
    expect(Math.max(...bare.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('keeps escape sequences of an article from the terminal', async () => {
    await writeFile(
      file('evil.jsonl'),
      JSON.stringify({
        id: 'e',
        title: 'Evil \u001b]0;owned\u0007',
        text: 'Melon prices \u001b[2J rose \u202eesrever\u202c today in the market.',
      }),
    );
    const { out } = await runCli(['ask', 'melon prices', '--corpus', file('evil.jsonl')]);
    expect(out).toContain('Melon prices ␛[2J rose <U+202E>esrever<U+202C> today');
    expect(out).not.toContain('\u001b');
  });
});

describe('quotes', () => {
  it('gives the quotes of one file', async () => {
    const { out } = await runCli(['quotes', file('gate.txt'), '--json']);
    const [first] = JSON.parse(out) as Record<string, unknown>[];
    const body = borderPost[0]?.body ?? '';
    expect(Object.keys(first ?? {})).toEqual(
      expect.arrayContaining([
        'start',
        'end',
        'text',
        'kind',
        'speaker',
        'role',
        'cue',
        'speakerSpan',
      ]),
    );
    expect(first).toMatchObject({
      speaker: 'Laila Roshan',
      role: 'the trade minister',
      cue: 'said',
      kind: 'direct',
    });
    expect(first?.text).toBe(body.slice(first?.start as number, first?.end as number));
  });

  it('gives a line a file for several, in order, and goes on after one that cannot be read', async () => {
    const { out, err, code } = await runCli([
      'quotes',
      file('shelling.txt'),
      file('nowhere.txt'),
      file('gate.txt'),
      '--json',
    ]);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; quotes: unknown[] });
    expect(lines.map((line) => [line.file, line.quotes.length > 0])).toEqual([
      [file('shelling.txt'), true],
      [file('nowhere.txt'), false],
      [file('gate.txt'), true],
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/nowhere\.txt: cannot be read: there is no such file/);
  });

  it('gives a speaker of the corpus', async () => {
    const { out } = await runCli(['quotes', 'Omid Daryab', '--corpus', corpus]);
    expect(out).toContain('“They shelled the school first,”');
  });
});

describe('other commands', () => {
  it('verifies', async () => {
    expect((await runCli(['verify', 'Nobody here wants this', '--corpus', corpus])).out).toContain(
      'Exact: word for word',
    );
    const altered = await runCli([
      'verify',
      'We will never open the gate when the shelling stops',
      '--corpus',
      corpus,
    ]);
    expect(altered.out).toContain('{+never +}');
    const { out } = await runCli(['verify', '--batch', '-', '--corpus', corpus], {
      stdin: '{"id":"q","text":"Nobody here wants this"}',
    });
    expect(JSON.parse(out)).toMatchObject({
      id: 'q',
      outcome: 'exact',
      matches: [{ articleId: 'gate' }],
    });
  });

  it('lists, makes a digest, a timeline, figures', async () => {
    expect((await runCli(['list', '--corpus', corpus])).out).toContain(
      '3 articles · corpus sha256:',
    );
    expect((await runCli(['digest', '--corpus', corpus])).out).toContain(
      '1 article from 1 publisher, since 2031-03-02',
    );
    expect((await runCli(['timeline', 'border gate', '--corpus', corpus])).out).toContain(
      '2031-03-02',
    );
    expect((await runCli(['figures', 'melon growers', '--corpus', corpus])).out).toContain(
      '$3.5 million',
    );
  });

  it('helps, and tells its version', async () => {
    const help = await runCli(['--help']);
    expect(help.code).toBe(0);
    for (const command of [
      'start',
      'ask',
      'quotes',
      'extract',
      'verify',
      'digest',
      'list',
      'timeline',
      'figures',
    ]) {
      expect(help.out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    }
    expect((await runCli(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('bad input gets one clear line', () => {
  it.each([
    [
      ['ask', 'x', '--corpus', '/nowhere'],
      1,
      /\/nowhere: cannot be read: there is no such file or folder/,
    ],
    [['ask', 'x', '--nonsense'], 2, /unknown option '--nonsense'/],
    [['aks', 'x'], 2, /unknown command 'aks'[\s\S]*Did you mean ask/],
    [['ask'], 2, /ask needs a question/],
    [['ask', 'x', '--top', 'many'], 2, /expected a whole number from 1 to 1000/],
    [['ask', 'x', '--by', 'word'], 2, /Allowed choices are sentence, passage/],
    [['digest', '--since', 'yesterday'], 2, /--since yesterday is not a day/],
  ])('%j', async (args, code, message) => {
    const run = await runCli(args, { env: { AFGHAN_BRIEF_CORPUS: corpus } });
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/^\s+at /m);
    expect(run.code).toBe(code);
    expect(run.out).toBe('');
  });

  it('a question that cannot be read', async () => {
    for (const [question, message] of [
      ['ttp since:banana', /not a date/],
      ['a'.repeat(10_000), /10,000 characters/],
    ] as const) {
      const run = await runCli(['ask', question, '--corpus', corpus]);
      expect(run.err.trim().split('\n')).toHaveLength(1);
      expect(run.err).toMatch(message);
      expect(run.code).toBe(2);
    }
  });

  it('a bad article among good ones: the good ones answer', async () => {
    const mixed = file('mixed.jsonl');
    await writeFile(
      mixed,
      [
        JSON.stringify({
          id: 'a',
          title: 'A',
          text: 'Melon growers met in the market hall on Sunday.',
        }),
        '{broken',
        JSON.stringify({ id: 'a', title: 'Again', text: 'x y z' }),
      ].join('\n'),
    );
    const { out, err, code } = await runCli(['ask', 'melon growers', '--corpus', mixed]);
    expect(out).toContain('Melon growers met');
    expect(err).toMatch(/mixed\.jsonl:2: /);
    expect(err).toMatch(/mixed\.jsonl:3: article id "a" is taken/);
    expect(code).toBe(0);
  });

  it('a configuration that cannot work, every problem at once', async () => {
    const { err, code } = await runCli(['start'], {
      env: { SLACK_APP_TOKEN: 'secret-token', PORT: 'http', LOG_LEVEL: 'loud' },
    });
    expect(err).toMatch(/SLACK_APP_TOKEN is not an app-level token/);
    expect(err).toMatch(/PORT is not a number/);
    expect(err).toMatch(/LOG_LEVEL is not one of/);
    expect(err).toMatch(/SLACK_BOT_TOKEN is missing/);
    expect(err).not.toContain('secret-token');
    expect(code).toBe(2);
  });
});

describe('the installed command', () => {
  it('runs from the checkout', async () => {
    const bin = resolve(import.meta.dirname, '../../src/bin.js');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [bin, 'ask', 'melon growers', '--corpus', corpus],
      { cwd: folder },
    );
    expect(stdout).toContain('Melon growers lost $3.5 million');
  });
});
