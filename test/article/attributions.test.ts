import { describe, expect, it } from 'vitest';
import type { Region } from '../../src/article/article.ts';
import type { Attribution } from '../../src/article/attribution.ts';
import { attributions } from '../../src/article/attributions.ts';

interface Said {
  readonly kind: string;
  readonly text: string;
  readonly speaker: string | null;
  readonly by: string | null;
  readonly role: string | null;
  readonly cue: string | null;
}

function said(body: string, list: readonly Attribution[] = attributions(body)): Said[] {
  const words = (span: { start: number; end: number } | undefined): string | null =>
    span ? body.slice(span.start, span.end) : null;
  return list.map((a) => ({
    kind: a.kind,
    text: body.slice(a.start, a.end),
    speaker: a.speaker?.name ?? null,
    by: words(a.speaker?.span),
    role: words(a.speaker?.role),
    cue: words(a.cue),
  }));
}

const quotesOf = (body: string): Said[] => said(body).filter((s) => s.kind !== 'indirect');
const speakersOf = (body: string): (string | null)[] => quotesOf(body).map((s) => s.speaker);

const GROUND = 'Laila Ansari, a water engineer at the Kunar Relief Board, met farmers on Monday. ';

describe('speakers of quotations', () => {
  const cases: readonly (readonly [
    name: string,
    body: string,
    speakers: readonly (string | null)[],
  ])[] = [
    [
      'cue behind',
      '“The wells are dry and the fields are gone,” Laila Ansari said.',
      ['Laila Ansari'],
    ],
    [
      'cue behind, inverted',
      '“The wells are dry and the fields are gone,” said Laila Ansari.',
      ['Laila Ansari'],
    ],
    [
      'cue before, comma',
      'Laila Ansari said, “The wells are dry and the fields are gone.”',
      ['Laila Ansari'],
    ],
    [
      'cue before, colon',
      'Laila Ansari told reporters: “The wells are dry and the fields are gone.”',
      ['Laila Ansari'],
    ],
    [
      'cue in the middle',
      '“The wells are dry,” Laila Ansari said, “and the fields are gone for good.”',
      ['Laila Ansari', 'Laila Ansari'],
    ],
    [
      'goes on after the cue',
      '“The wells are dry,” Laila Ansari said. “We have no fuel for the pumps.”',
      ['Laila Ansari', 'Laila Ansari'],
    ],
    [
      'according to',
      '“The wells are dry and the fields are gone,” according to Laila Ansari.',
      ['Laila Ansari'],
    ],
    [
      'surname to full name',
      `${GROUND}\n\n“We have no fuel for the pumps,” Ansari said.`,
      ['Laila Ansari'],
    ],
    ['pronoun to name', `${GROUND}“We have no fuel for the pumps,” she said.`, ['Laila Ansari']],
    [
      'he added',
      '“The wells are dry,” said Karim Noori, a village elder.\n\n“We have no fuel for the pumps,” he added.',
      ['Karim Noori', 'Karim Noori'],
    ],
    [
      'an institution',
      'The Kunar Relief Board said in a statement that families were “cut off from any help.”',
      ['Kunar Relief Board'],
    ],
    [
      'part of a sentence',
      'Karim Noori called the new dam “a gift to nobody but the contractors.”',
      ['Karim Noori'],
    ],
    [
      'two speakers in a paragraph',
      '“The wells are dry,” Laila Ansari said. Karim Noori disagreed. “There is water enough for all of us,” he said.',
      ['Laila Ansari', 'Karim Noori'],
    ],
    [
      'paragraphs of one statement',
      'Karim Noori said: “The wells are dry and the fields are gone.\n\n“We have no fuel for the pumps.”',
      ['Karim Noori', 'Karim Noori'],
    ],
  ];
  it.each(cases)('%s', (_, body, speakers) => {
    expect(speakersOf(body)).toEqual(speakers);
  });

  it('keeps evidence, full name, role and cue as written', () => {
    const body = `${GROUND}\n\n“We have no fuel for the pumps,” Ansari said.`;
    const quote = attributions(body).find((a) => a.kind === 'direct')!;
    expect(said(body, [quote])).toEqual([
      {
        kind: 'direct',
        text: '“We have no fuel for the pumps,”',
        speaker: 'Laila Ansari',
        by: 'Ansari',
        role: 'a water engineer at the Kunar Relief Board',
        cue: 'said',
      },
    ]);
    const { nameSpan } = quote.speaker!;
    expect(body.slice(nameSpan!.start, nameSpan!.end)).toBe('Laila Ansari');
    expect(quote.confidence).toBeGreaterThan(0.45);
    expect(quote.confidence).toBeLessThanOrEqual(1);
  });

  it('takes a role in front of the name, and an acronym for the long form', () => {
    const body =
      'The Kunar Relief Board met on Monday. “No truck has come through,” said relief spokesman Karim Noori.\n\n' +
      'The KRB said the pass was “closed to all heavy traffic until further notice.”';
    const [first, second] = quotesOf(body);
    expect(first).toMatchObject({ speaker: 'Karim Noori', role: 'relief spokesman' });
    expect(second).toMatchObject({ speaker: 'Kunar Relief Board', by: 'KRB' });
    expect(attributions(body).find((a) => a.start > 100)?.speaker?.institution).toBe(true);
  });

  it('names the person that the paragraph above introduces, without a cue of the quote’s own', () => {
    const body =
      '“The wells are dry,” says Karim Noori, a hydrologist at the Kunar Institute.\n\n' +
      'Noori doesn’t regard the new dam as a wise plan.\n\n' +
      '“Who will pay for the pumps? And who will guard them? Nobody in the valley knows, and nobody in the capital asks.”';
    const last = quotesOf(body).at(-1);
    expect(last).toMatchObject({ speaker: 'Karim Noori', by: 'Noori' });
  });

  it('names the source, not the body that it speaks within', () => {
    const body =
      'A source within the central Interior Ministry said “I was told to keep the figures back.”';
    expect(quotesOf(body)[0]).toMatchObject({ speaker: 'A source' });
  });

  it('reads a role in a body before a name, and a body with two tasks, each as one', () => {
    const body =
      'On Monday, CEO of the Refugee Council Karim Noori said “the wells are dry and the fields are gone.”\n\n' +
      'The Ministry for the Promotion of Fields and Prevention of Floods said “the wells are full and the fields green.”';
    expect(speakersOf(body)).toEqual([
      'Karim Noori',
      'Ministry for the Promotion of Fields and Prevention of Floods',
    ]);
  });

  it('gives the words of a document to the one whose it is', () => {
    const body = 'Karim Noori’s statement read: “The wells are dry and the fields are gone.”';
    expect(quotesOf(body)[0]).toMatchObject({ speaker: 'Karim Noori' });
  });

  it('gives parts of one statement one number', () => {
    const body =
      '“The wells are dry,” Laila Ansari said, “and the fields are gone.” Karim Noori called this “plain wrong.”';
    const [a, b, c] = attributions(body);
    expect(a!.statement).toBe(b!.statement);
    expect(c!.statement).not.toBe(b!.statement);
  });
});

