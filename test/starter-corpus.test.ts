import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenedDesk, openDesk, STARTER_CORPUS } from '../src/app/open-desk.ts';
import { passages } from '../src/article/passages.ts';

describe('the starter corpus', () => {
  let opened: OpenedDesk;
  beforeAll(async () => {
    opened = await openDesk([STARTER_CORPUS]);
  });

  it('loads without a problem', () => {
    expect(opened.problems).toEqual([]);
    expect(opened.articles.length).toBeGreaterThanOrEqual(12);
    expect(opened.aliases.entries.length).toBeGreaterThan(80);
  });

  it('every note names its publisher, author, date, topics, and has 400 to 900 words', () => {
    for (const article of opened.articles) {
      const words = article.body
        .replace(/\[\^[\w.-]+\]/g, '')
        .split(/\s+/)
        .filter(Boolean).length;
      expect([article.id, words >= 400 && words <= 900]).toEqual([article.id, true]);
      expect(article).toMatchObject({
        publisher: 'Afghan Brief notes',
        author: expect.any(String),
        publishedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      });
      expect(article.topics.length).toBeGreaterThan(0);
    }
  });

  it('every paragraph gives its sources, and every source is a public page that a paragraph uses', () => {
    for (const article of opened.articles) {
      const used = new Set<string>();
      for (const passage of passages(article)) {
        expect([article.id, passage.paragraph, passage.sourceIds.length > 0]).toEqual([
          article.id,
          passage.paragraph,
          true,
        ]);
        for (const id of passage.sourceIds) used.add(id);
      }
      expect([...used].sort()).toEqual(article.sources.map(({ id }) => id).sort());
      for (const { url } of article.sources) expect(url).toMatch(/^https?:\/\//);
    }
  });

  it('answers what a desk asks, with the source that the note gives', async () => {
    for (const question of [
      'ttp',
      'ISKP',
      "Pakistan's air strikes in April 2022",
      'Herat earthquake toll',
      'frozen reserves of the central bank',
      'university ban for women',
      'who was killed in the Kabul drone strike of 2022',
      'deportations from Pakistan',
    ]) {
      const answer = await opened.desk.ask(question);
      expect([question, answer.outcome]).toEqual([question, 'found']);
      for (const { sources } of answer.excerpts) expect(sources.length).toBeGreaterThan(0);
    }
  });

  it('puts a figure that is asked for first, in the words of those who counted', async () => {
    const answer = await opened.desk.ask('how many attacks did Pakistan record in 2021?');
    expect(answer.excerpts[0]?.text).toContain('recorded 294 militant attacks');
    expect(answer.excerpts[0]?.sources.map((each) => each.publisher)).toContain('BOL News');
  });

  it('keeps the two Talibans apart', async () => {
    const ttp = await opened.desk.ask('ttp', { limit: 10 });
    for (const { text } of ttp.excerpts)
      expect(text).toMatch(/TTP|Pakistani Taliban|Te?h?a?reek|Tehrik/);
    const taliban = await opened.desk.ask('Taliban', { limit: 10 });
    expect(taliban).toMatchObject({ outcome: 'found', canonicalName: 'Afghan Taliban' });
    expect(taliban.notes.join(' ')).toContain('TTP');
    for (const { text } of taliban.excerpts)
      expect(text.replace(/Pakistani Taliban|Te\w+-\w-Taliban/g, '')).toMatch(
        /Taliban|Islamic Emirate/,
      );
  });

  it.each([
    'quantum computing',
    'what should Canada spend on defense',
    'recipe for apple cake',
    'who won the 2022 world cup',
  ])('does not cover %j', async (question) => {
    expect(await opened.desk.ask(question)).toMatchObject({ outcome: 'not-covered', excerpts: [] });
  });
});
