import { describe, expect, it } from 'vitest';
import { boilerplateRegions, cleanDump, markdownRegions } from '../../src/article/clean.ts';

const paragraph = (n: number): string =>
  `Paragraph ${n} tells at some length what traders at the border crossing saw on that morning, and why the gate stayed shut for the whole of the day.`;

const dump = [
  'Border gate shuts again as talks stall',
  '',
  'Traders count their losses while two capitals trade blame',
  'Lorries wait in line near the crossing.',
  'REUTERS/Someone',
  '',
  paragraph(1),
  '',
  paragraph(2),
  '',
  'Fruit sellers rest beside their carts.',
  'Aref Karimi/AFP via Getty Images',
  '',
  paragraph(3),
  '',
  'Sign up for our weekly newsletter',
  '',
  paragraph(4),
  '',
  'More from The Border Post',
  '',
  'A film festival opens in a far-away city this week, with forty films from eleven countries on the programme and a prize for the best debut.',
].join('\n');

describe('cleanDump', () => {
  const cleaned = cleanDump(dump);
  const marked = cleaned.regions.map(({ kind, start, end }) => [kind, dump.slice(start, end)]);

  it('takes headline and deck as metadata', () => {
    expect(cleaned.title).toBe('Border gate shuts again as talks stall');
    expect(cleaned.deck).toBe('Traders count their losses while two capitals trade blame');
  });

  it('marks captions, credits, newsletter lines', () => {
    expect(marked).toContainEqual(['caption', 'Lorries wait in line near the crossing.']);
    expect(marked).toContainEqual(['credit', 'REUTERS/Someone']);
    expect(marked).toContainEqual(['caption', 'Fruit sellers rest beside their carts.']);
    expect(marked).toContainEqual(['credit', 'Aref Karimi/AFP via Getty Images']);
    expect(marked).toContainEqual(['boilerplate', 'Sign up for our weekly newsletter']);
  });

  it('leaves out everything from the teaser heading on', () => {
    const teaser = cleaned.regions.find(({ kind }) => kind === 'teaser');
    expect(teaser).toEqual({ kind: 'teaser', start: dump.indexOf('More from'), end: dump.length });
  });

  it('marks no paragraph of the article', () => {
    for (const n of [1, 2, 3, 4]) {
      const at = dump.indexOf(`Paragraph ${n} `);
      expect(cleaned.regions.some((r) => r.start <= at && at < r.end)).toBe(false);
    }
  });

  it('gives no title to a text that starts with prose', () => {
    const text = `${paragraph(1)}\n\n${paragraph(2)}`;
    expect(cleanDump(text)).toEqual({ regions: [] });
  });
});

describe('boilerplateRegions', () => {
  it('marks a first line that repeats the title', () => {
    const body = `Gate shuts – again\n\n${paragraph(1)}`;
    expect(boilerplateRegions(body, 'Gate shuts, again')).toEqual([
      { kind: 'headline', start: 0, end: 18 },
    ]);
  });

  it('does not cut at a "more from" line near the top', () => {
    const body = `${paragraph(1)}\n\nMore from the border\n\n${paragraph(2)}\n\n${paragraph(3)}`;
    expect(boilerplateRegions(body, 'Other')).toEqual([]);
  });
});

describe('markdownRegions', () => {
  it('marks reference marks and definitions, not brackets in prose', () => {
    const body = 'It rained [sic]. [^a] [^b-2]\n\n[^a]: A book\n';
    expect(markdownRegions(body).map(({ start, end }) => body.slice(start, end))).toEqual([
      ' [^a] [^b-2]',
      '[^a]: A book',
    ]);
  });
});
