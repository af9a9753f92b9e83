import { describe, expect, it } from 'vitest';
import { bestSentence, bestSentences } from '../../src/answer/excerpt.ts';
import { indexArticle } from '../../src/search/index-article.ts';
import { article, deskOf } from '../builders/border-post.ts';

const slice = (body: string, span: { start: number; end: number } | undefined): string =>
  body.slice(span?.start, span?.end);

describe('what an answer shows', () => {
  it('is headed by a name only when the question is that name', async () => {
    const desk = deskOf();
    expect(await desk.ask('tell me about the NHFS')).toMatchObject({
      canonicalName: 'New Hill Front of Sarwan',
    });
    const more = await desk.ask('how many people did the NHFS rockets kill');
    expect(more).toMatchObject({ outcome: 'found' });
    expect(more.canonicalName).toBeUndefined();
    expect(more.matchedVia[0]).toMatch(/^NHFS = /);
  });

  it('marks no dateline, and never a number alone', () => {
    const body = '2031-02-01. Five soldiers are killed at a checkpoint in Sarwan. (Valley Wire)';
    const indexed = indexArticle(article({ id: 'day', body }));
    const passage = indexed.passages[0]!;
    const sentenceScores = passage.sentences.map((_, i) => 1 - i / 20);
    expect(slice(body, passage.sentences[0])).toBe('2031-02-01.');
    const hit = { articleId: 'day', passage, score: 1, sentenceScores, matched: [] };
    expect(bestSentences(body, hit).map((span) => slice(body, span))).toEqual([
      'Five soldiers are killed at a checkpoint in Sarwan.',
    ]);
    expect(slice(body, bestSentence(body, hit))).toMatch(/^Five soldiers/);
  });

  it('shows what nearly repeats an excerpt after what does not', async () => {
    const report = (year: number) =>
      `Reports said that rockets from the eastern hills hit schools and markets in ${year} and that ` +
      `many of the victims were pupils. The ${year} count was disputed by the ministry of ${year % 7}.`;
    const desk = deskOf([
      article({ id: 'a', body: report(2031) }),
      article({ id: 'b', body: report(2032) }),
      article({ id: 'c', body: 'Rockets fell on a school in Tor Darra, and its pupils fled.' }),
    ]);
    const { excerpts } = await desk.ask('rockets school pupils', { limit: 3 });
    expect(excerpts.map(({ articleId }) => articleId).slice(0, 2)).toContain('c');
    expect(excerpts).toHaveLength(3);
  });

  it('gives a few quoted words with their sentence', async () => {
    const body =
      'Laila Roshan, the trade minister, called the delay “a lesson in patience” for both capitals.';
    const { quotes } = await deskOf([article({ id: 'a', body })]).ask('Laila Roshan');
    expect(quotes[0]).toMatchObject({ text: '“a lesson in patience”', within: { text: body } });
    expect(slice(body, quotes[0])).toBe(quotes[0]?.text);
  });
});

describe('who said what', () => {
  it('lists no turn of a transcript that says nothing', async () => {
    const body = [
      'MS. ROSHAN: Thank you. Thank you.',
      'MS. ROSHAN: We will open the gate when the shelling of the villages stops.',
      'MR. DARYAB: Nobody in the villages knows yet when that will be, I am afraid.',
    ].join('\n\n');
    const { rows } = await deskOf([article({ id: 'a', body })]).quotes('Roshan');
    const said = rows.flatMap(({ statements }) => statements.map(({ text }) => text));
    expect(said).toEqual(['We will open the gate when the shelling of the villages stops.']);
  });
});

describe('a timeline', () => {
  const dates = async (body: string, asked: string, sources: { id: string; date: string }[] = []) =>
    (
      await deskOf([
        article({
          id: 'a',
          body,
          publishedAt: '2033-01-01',
          sources: sources.map((source) => ({ title: source.id, ...source })),
        }),
      ]).timeline(asked)
    ).entries.map(({ date, datedBy }) => [date, datedBy]);

  it.each([
    ['its words', 'The NHFS shelled Sarwan on 9 May 2031.', ['2031-05-09', 'words']],
    ['a year', 'The NHFS was founded in 2007 by hill traders.', ['2007', 'words']],
    [
      'a dateline',
      '2031-05-09. Insurgency: The NHFS kills nine guards after two days of talks.',
      ['2031-05-09', 'paragraph'],
    ],
    [
      'the sentence before',
      'On 9 May 2031 guards closed the road. The NHFS claimed the shelling.',
      ['2031-05-09', 'paragraph'],
    ],
    [
      'nothing nearer than publication where the time has moved on',
      'On 9 May 2031 guards closed the road. Two days later the NHFS claimed the shelling.',
      ['2033-01-01', 'publication'],
    ],
    [
      'nothing nearer where a day has no year',
      'On March 5 the NHFS blamed the guards for the shelling of April 2031.',
      ['2033-01-01', 'publication'],
    ],
  ])('dates an entry by %s', async (_, body, expected) => {
    expect(await dates(body, 'NHFS')).toEqual([expected]);
  });

  it('dates an entry by the one dated source that the article gives for it', async () => {
    const body = 'The NHFS denies that it shelled the villages. [^wire]';
    expect(await dates(body, 'NHFS', [{ id: 'wire', date: '2031-06-02' }])).toEqual([
      ['2031-06-02', 'source'],
    ]);
  });

  it('of a group is what happened around it, of a person what was said', async () => {
    const body = [
      'The NHFS fired rockets at two villages on 19 February 2031.',
      '“We will answer,” the NHFS said. “We will open the gate,” said Laila Roshan on 2 March 2031.',
    ].join('\n\n');
    const desk = deskOf([article({ id: 'a', body })]);
    const group = await desk.timeline('NHFS');
    expect(group.entries[0]?.text).toContain('fired rockets');
    const person = await desk.timeline('Laila Roshan');
    expect(person.entries.map(({ text }) => text)).toEqual(['“We will open the gate,”']);
    const asked = await desk.timeline('speaker:"NHFS"');
    expect(asked.entries.map(({ text }) => text)).toEqual(['“We will answer,”']);
  });
});

describe('figures', () => {
  it('gives one row a sentence with all its numbers, the same sentence once', async () => {
    const body = 'Shelling in Sarwan killed five people and wounded 12 others on 9 May 2031.';
    const { rows } = await deskOf([
      article({ id: 'late', body, publishedAt: '2031-05-11' }),
      article({ id: 'early', body: `${body} Nobody claimed it.`, publishedAt: '2031-05-10' }),
    ]).figures('shelling Sarwan');
    expect(rows.map(({ articleId }) => articleId)).toEqual(['early']);
    expect(rows[0]?.figureSpans.map((span) => slice(body, span))).toEqual([
      'five people',
      '12 others',
    ]);
  });
});
