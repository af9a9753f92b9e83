import type { Token } from './analyzer.ts';
import type { Occurrence } from './pair-signals.ts';
import type { Concept } from './query.ts';

/**
 * One word, or two that follow each other, of a name, a quantity or a quotation that the question states: named
 * entities and numeric expressions, as the MUC-7 task defines them (Chinchor 1998), and words in quotation marks. A
 * passage on the matter states them too; another one in their place is what SQuAD 2.0 (Rajpurkar, Jia and Liang 2018)
 * calls an entity swap, one of the commonest kinds of question that a passage does not answer though it has its words.
 */
export interface Particular {
  readonly kind: 'name' | 'quantity' | 'quotation';
  /** Place of the concept among the question's. */
  readonly concept: number;
  /** Place of the concept that stands before it, and how many words before at most; absent for a single word. */
  readonly after?: { readonly concept: number; readonly gap: number };
  /** What part of its name, quantity or quotation it is, 0..1. */
  readonly share: number;
}

/** Quoted words, in marks that are no apostrophes. */
const QUOTED = /["“«]([^"“”«»<>]+)["”»]/g;
/** Words within a name that are written small. */
const JOINING = new Set('of the and for de la al ul ud e i bin ibn'.split(' '));
const SCALE = /^(?:thousand|million|billion|trillion|percent)s?$/;
const QUANTITY = /^\d[\d.,:]*(?:st|nd|rd|th)?$/;
const YEAR = /^(?:1\d|20)\d\d$/;
const POSSESSIVE = /['’ʼ‘]s$/i;
/** Particulars of a question at most: a bit each. */
const MOST = 30;

/** A word of a name, a quantity or a quotation. */
interface Part {
  readonly concept: number;
  readonly token: number;
}

/** Which words of a question are names, as far as single words tell. */
export interface Capitals {
  /** For each word, whether it has a capital, or would have one. */
  readonly capitals: readonly boolean[];
  /** Whether the question is written without capitals, so that they are those of the corpus. */
  readonly isSmall: boolean;
  readonly isName: (term: string) => boolean;
}

/** The names, quantities and quotations that a question states. Written all in capitals, or as a headline, it states no names. */
export function particularsOf(
  text: string,
  tokens: readonly Token[],
  concepts: readonly Concept[],
  written: Capitals,
): readonly Particular[] {
  const conceptAt = conceptsByToken(tokens, concepts);
  const tellNames = written.isSmall || tellsNames(text, tokens);
  const names = tellNames ? namesIn(text, tokens, written) : [];
  const inNames = new Set(names.flat());
  const parts = (of: readonly number[]): Part[] =>
    of.flatMap((token) => {
      const concept = conceptAt.get(token);
      return concept === undefined ? [] : [{ concept, token }];
    });
  const quantities = tokens.flatMap(({ surface }, i) => {
    if (inNames.has(i) || !QUANTITY.test(surface)) return [];
    const scaled = SCALE.test(tokens[i + 1]?.word ?? '');
    if (!scaled && (surface.length === 1 || YEAR.test(surface))) return [];
    return [scaled ? [i, i + 1] : [i]];
  });
  return [
    ...names.flatMap((name) => apart(parts(name), concepts)).flatMap(linked('name')),
    ...quantities.map(parts).flatMap(linked('quantity')),
    ...quotationsIn(text, tokens).map(parts).flatMap(linked('quotation')),
  ].slice(0, MOST);
}

function conceptsByToken(
  tokens: readonly Token[],
  concepts: readonly Concept[],
): ReadonlyMap<number, number> {
  const at = new Map<number, number>();
  concepts.forEach(({ from, to }, concept) => {
    for (let i = from; i <= to; i++) at.set(i, concept);
  });
  tokens.forEach(({ term, stop }, i) => {
    if (stop || at.has(i)) return;
    const concept = concepts.findIndex(({ variants }) => variants[0]?.term === term);
    if (concept >= 0) at.set(i, concept);
  });
  return at;
}

/** What stands between a word and the one before it. */
function between(text: string, tokens: readonly Token[], i: number): string {
  const before = tokens[i - 1];
  return before ? text.slice(before.start + before.surface.length, tokens[i]!.start) : '';
}

export function beginsSentence(text: string, tokens: readonly Token[], i: number): boolean {
  return i === 0 || /[.?!:]\s*["“]?$/.test(between(text, tokens, i));
}

/** Whether capitals mean names: not where small words have them too, as in a headline. */
function tellsNames(text: string, tokens: readonly Token[]): boolean {
  const inside = tokens.filter((_, i) => !beginsSentence(text, tokens, i));
  return (
    inside.some(({ surface }) => /^\p{Ll}/u.test(surface)) &&
    !inside.some(
      ({ surface, stop, word }) => stop && word !== 'the' && /^\p{Lu}\p{Ll}/u.test(surface),
    )
  );
}

/** Runs of words with capitals, as places of tokens. */
function namesIn(
  text: string,
  tokens: readonly Token[],
  { capitals, isSmall, isName }: Capitals,
): number[][] {
  /** Whether the word follows the one before it in the same phrase. */
  const follows = (i: number): boolean =>
    i < tokens.length && !/[,.?!:;"“”()]/.test(between(text, tokens, i));
  const capital = (i: number): boolean => {
    const token = tokens[i];
    if (!token || !capitals[i]) return false;
    return !token.stop || /^\p{Lu}{2,}$/u.test(token.surface);
  };
  /** The first word of a sentence is a name where it is one in the corpus, the next word is of it, or capitals are inside. */
  const begins = (i: number): boolean =>
    capital(i) &&
    (isSmall ||
      !beginsSentence(text, tokens, i) ||
      isName(tokens[i]!.term) ||
      /^\p{Lu}.*[\p{Lu}\p{N}]/u.test(tokens[i]!.surface) ||
      (follows(i + 1) && capital(i + 1)));
  const names: number[][] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!begins(i)) continue;
    const name = [i];
    while (!POSSESSIVE.test(tokens[i]!.surface) && follows(i + 1)) {
      const joined = !capital(i + 1) && JOINING.has(tokens[i + 1]!.word) && follows(i + 2);
      const next = joined ? i + 2 : i + 1;
      if (!capital(next)) break;
      name.push(next);
      i = next;
    }
    names.push(name);
  }
  return names;
}

/** Words between quotation marks, as places of tokens. */
function quotationsIn(text: string, tokens: readonly Token[]): number[][] {
  return [...text.matchAll(QUOTED)].map(({ index, 0: { length } }) =>
    tokens.flatMap(({ start }, i) => (start > index && start < index + length ? [i] : [])),
  );
}

/** An entity that is known under several names is a name of its own: how many words stand for it is not known. */
function apart(name: readonly Part[], concepts: readonly Concept[]): Part[][] {
  const runs: Part[][] = [];
  let entity = false;
  for (const part of name) {
    const last = runs.at(-1)?.at(-1);
    if (last?.concept === part.concept) continue;
    const mention = concepts[part.concept]!.mention !== undefined;
    if (!last || mention || entity) runs.push([part]);
    else runs.at(-1)!.push(part);
    entity = mention;
  }
  return runs;
}

function linked(kind: Particular['kind']): (parts: readonly Part[]) => Particular[] {
  return (parts) => {
    if (parts.length < 2) return parts.map(({ concept }) => ({ kind, concept, share: 1 }));
    return parts.slice(1).map(({ concept, token }, i) => ({
      kind,
      concept,
      after: { concept: parts[i]!.concept, gap: token - parts[i]!.token },
      share: 1 / (parts.length - 1),
    }));
  };
}

/** Which of the particulars a text states, a bit each. */
export function stated(particulars: readonly Particular[], found: readonly Occurrence[]): number {
  let bits = 0;
  particulars.forEach(({ concept, after }, i) => {
    const holds = found.some(
      (word) =>
        word.concept === concept &&
        (after === undefined ||
          found.some(
            (before) =>
              before.concept === after.concept &&
              before.at < word.at &&
              word.at - before.at <= after.gap,
          )),
    );
    if (holds) bits |= 1 << i;
  });
  return bits;
}