describe('marks that quote nobody', () => {
  const cases: readonly (readonly [name: string, body: string])[] = [
    ['a name for a thing', 'The valley is known as the “rice bowl” of the north.'],
    ['a title', 'She was reading the novel “A Winter in the Pass” on the bus to Kunar.'],
    ['a word as a word', 'The word “bazaar” comes from Persian.'],
    ['a scare quote', 'In the years since the “miracle harvest” the prices have not moved.'],
  ];
  it.each(cases)('%s', (_, body) => {
    const found = attributions(body);
    expect(found.length).toBe(1);
    expect(found[0]!.speaker).toBeUndefined();
    expect(found[0]!.confidence).toBe(0);
  });
});

describe('indirect speech', () => {
  const cases: readonly (readonly [
    name: string,
    body: string,
    text: string,
    speaker: string,
    cue: string,
  ])[] = [
    [
      'with that',
      'Karim Noori said that the wells had run dry.',
      'the wells had run dry',
      'Karim Noori',
      'said',
    ],
    [
      'without that',
      'Karim Noori said the wells had run dry.',
      'the wells had run dry',
      'Karim Noori',
      'said',
    ],
    [
      'told somebody',
      'Karim Noori told villagers the wells had run dry.',
      'the wells had run dry',
      'Karim Noori',
      'told',
    ],
    [
      'behind',
      'The wells have run dry this year, Karim Noori said.',
      'The wells have run dry this year',
      'Karim Noori',
      'said',
    ],
    [
      'according to, before',
      'According to the Kunar Relief Board, the wells have run dry this year.',
      'the wells have run dry this year',
      'Kunar Relief Board',
      'According to',
    ],
    [
      'according to, behind',
      'The wells have run dry this year, according to the Kunar Relief Board.',
      'The wells have run dry this year',
      'Kunar Relief Board',
      'according to',
    ],
  ];
  it.each(cases)('%s', (_, body, text, speaker, cue) => {
    expect(said(body)).toMatchObject([{ kind: 'indirect', text, speaker, cue }]);
  });

  it('is not found in the passive or after a verb that takes a thing', () => {
    expect(attributions('It was announced that the wells had run dry.')).toEqual([]);
    expect(attributions('Karim Noori announced a new plan for the wells.')).toEqual([]);
  });
});

