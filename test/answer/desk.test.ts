import { describe, expect, it } from 'vitest';
import { article, borderPost, deskOf } from '../builders/border-post.ts';

const desk = deskOf();
const bodyOf = (id: string): string => borderPost.find((a) => a.id === id)?.body ?? '';

describe('ask', () => {
  it('answers with cited slices, the best sentence marked', async () => {
    const answer = await desk.ask('how many lorries waited at the border gate');
    expect(answer.outcome).toBe('found');
    const [first] = answer.excerpts;
    expect(first).toMatchObject({
      articleId: 'gate',
      title: 'Border gate shuts as talks stall',
      publisher: 'The Border Post',
      publishedAt: '2031-03-02',
      paragraph: 1,
      sources: [{ id: 'chamber', publisher: 'Chamber of Traders' }],
    });
    expect(first?.text).toBe(bodyOf('gate').slice(first?.start, first?.end));
    expect(first?.text).not.toContain('[^');
    expect(first?.highlights.map(({ start, end }) => bodyOf('gate').slice(start, end))).toContain(
      'About 1,400 lorries waited on the eastern side, the Chamber of Traders counted.',
    );
  });

  it('finds a group by any of its names and says so', async () => {
    const answer = await desk.ask('nhfs');
    expect(answer).toMatchObject({ outcome: 'found', canonicalName: 'New Hill Front of Sarwan' });
    expect(answer.matchedVia[0]).toMatch(/^nhfs = New Hill Front of Sarwan/);
    expect(answer.excerpts.every(({ text }) => text.includes('NHFS'))).toBe(true);
  });

  it('never takes the plain name for the other group that carries it', async () => {
    const answer = await desk.ask('Hill Front');
    expect(answer.notes.join(' ')).toContain('read as the old Hill Front');
    expect(answer.excerpts[0]?.text).toContain('The Hill Front, which governs');
    expect(answer.excerpts.some(({ text }) => text.startsWith('The New Hill Front'))).toBe(false);
  });

  it('shows the same words of several outlets once, the earliest named', async () => {
    const answer = await desk.ask('who fired rockets at two villages');
    const rockets = answer.excerpts.filter(({ text }) => text.includes('fired rockets'));
    expect(rockets).toHaveLength(1);
    expect(rockets[0]?.sameWords).toMatchObject({
      articles: 2,
      first: { articleId: 'shelling', publisher: 'Valley Wire' },
    });
  });

  it('names a speaker with role and cue', async () => {
    const answer = await desk.ask('what did Laila Roshan say about the gate');
    expect(answer.quotes[0]).toMatchObject({
      text: '“We will open the gate when the shelling stops,”',
      speaker: 'Laila Roshan',
      role: 'the trade minister',
      cue: 'said',
    });
  });

  it.each([
    'quantum computing',
    'what should Freedonia spend on submarines',
    'weather in Paris tomorrow',
  ])('says that %j is not covered, without a misleading excerpt', async (question) => {
    const answer = await desk.ask(question);
    expect(answer).toMatchObject({ outcome: 'not-covered', excerpts: [], quotes: [] });
    expect(answer.nearest.length).toBeGreaterThan(0);
    expect(answer.coverage).toEqual({ articles: 3, oldest: '2031-02-20', newest: '2031-03-02' });
  });

  it('filters by date, source, speaker and exact words', async () => {
    const ids = async (question: string): Promise<readonly string[]> => [
      ...new Set(
        (await desk.ask(question, { limit: 10 })).excerpts.map(({ articleId }) => articleId),
      ),
    ];
    expect(await ids('rockets since:2031-02-21')).toEqual(['copy']);
    expect(await ids('rockets source:valley')).toEqual(['shelling']);
    expect(await ids('exact:"a lesson in patience"')).toEqual(['gate']);
    expect(await ids('exact:"a lesson in patients"')).toEqual([]);
    expect(await ids('speaker:"Omid Daryab"')).toEqual(['shelling']);
  });

  it('filters by the source of the paragraph, not of any paragraph of its article', async () => {
    const all = (await desk.ask('border gate lorries', { limit: 10 })).excerpts;
    expect(all.filter(({ articleId }) => articleId === 'gate').length).toBeGreaterThan(1);
    const { excerpts } = await desk.ask('border gate lorries source:chamber', { limit: 10 });
    expect(excerpts.map(({ articleId, paragraph }) => [articleId, paragraph])).toEqual([
      ['gate', 1],
    ]);
    const [first, ...others] = (await desk.ask('source:chamber', { limit: 10 })).excerpts;
    expect(first).toMatchObject({ articleId: 'gate', sources: [{ id: 'chamber' }] });
    expect(others).toEqual([]);
  });

  it('carries the topic over to a follow-up that names none, and says so', async () => {
    const answer = await desk.ask('and who said that?', { previous: 'school shelling in Sarwan' });
    expect(answer.outcome).toBe('found');
    expect(answer.notes[0]).toContain('school shelling in Sarwan');
    const own = await desk.ask('melon growers and the chamber of traders', {
      previous: 'school shelling in Sarwan',
    });
    expect(own.notes).toEqual([]);
  });

  it('gives the same bytes for the same question', async () => {
    const question = 'shelling in Sarwan and the border gate';
    const again = deskOf([...borderPost].reverse());
    expect(JSON.stringify(await desk.ask(question, { top: 10 }))).toBe(
      JSON.stringify(await again.ask(question, { top: 10 })),
    );
  });

  it('ranks sentences and passages for evaluation', async () => {
    const { ranking } = await desk.ask('melon growers lost', { top: 2, by: 'sentence' });
    expect(ranking?.[0]).toMatchObject({ articleId: 'gate' });
    expect(bodyOf('gate').slice(ranking?.[0]?.start, ranking?.[0]?.end)).toMatch(/^Melon growers/);
  });
});

