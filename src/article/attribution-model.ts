import type { Candidate, Neighbours, Reading } from './quote-candidates.ts';
import { FEATURE_COUNT, quoteCandidates, TEMPLATES } from './quote-candidates.ts';

/** Nobody is named below this probability, 0..1: a wrong name is worse than none. */
export const NAMING_THRESHOLD = 0.66;

/** Learned weights by feature template; `local` sees one quote, `joint` also the speakers around it. */
export interface StoredWeights {
  readonly local: Readonly<Record<string, readonly number[]>>;
  readonly joint: Readonly<Record<string, readonly number[]>>;
}

export interface Weights {
  readonly local: Float64Array;
  readonly joint: Float64Array;
}

/** The model's choice for one quote. */
export interface Choice {
  /** Index of the mention, or -1 when no speaker is likelier than any. */
  readonly mention: number;
  readonly candidate: Candidate | undefined;
  /** Probability of the party that the mention belongs to, 0..1. */
  readonly probability: number;
  /** Probability that the quote has no speaker at all, 0..1. */
  readonly none: number;
}

/** @throws Error when the weights do not fit the feature templates of this version. */
export function readWeights(stored: StoredWeights): Weights {
  return { local: flatten(stored.local), joint: flatten(stored.joint) };
}

function flatten(byTemplate: Readonly<Record<string, readonly number[]>>): Float64Array {
  const flat = new Float64Array(FEATURE_COUNT);
  let at = 0;
  for (const [name, size] of TEMPLATES) {
    const values = byTemplate[name];
    if (!values || values.length !== size)
      throw new Error(
        `attribution weights: expected ${size} values for "${name}", got ${values?.length ?? 'none'}`,
      );
    flat.set(values, at);
    at += size;
  }
  return flat;
}

const ALONE: Neighbours = { previousParty: -2, previousMention: -1, nextParty: -2 };

/**
 * Chooses a speaker for every quote: a log-linear ranking of the candidates of each quote (as in
 * O'Keefe et al. 2012, "A sequence labelling approach to quote attribution"), first each quote alone,
 * then again from left to right knowing the speakers around it.
 */
export function chooseSpeakers(reading: Reading, weights: Weights): readonly Choice[] {
  const splits = splitsOf(reading);
  const first = splits.map((split, q) =>
    choose(reading, quoteCandidates(reading, q, ALONE, split), weights.local),
  );
  const second: Choice[] = [];
  for (let q = 0; q < splits.length; q++) {
    const around = neighbours(reading, second[q - 1], first[q + 1]);
    second.push(choose(reading, quoteCandidates(reading, q, around, splits[q]!), weights.joint));
  }
  return second;
}

export function neighbours(
  reading: Reading,
  previous: Choice | undefined,
  next: Choice | undefined,
): Neighbours {
  return {
    previousParty: previous ? partyOf(reading, previous) : -2,
    previousMention: previous ? previous.mention : -1,
    nextParty: next ? partyOf(reading, next) : -2,
  };
}

function partyOf(reading: Reading, choice: Choice): number {
  return choice.mention < 0 ? -1 : reading.parties.of[choice.mention]!;
}

/** For each quote the index of the first mention that starts behind it. */
export function splitsOf(reading: Reading): readonly number[] {
  const { words, quotes, mentions } = reading;
  let m = 0;
  return quotes.map((_, q) => {
    const token = words.quoteToken[q]!;
    while (m < mentions.length && mentions[m]!.first < token) m++;
    return m;
  });
}

export function choose(
  reading: Reading,
  candidates: readonly Candidate[],
  weights: Float64Array,
): Choice {
  const p = probabilities(candidates, weights);
  const byParty = new Map<number, number>();
  let bestMass = 0;
  let bestParty = -1;
  for (let c = 1; c < candidates.length; c++) {
    const party = reading.parties.of[candidates[c]!.mention]!;
    // Unresolved mentions stand for themselves.
    const key = party >= 0 ? party : -2 - candidates[c]!.mention;
    const mass = (byParty.get(key) ?? 0) + p[c]!;
    byParty.set(key, mass);
    if (mass > bestMass) {
      bestMass = mass;
      bestParty = key;
    }
  }
  const none = p[0]!;
  if (bestMass <= none) return { mention: -1, candidate: undefined, probability: 0, none };
  let best = -1;
  for (let c = 1; c < candidates.length; c++) {
    const party = reading.parties.of[candidates[c]!.mention]!;
    const key = party >= 0 ? party : -2 - candidates[c]!.mention;
    if (key === bestParty && (best < 0 || p[c]! > p[best]!)) best = c;
  }
  const candidate = candidates[best]!;
  return { mention: candidate.mention, candidate, probability: bestMass, none };
}

export function probabilities(candidates: readonly Candidate[], weights: Float64Array): number[] {
  let top = -Infinity;
  const scores = candidates.map(({ features }) => {
    let sum = 0;
    for (const f of features) sum += weights[f]!;
    if (sum > top) top = sum;
    return sum;
  });
  let total = 0;
  for (let c = 0; c < scores.length; c++) {
    scores[c] = Math.exp(scores[c]! - top);
    total += scores[c]!;
  }
  for (let c = 0; c < scores.length; c++) scores[c]! /= total;
  return scores;
}
