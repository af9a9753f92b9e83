/** A word of a passage as the second stage reads it: its term, and the flags of search/token-flags.ts. */
export interface FlaggedWord {
  readonly term: string;
  /** Above the low 24 bits, as in the forward index. */
  readonly flags: number;
}

const FLAG_SHIFT = 24;
/** Flags are 7 bits; written as one character from "0" on, before the term. */
const FIRST = 0x30;

export function encodeWords(words: readonly FlaggedWord[]): string {
  return words
    .map(({ term, flags }) => String.fromCharCode(FIRST + (flags >>> FLAG_SHIFT)) + term)
    .join('\n');
}

export function decodeWords(text: string): FlaggedWord[] {
  if (text === '') return [];
  return text.split('\n').map((word) => ({
    term: word.slice(1),
    flags: ((word.charCodeAt(0) - FIRST) << FLAG_SHIFT) >>> 0,
  }));
}

/** The same without making a list of them. */
export function eachWord(text: string, visit: (term: string, flags: number) => void): void {
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    visit(text.slice(at + 1, end), ((text.charCodeAt(at) - FIRST) << FLAG_SHIFT) >>> 0);
    at = end + 1;
  }
}

/**
 * A term as one token of SQLite's `ascii` tokenizer: letters and digits as they are, every other
 * ASCII character (and capitals, which it would fold) as `_` and two hexadecimal digits.
 */
export function sqliteToken(term: string): string {
  return term.replace(/[^a-z0-9\u0080-\uffff]/g, (character) => {
    return `_${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** A term as a quoted lexeme of PostgreSQL's text search types. */
export function postgresLexeme(term: string): string {
  return `'${term.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
}
