import type { Choice } from './attribution-model.ts';
import type { Reading } from './reading.ts';
import { Token } from './words.ts';

/** What the rest of the article says about one quotation and its likely speakers. */
export interface QuoteContext {
  /** Mean probability that the article's other quotations have no speaker, in the first pass. */
  readonly meanNone: number;
  /** How often the same words are quoted in the article, at most 4. */
  readonly repeats: number;
  /** Mean probability of "no speaker" where they are quoted elsewhere; 0.5 when nowhere. */
  readonly repeatedNone: number;
  /** Whether the same words also stand without marks: 0 or 1. */
  readonly unquoted: number;
  /** How much the reporter says "I" and "we", in a hundred words, at most 5. */
  readonly firstPerson: number;
  /** Share of the article's other quotations that the first pass gives to a party. */
  shareOf(party: number): number;
}

const FIRST = /^(?:i|we|my|our|me|us)$/;

/** Longest words looked for again in the article, in code units. */
const REPEATABLE = 60;
/** Different words looked for without marks; bounds the work on hostile input. */
const LOOKED_FOR = 200;

/** The contexts of an article's quotations, by their order. `partyOf` tells a choice's party, -1 for nobody. */
export function quoteContexts(
  reading: Reading,
  choices: readonly Choice[],
  partyOf: (choice: Choice) => number,
): readonly QuoteContext[] {
  const { words, quotes, body } = reading;
  let first = 0;
  let plain = 0;
  for (let k = 0; k < words.length; k++) {
    if (words.kind[k] !== Token.word) continue;
    plain++;
    if (FIRST.test(words.lower[k]!)) first++;
  }
  const firstPerson = Math.min(5, (100 * first) / Math.max(1, plain));
  const count = choices.length;
  const sum = choices.reduce((total, choice) => total + choice.none, 0);
  const shares = new Map<number, number>();
  for (const choice of choices) {
    const party = partyOf(choice);
    shares.set(party, (shares.get(party) ?? 0) + choice.probability);
  }
  const same = new Map<string, { count: number; none: number; unquoted: number }>();
  const keys = quotes.map(({ inner }, q) => {
    if (inner.end - inner.start > REPEATABLE) return '';
    const key = body
      .slice(inner.start, inner.end)
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    const seen = same.get(key) ?? { count: 0, none: 0, unquoted: 0 };
    seen.count++;
    seen.none += choices[q]!.none;
    same.set(key, seen);
    return key;
  });
  const lower = body.toLowerCase();
  let looked = 0;
  for (const [key, seen] of same) {
    if (key.length <= 3 || looked++ >= LOOKED_FOR) continue;
    seen.unquoted = occurrences(lower, key) > seen.count ? 1 : 0;
  }
  return choices.map((choice, q) => {
    const key = keys[q]!;
    const seen = key === '' ? undefined : same.get(key);
    const others = (seen?.count ?? 1) - 1;
    return {
      meanNone: count > 1 ? (sum - choice.none) / (count - 1) : 0.1,
      repeats: Math.min(4, others),
      repeatedNone: seen && others > 0 ? (seen.none - choice.none) / others : 0.5,
      unquoted: seen?.unquoted ?? 0,
      firstPerson,
      shareOf(party) {
        if (count < 2) return 0;
        const own = partyOf(choice) === party ? choice.probability : 0;
        return ((shares.get(party) ?? 0) - own) / (count - 1);
      },
    };
  });
}

/** How often a text holds another, counted to 9. */
function occurrences(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0 && found < 9; at = text.indexOf(part, at + part.length))
    found++;
  return found;
}
