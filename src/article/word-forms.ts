import type { Cue } from './cues.ts';
import { CueClass } from './cues.ts';

/** "Sanders’ manager": an apostrophe behind an s and before a space and a small letter. */
export function pluralPossessive(body: string, text: string, at: number, end: number): boolean {
  if (at + 2 >= end || !text.endsWith('s')) return false;
  const mark = body.charCodeAt(at);
  if (mark !== 39 && mark !== 0x2019) return false;
  const next = body.charCodeAt(at + 2);
  return body.charCodeAt(at + 1) === 32 && next >= 97 && next <= 122;
}

/** Length of a possessive ending ('s, s') or of a verb run together with the word ('d, 've). */
export function possessiveEnd(text: string): number {
  const n = text.length;
  for (let k = n - 1; k >= Math.max(1, n - 3); k--) {
    const mark = text.charCodeAt(k);
    if (mark !== 39 && mark !== 0x2019) continue;
    if (k === n - 1) return n > 2 ? 1 : 0;
    const ending = text.slice(k + 1).toLowerCase();
    // "I'd", "they've": the verb is not part of the word either. "O'" and "don't" stay whole.
    return /^(?:s|m|d|ll|ve|re)$/.test(ending) ? n - k : 0;
  }
  return 0;
}

export function isCapital(text: string): boolean {
  const code = text.charCodeAt(0);
  if (code >= 65 && code <= 90) return true;
  if (code < 0x80) return /^[a-z]{1,2}[-’'][A-Z]/.test(text);
  const first = text[0]!;
  return first !== first.toLowerCase();
}

export function isUpper(text: string, possessive: number): boolean {
  const n = text.length - possessive;
  if (n < 2) return false;
  const last = text[n - 1]!;
  const second = text[1]!;
  return last === last.toUpperCase() && second === second.toUpperCase();
}

const OTHER: Cue = { kind: CueClass.other, gerund: false, finite: true };

const OTHER_ING: Cue = { kind: CueClass.other, gerund: true, finite: false };

const BE: Cue = { kind: CueClass.be, gerund: false, finite: true };

/** Verbs that report nothing by themselves; they tell whose clause a quotation stands in. */
export function otherVerb(lower: string, text: string, bits: number): Cue | undefined {
  if (lower === 'is' || lower === 'are' || lower === 'was' || lower === 'were') return BE;
  if (bits !== 0 || text.length < 5 || text.charCodeAt(0) < 97) return undefined;
  if (lower.endsWith('ed')) return OTHER;
  return lower.endsWith('ing') ? OTHER_ING : undefined;
}
