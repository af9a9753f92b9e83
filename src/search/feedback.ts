import { type CorpusView, idf } from './corpus-view.ts';
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
  const mass = new Map<number, number>();
  const holders = new Map<number, number>();
  for (const { passage, weight } of best) {
    const seen = new Set<number>();
    const length = Math.max(1, segment.lengths[passage]!);
    for (let at = segment.forwardAt[passage]!; at < segment.forwardAt[passage + 1]!; at++) {
      const word = segment.forward[at]!;
      if (word & (STOP | ENTITY)) continue;
      const id = word & TERM_MASK;
      mass.set(id, (mass.get(id) ?? 0) + weight / length);
      if (!seen.has(id)) holders.set(id, (holders.get(id) ?? 0) + 1);
      seen.add(id);
    }
  }
  const scored: FeedbackTerm[] = [];
  for (const [id, probability] of mass) {
    // A term of one passage only is that passage's, not the topic's.
    if (exclude.has(id) || (best.length > 2 && holders.get(id)! < 2)) continue;
    const term = vocabulary.termOf(id);
    const df = stats.df(term);
    const rarity = idf(df, stats.passages);
    scored.push({ id, term, weight: probability * rarity, idf: rarity, df });
  }
  scored.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  const kept = scored.slice(0, terms);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return kept.map((each) => ({ ...each, weight: each.weight / total }));
}
