import type { Bm25Parameters } from './bm25.ts';
import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { FEATURES, type Feature } from './features.ts';
import type { Candidate } from './passage-features.ts';

const AT = Object.fromEntries(FEATURES.map((name, i) => [name, i])) as Record<Feature, number>;

/** Saturation and length normalisation of `bm25Long`. */
const LONG = { k1: 1.2, b: 0.75 } as const;

/** The best proposals, which the candidates are weighed by: as many, however many passages are asked for. */
export const POOL = 60;

/**
 * Signals that weigh the concepts by the best proposals, or by English at large, not by the corpus.
 * @param candidates in the order in which they were proposed
 */
export function comparePool(
  { segment, stats }: CorpusView,
  { concepts, mass }: BoundQuery,
  candidates: readonly Candidate[],
  { k1, b }: Bm25Parameters,
): void {
  const holds = ({ held }: Candidate, concept: number): boolean =>
    (held & (1 << Math.min(concept, 30))) !== 0;
  const pool = candidates.slice(0, POOL);
  const local = concepts.map((_, i) => {
    const df = pool.reduce((sum, each) => sum + (holds(each, i) ? 1 : 0), 0);
    return Math.max(0, Math.log((pool.length + 1) / (df + 0.5)));
  });
  const localMass = local.reduce((sum, each) => sum + each, 0) || 1;
  const rareMass = concepts.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  const largest = Math.log(2 * stats.passages + 2);
  for (const candidate of candidates) {
    const { features, counts, passage } = candidate;
    const length = segment.lengths[passage]! / stats.meanLength;
    const norm = k1 * (1 - b + b * length);
    const longNorm = LONG.k1 * (1 - LONG.b + LONG.b * length);
    const sums = {
      coverage: 0,
      bm25: 0,
      long: 0,
      held: 0,
      missing: 0,
      name: 0,
      rare: 0,
      rareBm25: 0,
    };
    concepts.forEach(({ idf, concept, rarity }, i) => {
      const tf = counts[i]!;
      if (holds(candidate, i)) {
        sums.coverage += local[i]!;
        sums.held++;
        sums.rare += rarity;
      } else {
        sums.missing = Math.max(sums.missing, idf);
        if (concept.capital) sums.name += idf;
      }
      sums.bm25 += (local[i]! * tf) / (tf + norm);
      sums.long += (idf * tf) / (tf + longNorm);
      sums.rareBm25 += (rarity * tf) / (tf + norm);
    });
    features[AT.poolCoverage] = sums.coverage / localMass;
    features[AT.poolBm25] = sums.bm25 / localMass;
    features[AT.bm25Long] = sums.long / (mass || 1);
    features[AT.heldShare] = sums.held / Math.max(1, concepts.length);
    features[AT.missingMost] = sums.missing / largest;
    features[AT.missingName] = sums.name / (mass || 1);
    features[AT.rareCoverage] = sums.rare / rareMass;
    features[AT.rareBm25] = sums.rareBm25 / rareMass;
  }
}