describe('dialogue and block quotes', () => {
  it('reads turns by their labels, continued over paragraphs', () => {
    const body =
      'Karim Noori, the board’s spokesman, took questions.\n\n' +
      'MR. NOORI: Good morning, and thank you for coming.\n\n' +
      'Q When will the road open?\n\n' +
      'MR. NOORI: We said “soon,” and we meant it.\n\n' +
      'The engineers are at work.\n\n' +
      'Q Thank you.';
    const turns = attributions(body).filter((a) => a.kind === 'block');
    expect(said(body, turns).map(({ text, speaker }) => [text, speaker])).toEqual([
      ['Good morning, and thank you for coming.', 'Karim Noori'],
      ['When will the road open?', null],
      ['We said “soon,” and we meant it.', 'Karim Noori'],
      ['The engineers are at work.', 'Karim Noori'],
      ['Thank you.', null],
    ]);
    expect(turns[3]!.statement).toBe(turns[2]!.statement);
    expect(turns[2]!.statement).not.toBe(turns[0]!.statement);
  });

  it('gives a speech to the label that it opens with, to its end', () => {
    const body =
      'East Room\n\n2:05 P.M.\n\nTHE MINISTER: Good afternoon.\n\nHe told me, “We are done.”\n\n' +
      'We will not stay.\n\nThank you.\n\n2:25 P.M.';
    const turns = attributions(body);
    expect(turns.map((a) => [body.slice(a.start, a.end), a.speaker?.name, a.kind])).toEqual([
      ['Good afternoon.', 'THE MINISTER', 'block'],
      ['He told me, “We are done.”', 'THE MINISTER', 'block'],
      ['We will not stay.', 'THE MINISTER', 'block'],
      ['Thank you.', 'THE MINISTER', 'block'],
    ]);
  });

  it('names the holder of an office as the title does, when it names one only', () => {
    const body =
      'East Room\n\n2:05 P.M.\n\nTHE MINISTER: Good afternoon.\n\nWe will not stay.\n\n' +
      'We leave in May.\n\nThank you.';
    const spoken = (title: string) => attributions(body, [], { title })[0]!.speaker;
    expect(spoken('Remarks by Minister Laila Roshan Before the Talks')?.name).toBe(
      'Minister Laila Roshan',
    );
    const { span } = spoken('Minister Roshan’s speech')!;
    expect(body.slice(span.start, span.end)).toBe('THE MINISTER');
    for (const title of [
      'Remarks by the Minister',
      'Remarks by Minister Roshan and Minister Noori',
      'Remarks by Deputy Minister Roshan',
      'Minister meets the press',
    ]) {
      expect(spoken(title)?.name).toBe('THE MINISTER');
    }
  });

  it('keeps a label as written where the article never names the speaker in full', () => {
    const body = 'MS. NOORI: Good day.\n\nQ Is the road open?\n\nMS. NOORI: It opens at noon.';
    expect(attributions(body).map((a) => a.speaker?.name)).toEqual([
      'MS. NOORI',
      undefined,
      'MS. NOORI',
    ]);
  });

  it('does not take a line with a colon for dialogue', () => {
    const body =
      'NOTE: the road is shut.\n\nA man waited. He said, “It opens at noon, they told me.”';
    expect(attributions(body).some((a) => a.kind === 'block')).toBe(false);
  });

  it('gives a Markdown block quote to the speaker who introduces it', () => {
    const body =
      'Karim Noori wrote:\n\n> The wells are dry and the fields are gone. We wait for rain.';
    expect(quotesOf(body)).toMatchObject([
      {
        kind: 'block',
        text: 'The wells are dry and the fields are gone. We wait for rain.',
        speaker: 'Karim Noori',
      },
    ]);
  });
});

