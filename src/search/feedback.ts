import { type CorpusView, idf } from './corpus-view.ts';
import { TermTable } from './term-table.ts';
import { ENTITY, STOP, TERM_MASK } from './token-flags.ts';

export interface FeedbackParameters {
  /** Passages of the first stage that are taken to be relevant. */
  readonly passages: number;
  /** Terms that the relevance model keeps. */
  readonly terms: number;
}

/** A term of the relevance model; the weights sum to 1. */
export interface FeedbackTerm {
  readonly id: number;
  readonly term: string;
  readonly weight: number;
  readonly idf: number;
  readonly df: number;
}

/**
 * The relevance model of the best passages of the first stage: RM1 of Lavrenko and Croft (2001),
 * "Relevance-based language models", with each term's probability multiplied by its idf so that
 * common words do not fill it.
 * @param best passages with their share of the trust, best first
 */
export function relevanceModel(
  { segment, stats, vocabulary }: CorpusView,
  best: readonly { readonly passage: number; readonly weight: number }[],
  exclude: ReadonlySet<number>,
  terms: number,
): readonly FeedbackTerm[] {
  // Terms in the order in which they are met, with what is known of each.
  const placeOf = new TermTable(256);
  const met: number[] = [];
  const mass: number[] = [];
  const holders: number[] = [];
  /** The last of the passages that held it. */
  const last: number[] = [];
  for (const [nth, { passage, weight }] of best.entries()) {
    const length = Math.max(1, segment.lengths[passage]!);
    for (let at = segment.forwardAt[passage]!; at < segment.forwardAt[passage + 1]!; at++) {
      const word = segment.forward[at]!;
      if (word & (STOP | ENTITY)) continue;
      const id = word & TERM_MASK;
      let place = placeOf.get(id);
      if (place < 0) {
        place = met.push(id) - 1;
        placeOf.set(id, place);
        mass.push(0);
        holders.push(0);
        last.push(-1);
      }
      mass[place]! += weight / length;
      if (last[place] !== nth) holders[place]! += 1;
      last[place] = nth;
    }
  }
  const scored: FeedbackTerm[] = [];
  for (const [place, id] of met.entries()) {
    // A term of one passage only is that passage's, not the topic's.
    if (exclude.has(id) || (best.length > 2 && holders[place]! < 2)) continue;
    const term = vocabulary.termOf(id);
    const df = stats.df(term);
    const rarity = idf(df, stats.passages);
    scored.push({ id, term, weight: mass[place]! * rarity, idf: rarity, df });
  }
  scored.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  const kept = scored.slice(0, terms);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return kept.map((each) => ({ ...each, weight: each.weight / total }));
}
