import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { textCount, titleCount } from './segment.ts';

export interface ArticleSignals {
  /** Share of the question's idf mass that the article holds anywhere, 0..1. */
  readonly coverage: number;
  /** BM25 of the whole article, as a share of the most that it could be. */
  readonly bm25: number;
  readonly rareCoverage: number;
  readonly rareBm25: number;
}

/** BM25 of articles: saturation and length normalisation. */
const K1 = 1.2;
const B = 0.6;

/** Signals of whole articles, by binary search in the postings: articles' passages are runs of numbers. */
export function articleReader(
  { segment, runs, stats }: CorpusView,
  { concepts, mass }: BoundQuery,
): (article: number) => ArticleSignals {
  const rare = concepts.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  const known = new Map<number, ArticleSignals>();
  const mean = Math.max(1, stats.meanArticle);
  return (article) => {
    const before = known.get(article);
    if (before) return before;
    const from = segment.articlePassages[article]!;
    const to = segment.articlePassages[article + 1]!;
    const run = runs.find((each) => from < each.to);
    const words = segment.forwardAt[to]! - segment.forwardAt[from]!;
    const norm = K1 * (1 - B + (B * words) / mean);
    let coverage = 0;
    let score = 0;
    let rareCoverage = 0;
    let rareBm25 = 0;
    for (const { terms, idf, rarity } of concepts) {
      let count = 0;
      for (const { id, weight } of terms) {
        const place = run?.place(id) ?? -1;
        if (!run || place < 0) continue;
        const { postings, counts } = run;
        const end = run.starts[place + 1]!;
        let at = lowerBound(postings, from, run.starts[place]!, end);
        if (at < end && postings[at]! < to) count += weight * titleCount(counts[at]!);
        for (; at < end && postings[at]! < to; at++) count += weight * textCount(counts[at]!);
      }
      if (count === 0) continue;
      coverage += idf;
      score += (idf * count) / (count + norm);
      rareCoverage += rarity / rare;
      rareBm25 += (rarity * count) / (count + norm) / rare;
    }
    const signals =
      mass > 0 ? { coverage: coverage / mass, bm25: score / mass, rareCoverage, rareBm25 } : NONE;
    known.set(article, signals);
    return signals;
  };
}

const NONE: ArticleSignals = { coverage: 0, bm25: 0, rareCoverage: 0, rareBm25: 0 };

/** First place in `[from, to)` of the ascending numbers that holds `least` or more. */
function lowerBound(numbers: Uint32Array, least: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
