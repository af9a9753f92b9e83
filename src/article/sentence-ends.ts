import { CUES } from './cues.ts';
import type { QuoteMarks } from './quote-marks.ts';

/** Of those, the ones that may end a sentence: a common sentence opener after them divides. */
const OPENERS = new Set(
  'the a an he she they it we i in on at but and this that these those his her their when while as if after before for there what however meanwhile'.split(
    ' ',
  ),
);

/** Last character of the quoted words, the closing mark aside. */
export function lastLetter(body: string, quote: QuoteMarks): number {
  let i = quote.inner.end - 1;
  while (i > quote.inner.start) {
    const code = body.charCodeAt(i);
    if (code !== 39 && code !== 0x2019 && code !== 41 && code !== 32) break;
    i--;
  }
  return body.charCodeAt(i);
}

/** Whether the sentence of a quotation that ends like a sentence goes on after it ("Why?" he asked). */
export function continuesAfterQuote(body: string, at: number, end: number, last: number): boolean {
  const ahead = body.slice(at, Math.min(end, at + 90));
  if (/^\s*[,;:–—-]/.test(ahead)) return true;
  if (/^\s+\p{Ll}/u.test(ahead)) return true;
  const subject = /^\s+(?:\p{Lu}[\p{L}.’'-]*\s+){1,4}(\p{Ll}+)/u.exec(ahead);
  if (!subject) return false;
  const cue = CUES.get(subject[1]!);
  if (!cue?.finite) return false;
  return last !== 46
    ? cue.kind <= 5 || cue.kind === 8
    : cue.kind === 1 && /^\s+\S+(?:\s+\S+)?\s+(?:said|says)\s*\./.test(ahead);
}

/** "(I-Vt.) said", "Inc. said": a stop before a lower-case word ends no sentence. */
export function goesOnInLowerCase(body: string, at: number, end: number): boolean {
  let i = at;
  while (i < end && i < at + 4) {
    const code = body.charCodeAt(i);
    if (code !== 32 && code !== 41 && code !== 0xa0) break;
    i++;
  }
  const code = body.charCodeAt(i);
  return i > at && i < end && code >= 97 && code <= 122;
}

export function opensSentence(body: string, at: number, end: number): boolean {
  const match = /^\s+([A-Z][a-z]*)\b/.exec(body.slice(at, Math.min(end, at + 24)));
  return match !== null && OPENERS.has(match[1]!.toLowerCase());
}
