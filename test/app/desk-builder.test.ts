import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskBuilder } from '../../src/app/desk-builder.ts';
import type { Article } from '../../src/article/article.ts';
import { parseAliases } from '../../src/search/aliases.ts';
import { aliasesText, article, borderPost } from '../builders/border-post.ts';

const texts = { aliases: parseAliases(aliasesText), aliasesText };
const QUESTIONS = ['melon harvest', 'Hill Front', 'Who spoke about the border?', 'WGA'];
const melons = article({
  id: 'melons',
  body: 'The melon harvest failed in the lower valley, growers of the Water Growers Alliance (WGA) said.',
});
const later = article({ id: 'a-later', body: 'The WGA met again. Melons were cheap.' });
/** So long that indexing it is left to a thread. */
const long = article({ id: 'long', body: 'The harvest of the north was good.\n\n'.repeat(5_000) });

async function answers(articles: readonly Article[], builder = deskBuilder()) {
  const { desk, from } = await builder.build(articles, texts);
  return { from, said: await Promise.all(QUESTIONS.map((question) => desk.ask(question))) };
}

describe('deskBuilder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-builder-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('brings the index up to date, with the answers of one made anew', async () => {
    const builder = deskBuilder();
    const steps = [
      borderPost,
      [...borderPost, melons],
      [...borderPost, melons, later],
      [...borderPost.slice(1), melons, later],
      [...borderPost, { ...melons, body: `${melons.body} It rained.` }],
    ];
    for (const [i, articles] of steps.entries()) {
      const made = await answers(articles, builder);
      expect(made.from).toBe(i === 0 ? 'built' : 'changed');
      expect(made.said).toEqual((await answers(articles)).said);
    }
    expect((await answers([melons], builder)).from).toBe('built');
    await builder.end();
  });

  it('starts from the index of the articles that were there before, and adds the others', async () => {
    const options = { snapshots: folder };
    const first = deskBuilder(options);
    expect((await answers([...borderPost, long], first)).from).toBe('built');
    await first.end();
    expect((await answers([...borderPost, long], deskBuilder(options))).from).toBe('snapshot');
    const all = [...borderPost, long, melons];
    const grown = await answers(all, deskBuilder(options));
    expect(grown.from).toBe('changed');
    expect(grown.said).toEqual((await answers(all)).said);
    // An article that is gone is no addition; a file that says nothing is not read.
    expect((await answers([...borderPost.slice(1), melons], deskBuilder(options))).from).toBe(
      'built',
    );
    const [json] = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    await writeFile(join(folder, json!), 'null');
    expect((await answers([...borderPost, melons], deskBuilder(options))).from).toBe('built');
  }, 20_000);
});
