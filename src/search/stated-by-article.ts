import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import type { Occurrence } from './pair-signals.ts';
import { stated } from './particulars.ts';
import { TermTable } from './term-table.ts';
import { ENTITY, STOP, TERM_MASK } from './token-flags.ts';

/** Articles whose best passages are looked at. */
const ARTICLES = 10;

/**
 * Which of the question's names, quantities and quotations the best articles state in their best passage, the two around it
 * or their title: a bit each, one number an article.
 * @param ranked passages, best first
 */
export function statedByArticle(
  { segment }: CorpusView,
  { query: { particulars }, concepts }: BoundQuery,
  ranked: readonly { readonly passage: number; readonly article: number }[],
): readonly number[] {
  if (particulars.length === 0) return [];
  const { forward, forwardAt, titles, titleAt, articleOf } = segment;
  const conceptOf = new TermTable(2 * concepts.length);
  concepts.forEach(({ terms }, concept) => {
    for (const { id } of terms) if (conceptOf.get(id) < 0) conceptOf.set(id, concept);
  });
  const statedIn = (words: Uint32Array, from: number, to: number): number => {
    const found: Occurrence[] = [];
    let position = 0;
    for (let at = from; at < to; at++) {
      const word = words[at]!;
      const concept = word & STOP ? -1 : conceptOf.get(word & TERM_MASK);
      if (concept >= 0) found.push({ concept, at: position });
      if (!(word & ENTITY)) position++;
    }
    return stated(particulars, found);
  };
  const seen = new Set<number>();
  const all: number[] = [];
  for (const { passage, article } of ranked) {
    if (seen.has(article)) continue;
    seen.add(article);
    let bits = statedIn(titles, titleAt[article]!, titleAt[article + 1]!);
    for (const near of [passage - 1, passage, passage + 1]) {
      if (articleOf[near] !== article) continue;
      bits |= statedIn(forward, forwardAt[near]!, forwardAt[near + 1]!);
    }
    if (all.push(bits) === ARTICLES) break;
  }
  return all;
}
