/** What is wrong with a question, in one line for the person who asked it. */
export class QuestionError extends Error {
  override name = 'QuestionError';
}

/** A question with its filters taken out. */
export interface Question {
  /** The question as typed, white space around it removed. */
  readonly typed: string;
  /** The words that are left without filters; empty when there are only filters. */
  readonly text: string;
  /** First and last day an article may be from, `YYYY-MM-DD`, both inclusive. */
  readonly since?: string;
  readonly until?: string;
  readonly speaker?: string;
  readonly source?: string;
  readonly exact: readonly string[];
}

/** So many words are a sentence, which may hold a filter's name and a colon and mean neither. */
const PROSE = 6;

function isProse(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= PROSE;
}

/** Longest question accepted, in UTF-16 code units. */
export const LONGEST_QUESTION = 2000;

/** A space before the date is forgiven. */
const FILTER =
  /(?<![\p{L}\p{N}])(since|until|speaker|source|exact):(?:(?<=(?:since|until):)\s+(?=\d{4}))?(?:"([^"]*)("?)|“([^”]*)(”?)|(\S*))/giu;

/**
 * Parses a question: free words and the filters `since:2022-04`, `until:2023`, `speaker:"…"`,
 * `source:…`, `exact:"…"`.
 * @throws QuestionError when it is empty, too long, or a filter is malformed.
 */
export function parseQuestion(typed: string): Question {
  const trimmed = typed.trim();
  if (trimmed === '') {
    throw new QuestionError(
      'The question is empty. Type a topic, a name or a question, for example: ttp',
    );
  }
  if (trimmed.length > LONGEST_QUESTION) {
    throw new QuestionError(
      `The question has ${trimmed.length.toLocaleString('en')} characters; at most ${LONGEST_QUESTION.toLocaleString('en')} are read. Ask in fewer words (to check a long quote, use verify).`,
    );
  }
  const exact: string[] = [];
  const found: { since?: string; until?: string; speaker?: string; source?: string } = {};
  const rest = trimmed.replace(
    FILTER,
    (whole, name: string, straight, closed, curly, shut, bare) => {
      const key = name.toLowerCase();
      const quoted: string | undefined = straight ?? curly;
      if (quoted !== undefined && !(closed || shut)) {
        throw new QuestionError(
          `The quotation mark after ${key}: is never closed. Write ${key}:"…"`,
        );
      }
      const value = (quoted ?? (bare as string)).trim();
      if (value === '') {
        if (isProse(trimmed)) return whole;
        throw new QuestionError(
          `${key}: needs a value right after the colon, for example ${EXAMPLE[key]}`,
        );
      }
      if (key === 'exact') exact.push(value);
      else if (key === 'since') found.since = firstDay(value, whole);
      else if (key === 'until') found.until = lastDay(value, whole);
      else if (key === 'speaker') found.speaker = value;
      else found.source = value;
      return ' ';
    },
  );
  if (found.since && found.until && found.since > found.until) {
    throw new QuestionError(
      `since:${found.since} is after until:${found.until}; no article can match. Swap them.`,
    );
  }
  const text = rest.replace(/\s+/g, ' ').trim();
  if (
    !/[\p{L}\p{N}]/u.test(text) &&
    exact.length === 0 &&
    !found.speaker &&
    !found.source &&
    !found.since &&
    !found.until
  ) {
    throw new QuestionError(
      'The question has no words in it. Type a topic, a name or a question, for example: ttp',
    );
  }
  return { typed: trimmed, text, exact, ...found };
}

const EXAMPLE: Readonly<Record<string, string>> = {
  since: 'since:2022-04',
  until: 'until:2023',
  speaker: 'speaker:"Zabihullah Mujahid"',
  source: 'source:Dawn',
  exact: 'exact:"open war"',
};

function firstDay(value: string, whole: string): string {
  const { year, month, day } = dateParts(value, whole);
  return `${year}-${month ?? '01'}-${day ?? '01'}`;
}

function lastDay(value: string, whole: string): string {
  const { year, month, day } = dateParts(value, whole);
  if (day) return `${year}-${month}-${day}`;
  const days = daysIn(Number(year), Number(month ?? '12'));
  return `${year}-${month ?? '12'}-${String(days).padStart(2, '0')}`;
}

function dateParts(value: string, whole: string): { year: string; month?: string; day?: string } {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
  const [, year = '', month, day] = match ?? [];
  const months = Number(month ?? '1');
  const valid =
    match !== null &&
    months >= 1 &&
    months <= 12 &&
    Number(day ?? '1') >= 1 &&
    Number(day ?? '1') <= daysIn(Number(year), months);
  if (!valid) {
    throw new QuestionError(
      `${whole.trim()} is not a date this understands. Write 2022, 2022-04 or 2022-04-16.`,
    );
  }
  return { year, ...(month ? { month } : {}), ...(day ? { day } : {}) };
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31;
}
