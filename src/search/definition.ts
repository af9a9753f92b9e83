import type { CorpusView } from './corpus-view.ts';
import { BREAK, CAPITAL, ENTITY, SENTENCE, STOP, TERM_MASK } from './token-flags.ts';

/** Of a definition "X is a …" at the beginning of a sentence: "…, X, the …" and "…, X, …" anywhere. */
const APPOSED = 0.8;
const MENTIONED = 0.3;
/** "is a" belongs to what its sentence begins with for so many words. */
const PREDICATE = 16;

/**
 * How far a passage says what the thing asked about is, 0..1: "X (…) is a …", "…, X, the …", two of the surface
 * patterns of Hildebrandt, Katz and Lin (2004), "Answering definition questions using multiple knowledge sources".
 * @param asked whether a term is one of the question's
 */
export function definitionReader(
  { segment, vocabulary }: CorpusView,
  asked: (term: number) => boolean,
): (passage: number) => number {
  const idsOf = (words: string): ReadonlySet<number> =>
    new Set(
      words
        .split(' ')
        .map((word) => vocabulary.idOf(word))
        .filter((id) => id >= 0),
    );
  const articles = idsOf('the a an one');
  const copulas = idsOf('is was are were');

  return (passage) => {
    const { forward, forwardAt } = segment;
    let most = 0;
    let position = 0;
    let named = -9;
    // Where the thing asked about begins its sentence: nothing but an article stands before it.
    let subject = -PREDICATE;
    let opening = true;
    let previous = -1;
    for (let at = forwardAt[passage]!; at < forwardAt[passage + 1]!; at++) {
      const word = forward[at]!;
      const term = word & TERM_MASK;
      if (word & SENTENCE) {
        opening = true;
        subject = -PREDICATE;
      }
      const match = !(word & STOP) && asked(term);
      if (match) {
        named = position;
        if (opening) subject = position;
      } else if (named === position - 1 && !(word & SENTENCE)) {
        if (word & BREAK) most = Math.max(most, articles.has(term) ? APPOSED : MENTIONED);
        else if (copulas.has(term)) most = Math.max(most, MENTIONED);
        // The name goes on.
        else if (word & CAPITAL) named = position;
      }
      if (articles.has(term)) {
        if (copulas.has(previous) && position - subject < PREDICATE) return 1;
      } else if (!match) {
        opening = false;
      }
      if (word & ENTITY) continue;
      position++;
      previous = term;
    }
    return most;
  };
}
