import { describe, expect, it } from 'vitest';
import { quotations } from '../../src/answer/quotations.ts';
import { borderPost, deskOf } from '../builders/border-post.ts';

const desk = deskOf();

describe('verify', () => {
  it.each([
    ['as printed', '“We will open the gate when the shelling stops,”'],
    ['with straight marks and a full stop', '"We will open the gate when the shelling stops."'],
    ['a part, capitalised', 'Open the gate when the shelling stops'],
    ['with other spaces', 'We will  open\nthe gate\u00a0when the shelling stops'],
  ])('is exact %s', async (_, quote) => {
    const verification = await desk.verify(quote);
    expect(verification.outcome).toBe('exact');
    expect(verification.matches[0]).toMatchObject({
      articleId: 'gate',
      speaker: 'Laila Roshan',
      role: 'the trade minister',
      paragraph: 2,
    });
  });

  it('is exact with an omission marked', async () => {
    const verification = await desk.verify('We will open the gate […] Nobody here wants this.');
    expect(verification.outcome).toBe('exact');
    expect(verification.matches.map(({ text }) => text)).toEqual([
      'We will open the gate',
      'Nobody here wants this',
    ]);
  });

  it('names the earliest article first', async () => {
    const { matches } = await desk.verify('fired rockets at two villages, killing five people');
    expect(matches.map(({ articleId }) => articleId)).toEqual(['shelling', 'copy']);
  });

  it('shows what was altered, word by word', async () => {
    const verification = await desk.verify('We will never open the gate when the shelling stops');
    expect(verification.outcome).toBe('altered');
    const [match] = verification.matches;
    expect(match?.text).toBe('We will open the gate when the shelling stops');
    expect(match?.changes?.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'added', text: 'never ' },
    ]);
    expect(match?.text).toBe(borderPost[0]?.body.slice(match?.start, match?.end));
  });

  it.each([
    'The moon is made of green cheese, the minister said',
    'the gate opens',
    'shelling stops when gates are friends',
  ])('does not find %j', async (quote) => {
    expect(await desk.verify(quote)).toMatchObject({ outcome: 'not-found', matches: [] });
  });

  it.each([
    '"the moon is cheese"',
    '“the moon is cheese”',
    '«the moon is cheese»',
    'the moon is cheese',
  ])('names a pasted quote without the marks around it: %s', async (quote) => {
    expect((await desk.verify(quote)).quote).toBe('the moon is cheese');
  });

  it('does not match inside a word', async () => {
    expect((await desk.verify('lesson in pat')).outcome).not.toBe('exact');
  });

  it('refuses what has no words, and what is too long', async () => {
    await expect(desk.verify('“…”')).rejects.toThrow(/no words to check/);
    await expect(desk.verify('word '.repeat(3000))).rejects.toThrow(
      /15,000 characters; at most 10,000/,
    );
  });

  it('survives patterns in the quote', async () => {
    expect(await desk.verify('(a+)+$ [.*] \\d{3} ^x|y /slash/ -dash-')).toMatchObject({
      outcome: 'not-found',
    });
  });
});

describe('quotations of a message', () => {
  it('finds marks of every kind and quoted lines', () => {
    const message =
      'He said "we will never leave the hills" and “nobody here wants this”.\n> The gate stayed shut\n> for nine days\nSee the «long road home» too, and "ok".';
    expect(quotations(message)).toEqual([
      'we will never leave the hills',
      'nobody here wants this',
      'The gate stayed shut\nfor nine days',
      'long road home',
    ]);
  });

  it('checks each', async () => {
    const found = await desk.verifyMessage(
      '“We will open the gate when the shelling stops” and “there are no melons left on the moon”',
    );
    expect(found.map(({ outcome }) => outcome)).toEqual(['exact', 'not-found']);
  });
});
