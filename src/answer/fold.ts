/**
 * Text as it is compared: one code unit in, one out, so that offsets stay valid. Styles of quotation
 * marks, dashes and spaces count as the same; with `caseless`, so do letter cases.
 */
export function fold(text: string, caseless = true): string {
  const marks = text.replace(MARK, (mark) => REPLACEMENT.get(mark) ?? mark);
  if (!caseless) return marks;
  const lower = marks.toLowerCase();
  if (lower.length === marks.length) return lower;
  // A few letters grow when lowered ("İ"): those stay as they are.
  return Array.from(marks, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

const MARK = /[“”„‟«»‘’‚‛‹›′″`´‐‑‒–—―−\u00a0\u2000-\u200a\u202f\u205f\u3000\t\n\r\v\f]/g;
const REPLACEMENT = new Map<string, string>([
  ...[...'“”„‟«»″'].map((mark) => [mark, '"'] as const),
  ...[...'‘’‚‛‹›′`´'].map((mark) => [mark, "'"] as const),
  ...[...'‐‑‒–—―−'].map((mark) => [mark, '-'] as const),
  ...[
    ...'\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\v\f',
  ].map((space) => [space, ' '] as const),
]);

/** A word with its place. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Runs of letters and digits of a folded text, inner apostrophes and hyphens included. */
export function words(folded: string, from = 0): readonly Word[] {
  return [...folded.matchAll(/[\p{L}\p{N}\p{M}]+(?:['-][\p{L}\p{N}\p{M}]+)*/gu)].map((match) => ({
    word: match[0],
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}