describe('attributions', () => {
  it('leaves out regions that are not the article’s', () => {
    const body =
      '“The wells are dry,” Karim Noori said.\n\nMore stories\n\n“Rates will rise,” Jane Smith said.';
    const start = body.indexOf('More stories');
    const regions: Region[] = [{ kind: 'teaser', start, end: body.length }];
    expect(attributions(body, regions).length).toBe(1);
    expect(attributions(body).length).toBe(2);
  });

  it('believes names that are known to be institutions', () => {
    const body = '“No road is safe,” Pamir Watch said. “Stay at home.”';
    const plain = attributions(body)[0]!;
    const known = attributions(body, [], { people: [], institutions: ['Pamir Watch'] })[0]!;
    expect(plain.speaker?.name).toBe('Pamir Watch');
    expect(known.speaker?.institution).toBe(true);
  });

  it('is empty for text without speech', () => {
    expect(attributions('')).toEqual([]);
    expect(attributions('The road was open all winter.')).toEqual([]);
  });

  it('is sorted, deterministic and inside the body for hostile text', () => {
    const pieces = [
      '“',
      '”',
      '"',
      ' said ',
      'Noori',
      ', ',
      '(',
      '[',
      '<a ',
      '\n\n',
      '> ',
      'Q ',
      'MR. X: ',
      '’s',
      '—',
      '. ',
    ];
    let seed = 9;
    const wrong: string[] = [];
    for (let round = 0; round < 150; round++) {
      let body = '';
      for (let k = 0; k < 80; k++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        body += pieces[seed % pieces.length];
      }
      const found = attributions(body);
      expect(attributions(body)).toEqual(found);
      let last = 0;
      for (const a of found) {
        const inside = a.start >= last && a.end > a.start && a.end <= body.length;
        if (!inside || a.confidence > 0 !== (a.speaker !== undefined)) wrong.push(body);
        last = a.start;
      }
    }
    expect(wrong).toEqual([]);
  });

  // A step that is quadratic in any of these runs into the test's time limit.
  const hostile: readonly (readonly [name: string, unit: string])[] = [
    ['straight marks', '"'],
    ['opening marks', '“'],
    ['alternating marks', '“a” '],
    ['open brackets', '(['],
    ['tags', '<a '],
    ['apostrophes', " 'a"],
    ['names', 'Noori '],
    ['surnames', 'Ab Noori said. '],
    ['quotes and cues', '“A b c,” he said. '],
    ['one endless word', 'a'],
    ['labels', 'A: b c d\n'],
  ];
  it.each(hostile)('reads a long run of %s', (_, unit) => {
    const body = unit.repeat(Math.ceil(60_000 / unit.length));
    expect(attributions(body).filter((a) => a.end > body.length || a.start >= a.end)).toEqual([]);
  });
});
