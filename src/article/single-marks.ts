import { doubleMark, isSpace, isWordish, strictlyCloses, strictlyOpens } from './mark-context.ts';
import type { Span } from './span.ts';

/** Code units a pair of single marks may span; apostrophes make longer ones doubtful. */
const MAX_SINGLE = 400;

/** Words that begin with an apostrophe. */
const ELISION = /^(?:tis|twas|twill|em|cause|til|till|bout|round|n|s|re|ll|ve|d|m|t|\d0s|\d\d)\b/i;

/** Where the single quotation that opens at `i` ends, or 0 when the mark is an apostrophe. */
export function singleEnd(body: string, i: number, range: Span): number {
  const before = i > range.start ? body.charCodeAt(i - 1) : 32;
  const after = i + 1 < range.end ? body.charCodeAt(i + 1) : 32;
  if (!strictlyOpens(before, after) || !isWordish(after)) return 0;
  const curly = body.charCodeAt(i) === 0x2018;
  if (ELISION.test(body.slice(i + 1, i + 8)) && !/^\p{Lu}/u.test(body.slice(i + 1, i + 3)))
    return 0;
  const limit = Math.min(range.end, i + MAX_SINGLE);
  for (let j = i + 2; j < limit; j++) {
    const code = body.charCodeAt(j);
    if (doubleMark(code) !== 0 || code === 0x2018) return 0;
    if (code !== 0x2019 && (curly || code !== 39)) continue;
    const next = j + 1 < range.end ? body.charCodeAt(j + 1) : 32;
    const previous = body.charCodeAt(j - 1);
    if (!strictlyCloses(previous, next)) continue;
    // "the ministers' meeting" inside: a plural's apostrophe, unless no better close follows.
    if (previous === 115 && next === 32 && closesLater(body, j + 1, limit)) continue;
    return j + 1;
  }
  return 0;
}

function closesLater(body: string, from: number, limit: number): boolean {
  for (let j = from; j < Math.min(limit, from + 200); j++) {
    const code = body.charCodeAt(j);
    if (code === 0x2018 || doubleMark(code) !== 0) return false;
    if (code !== 0x2019 && code !== 39) continue;
    const next = j + 1 < limit ? body.charCodeAt(j + 1) : 32;
    if (strictlyCloses(body.charCodeAt(j - 1), next)) return true;
    if (isSpace(body.charCodeAt(j - 1))) return false;
  }
  return false;
}
