import { describe, expect, it } from 'vitest';
import { parseQuestion, QuestionError } from '../../src/answer/question.ts';

describe('parseQuestion', () => {
  it('takes the filters out of the words', () => {
    expect(
      parseQuestion(
        '  border trade since:2031-02 until:2031 speaker:"Laila Roshan" source:Wire exact:“the gate” ',
      ),
    ).toEqual({
      typed:
        'border trade since:2031-02 until:2031 speaker:"Laila Roshan" source:Wire exact:“the gate”',
      text: 'border trade',
      since: '2031-02-01',
      until: '2031-12-31',
      speaker: 'Laila Roshan',
      source: 'Wire',
      exact: ['the gate'],
    });
  });

  it('ends a month on its last day, in leap years too', () => {
    expect(parseQuestion('x until:2028-02').until).toBe('2028-02-29');
    expect(parseQuestion('x until:2100-02').until).toBe('2100-02-28');
  });

  it('leaves words that only look like filters', () => {
    expect(parseQuestion('what about resource:rich land').text).toBe(
      'what about resource:rich land',
    );
  });

  it('forgives a space before a date', () => {
    expect(parseQuestion('border trade since: 2031-02 until: 2032')).toMatchObject({
      text: 'border trade',
      since: '2031-02-01',
      until: '2032-12-31',
    });
  });

  it('a sentence may hold the name of a filter and a colon', () => {
    const typed = 'The river froze for the first time since:';
    const question = parseQuestion(typed);
    expect(question.text).toBe(typed);
    expect(question.since).toBeUndefined();
  });

  it.each([
    ['', /empty/],
    ['   ', /empty/],
    ['???', /no words/],
    ['ttp since:banana', /since:banana is not a date/],
    ['ttp since:2031-02-30', /not a date/],
    ['ttp since:2031-13', /not a date/],
    ['ttp speaker:"Roshan', /never closed/],
    ['ttp since:', /needs a value/],
    ['ttp since:2032 until:2031', /Swap/],
    ['a'.repeat(10_000), /10,000 characters; at most 2,000/],
  ])('refuses %j with one clear line', (typed, message) => {
    expect(() => parseQuestion(typed)).toThrow(QuestionError);
    expect(() => parseQuestion(typed)).toThrow(message);
    try {
      parseQuestion(typed);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });
});