describe('links', () => {
  it('opens the page at the words, after a fragment that is there already', async () => {
    const answer = await desk.ask('who shelled the school');
    const quoted = answer.excerpts.find(({ articleId }) => articleId === 'shelling');
    expect(quoted?.link).toMatch(
      /^https:\/\/valley-wire\.example\/a\?id=7#top:~:text=%E2%80%9CThey%20shelled/,
    );
  });

  it('has none where the article has no web address', async () => {
    const answer = await desk.ask('schools in the district closed');
    expect(answer.excerpts.find(({ articleId }) => articleId === 'copy')).not.toHaveProperty(
      'link',
    );
  });
});

describe('quotes', () => {
  it('merges a speaker across spellings', async () => {
    const view = await desk.quotes('Layla Roshan');
    expect(view).toMatchObject({ by: 'speaker', outcome: 'found' });
    expect(view.rows.map(({ speaker }) => speaker)).toEqual(['Laila Roshan']);
    expect(view.rows[0]?.statements.map(({ text }) => text)).toContain('“a lesson in patience”');
  });

  it('shows a statement that several outlets carry once, the earliest named, the others counted', async () => {
    const said = '“They shelled the school first,” Omid Daryab, a teacher, told Valley Wire.';
    const more = article({
      id: 'later',
      publishedAt: '2031-02-25',
      body: `${said} The shelling of the school went on.`,
    });
    const view = await deskOf([...borderPost, more]).quotes('Omid Daryab');
    expect(view.rows[0]?.statements).toHaveLength(1);
    expect(view.rows[0]?.statements[0]).toMatchObject({
      articleId: 'shelling',
      sameWords: { articles: 2, first: { articleId: 'shelling', publisher: 'Valley Wire' } },
    });
  });

  it('gives one row a speaker on a topic', async () => {
    const view = await desk.quotes('shelling');
    expect(view).toMatchObject({ by: 'topic', outcome: 'found' });
    expect(view.rows.map(({ speaker }) => speaker)).toEqual(
      expect.arrayContaining(['Omid Daryab', 'Laila Roshan']),
    );
  });
});

