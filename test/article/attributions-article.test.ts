import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attributions } from '../../src/article/attributions.ts';
import { namedParties } from '../../src/article/named-parties.ts';

const root = process.env.AFGHAN_BRIEF_EVAL_DATA;
const path = join(root ?? '$AFGHAN_BRIEF_EVAL_DATA', 'article', '000_a349fdd46256d9bf.txt');
const there = root !== undefined && existsSync(path);
if (!there) console.log(`skipped: no file ${path}`);

describe.skipIf(!there)('the article that the project starts from', () => {
  const body = there ? readFileSync(path, 'utf8') : '';
  const end = body.indexOf('More from GZERO');
  const all = attributions(body, there ? [{ kind: 'teaser', start: end, end: body.length }] : []);
  const quotes = all.filter((a) => a.kind !== 'indirect');
  const named = quotes.filter((a) => a.speaker);
  const by = (part: string) => named.filter((a) => a.speaker?.name.includes(part));
  const words = (span: { start: number; end: number } | undefined): string =>
    span ? body.slice(span.start, span.end) : '';

  it('has thirteen quotations, ten of them with a speaker', () => {
    expect(quotes.length).toBe(13);
    expect(named.length).toBe(10);
  });

  it('gives each speaker their own', () => {
    expect(by('Shaheen').length).toBe(3);
    expect(by('Department of Defense').length).toBe(2);
    expect(named.filter((a) => a.speaker?.name === 'UN').length).toBe(1);
    expect(by('Mir').length).toBe(4);
  });

  it('gives the roles as written', () => {
    for (const quote of by('Shaheen'))
      expect(words(quote.speaker?.role)).toMatch(/^the group.*designate$/);
    for (const quote of by('Mir')) expect(words(quote.speaker?.role)).toMatch(/^a senior .*Peace$/);
    for (const quote of by('Department')) expect(quote.speaker?.institution).toBe(true);
  });

  it('shows what justifies the speaker of the quote without a cue of its own', () => {
    const last = by('Mir').at(-1)!;
    const evidence = last.speaker!.span;
    expect(words(evidence)).toBe('Mir');
    expect(body.slice(evidence.end, last.start)).toMatch(/approach\.\s+$/);
  });

  it('names nobody for the three phrases that are nobody’s', () => {
    const silent = quotes.filter((a) => !a.speaker).map((a) => words(a).length);
    expect(silent.length).toBe(3);
    expect(Math.max(...silent)).toBeLessThan(25);
  });

  it('knows the parties that it names', () => {
    const names = namedParties(body, [{ kind: 'teaser', start: end, end: body.length }]).map(
      (p) => p.name,
    );
    for (const part of [
      'Shaheen',
      'Mir',
      'Department of Defense',
      'UN',
      'ISIS-K',
      'TTP',
      'Taliban',
    ])
      expect(names.some((name) => name.includes(part))).toBe(true);
    for (const place of ['Afghanistan', 'Kabul']) expect(names).not.toContain(place);
  });
});