describe('timeline and figures', () => {
  it('places statements at the date their words state, old to new', async () => {
    const { entries } = await desk.timeline('border');
    const days = entries.map(({ date }) => date);
    expect([...days].sort()).toEqual(days);
    const gate = entries.find(({ text }) => text.startsWith('The border gate'));
    expect(gate?.date).toBe('2031-03-02');
    expect(bodyOf('gate').slice(gate?.dateSpan?.start, gate?.dateSpan?.end)).toBe('2 March 2031');
  });

  it('finds the number with its unit in its sentence', async () => {
    const { rows } = await desk.figures('lorries at the gate');
    const row = rows.find(({ text }) => text.includes('lorries'));
    expect(row?.figure).toBe('About 1,400 lorries');
    expect(row?.text.slice((row?.figureSpan.start ?? 0) - (row?.start ?? 0))).toMatch(
      /^About 1,400 lorries/,
    );
  });
});

describe('context', () => {
  const span = {
    start: bodyOf('gate').indexOf('Roshan called'),
    end: bodyOf('gate').indexOf(' for both'),
  };

  it('shows the paragraphs around, headings too, without the references', async () => {
    const view = await desk.context('gate', span);
    expect(view?.paragraphs.map(({ kind, text }) => [kind, text.slice(0, 12)])).toEqual([
      ['paragraph', 'The border g'],
      ['heading', 'What the min'],
      ['paragraph', '“We will ope'],
      ['paragraph', 'Roshan calle'],
      ['paragraph', 'Melon grower'],
    ]);
    expect(view).toMatchObject({ page: 0, marked: span });
    expect([view?.earlier, view?.later]).toEqual([undefined, undefined]);
  });

  it('pages through every paragraph once, no page ending with a heading', async () => {
    const body = Array.from(
      { length: 16 },
      (_, i) => `${i % 3 === 2 ? `## Part ${i}\n\n` : ''}Paragraph number ${i}.`,
    );
    const long = deskOf([article({ id: 'long', body: body.join('\n\n') })]);
    const at = body.join('\n\n').indexOf('Paragraph number 7');
    const seen: string[] = [];
    for (let page: number | undefined = -1; page !== undefined; ) {
      const view = await long.context('long', { start: at, end: at + 9 }, page);
      seen.push(...(view?.paragraphs ?? []).map(({ text }) => text));
      expect(view?.paragraphs.at(-1)?.kind).toBe('paragraph');
      page = view?.later;
    }
    expect(seen).toEqual(body.flatMap((part) => part.replace('## ', '').split('\n\n')));
  });

  it('is null for an article or words that are gone', async () => {
    expect(await desk.context('nowhere', span)).toBeNull();
    expect(await desk.context('gate', { start: 5000, end: 5010 })).toBeNull();
  });

  it('marks text that is left out', async () => {
    const body = 'One one one.\n\nAdvertisement\n\nTwo two two.';
    const at = body.indexOf('Adv');
    const view = await deskOf([
      article({ id: 'a', body, regions: [{ start: at, end: at + 13, kind: 'boilerplate' }] }),
    ]).context('a', { start: 0, end: 3 });
    expect(view?.paragraphs.map(({ gapBefore }) => gapBefore)).toEqual([false, true]);
  });
});

describe('digest', () => {
  it('groups what is new by topic, the same text once', async () => {
    const selection = await desk.digest({ since: '2031-02-20' });
    expect(selection).toMatchObject({ articles: 3, publishers: 3 });
    const insurgency = selection.groups.find(({ topic }) => topic === 'Insurgency');
    expect(insurgency?.items).toHaveLength(1);
    expect(insurgency?.items[0]?.sameWords).toMatchObject({
      articles: 2,
      first: { articleId: 'shelling' },
    });
    expect((await desk.digest({ since: '2031-03-03' })).groups).toEqual([]);
  });

  it('keeps to the topics asked for', async () => {
    const selection = await desk.digest({
      articleIds: ['gate', 'shelling'],
      topics: ['melon growers'],
    });
    expect(
      selection.groups.map(({ topic, items }) => [
        topic,
        items.map(({ excerpt }) => excerpt.articleId),
      ]),
    ).toEqual([['melon growers', ['gate']]]);
  });
});
