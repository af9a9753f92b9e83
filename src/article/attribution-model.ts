import { FACTS, Fact } from './candidate-facts.ts';
import { ALL_TEMPLATES, FEATURE_COUNT, featureIds } from './features.ts';
import type { Candidate } from './quote-candidates.ts';
import { quoteCandidates } from './quote-candidates.ts';
import type { QuoteContext } from './quote-context.ts';
import { quoteContexts } from './quote-context.ts';
import type { Reading } from './reading.ts';
import type { Trees } from './trees.ts';
import { treeScore } from './trees.ts';

/**
 * Nobody is named when the party is less likely than `named`, 0..1, or when it is likelier than `speakerless` that
 * the words are nobody's. A wrong name is worse than none, and few words are more often a scare quote. Chosen on
 * cross-validated choices for the training articles.
 */
export const LIMITS = {
  short: { named: 0.45, speakerless: 0.18 },
  long: { named: 0.4, speakerless: 0.2 },
  /** Words of a long quote. */
  longFrom: 10,
} as const;

/** Learned numbers: weights by feature template for the first pass, trees for the second. */
export interface StoredWeights {
  readonly local: Readonly<Record<string, readonly number[]>>;
  readonly joint: Trees;
}

export interface Weights {
  readonly local: Float64Array;
  readonly joint: Trees;
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

/** Whether a choice is sure enough to name its speaker. */
export function isSure(choice: Choice): boolean {
  const size = choice.candidate?.facts[Fact.size] ?? 0;
  const limits = size >= LIMITS.longFrom ? LIMITS.long : LIMITS.short;
  return (
    choice.mention >= 0 && choice.probability >= limits.named && choice.none <= limits.speakerless
  );
}

/** A quote's candidates after the first pass. */
export interface Ranked {
  /** The likeliest, the speakerless choice first. */
  readonly candidates: readonly Candidate[];
  /** Probability of each in the first pass. */
  readonly probabilities: readonly number[];
  readonly choice: Choice;
}

/** @throws Error when the weights do not fit the features of this version. */
export function readWeights(stored: StoredWeights): Weights {
  const local = new Float64Array(FEATURE_COUNT);
  let at = 0;
  for (const [name, size] of ALL_TEMPLATES) {
    const values = stored.local[name];
    if (!values || values.length !== size)
      throw new Error(
        `attribution weights: expected ${size} values for "${name}", got ${values?.length ?? 'none'}`,
      );
    local.set(values, at);
    at += size;
  }
  return { local, joint: stored.joint };
}

/** Candidates that the second pass looks at. */
const KEPT = 9;
/** A candidate below this probability in the first pass is not looked at again. */
const NEGLIGIBLE = 0.003;
/** Share of the first pass's log probability that the second pass starts from. */
export const TRUST = 0.7;
/** Columns that the second pass adds to a candidate's facts. */
export const JOINT_COLUMNS = FACTS + 22;

/**
 * Chooses a speaker for every quote. A log-linear ranking of each quote's candidates (as in O'Keefe et al.
 * 2012, "A sequence labelling approach to quote attribution") keeps the likeliest; boosted trees rank these
 * again, knowing the first pass's choices for the quotes around (stacking, Wolpert 1992).
 */
export function chooseSpeakers(reading: Reading, weights: Weights): readonly Choice[] {
  const ranked = splitsOf(reading).map((split, q) =>
    rank(reading, quoteCandidates(reading, q, split), weights.local),
  );
  const contexts = contextsOf(reading, ranked);
  return ranked.map((own, q) => {
    const rows = jointRows(reading, ranked, q, contexts[q]!);
    const scores = rows.map((row) => TRUST * row[FACTS]! + treeScore(weights.joint, row));
    return decide(reading, own.candidates, softmax(scores));
  });
}

export function contextsOf(reading: Reading, ranked: readonly Ranked[]): readonly QuoteContext[] {
  return quoteContexts(
    reading,
    ranked.map(({ choice }) => choice),
    (choice) => partyKey(reading, choice.mention),
  );
}

const ids = new Int32Array(64);

/** First pass: all candidates scored, the likeliest kept. */
export function rank(reading: Reading, all: readonly Candidate[], weights: Float64Array): Ranked {
  const p = softmax(
    all.map((candidate) => {
      const n = featureIds(candidate, ids);
      let sum = 0;
      for (let k = 0; k < n; k++) sum += weights[ids[k]!]!;
      return sum;
    }),
  );
  const order = all.map((_, c) => c).slice(1);
  order.sort((a, b) => p[b]! - p[a]! || a - b);
  const kept = [0, ...order.slice(0, KEPT).filter((c, k) => k < 2 || p[c]! > NEGLIGIBLE)];
  return {
    candidates: kept.map((c) => all[c]!),
    probabilities: kept.map((c) => p[c]!),
    choice: decide(reading, all, p),
  };
}

/** Rows of the second pass: a candidate's facts, the first pass's opinion, the speakers around. */
export function jointRows(
  reading: Reading,
  ranked: readonly Ranked[],
  q: number,
  context: QuoteContext,
): readonly (readonly number[])[] {
  const { candidates, probabilities } = ranked[q]!;
  const previous = ranked[q - 1]?.choice;
  const next = ranked[q + 1]?.choice;
  const before = ranked[q - 2]?.choice;
  const beforeParty = before ? partyKey(reading, before.mention) : -1;
  const mass = new Map<number, number>();
  candidates.forEach((candidate, c) => {
    const key = partyKey(reading, candidate.mention);
    mass.set(key, (mass.get(key) ?? 0) + probabilities[c]!);
  });
  const previousParty = previous ? partyKey(reading, previous.mention) : -1;
  const nextParty = next ? partyKey(reading, next.mention) : -1;
  const top = Math.max(...probabilities);
  const second = [...probabilities].sort((a, b) => b - a)[1] ?? 0;
  return candidates.map((candidate, c) => {
    const key = partyKey(reading, candidate.mention);
    const p = probabilities[c]!;
    return [
      ...candidate.facts,
      Math.log(p + 1e-6),
      Math.log(p + 1e-6) - Math.log(top + 1e-6),
      mass.get(key)!,
      c,
      probabilities[0]!,
      !previous ? 0 : previous.mention < 0 ? 1 : key === previousParty ? 3 : 2,
      previous ? previous.probability : 0,
      previous ? previous.none : 0.5,
      !next ? 0 : next.mention < 0 ? 1 : key === nextParty ? 3 : 2,
      next ? next.probability : 0,
      next ? next.none : 0.5,
      previous && candidate.mention >= 0 && candidate.mention === previous.mention ? 1 : 0,
      next && candidate.mention >= 0 && candidate.mention === next.mention ? 1 : 0,
      !before ? 0 : before.mention < 0 ? 1 : key === beforeParty ? 3 : 2,
      candidate.mention < 0 ? 0 : context.shareOf(key),
      context.meanNone,
      context.repeats,
      context.repeatedNone,
      context.unquoted,
      context.firstPerson,
      Math.log(top + 1e-6),
      second,
    ];
  });
}

/** A number for the party of a mention; unresolved mentions stand for themselves, -1 is nobody. */
function partyKey(reading: Reading, mention: number): number {
  if (mention < 0) return -1;
  const party = reading.parties.of[mention]!;
  return party >= 0 ? party : -2 - mention;
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

/** The likeliest party, and its likeliest mention, unless no speaker at all is likelier. */
export function decide(
  reading: Reading,
  candidates: readonly Candidate[],
  p: readonly number[],
): Choice {
  const mass = new Map<number, number>();
  let bestKey = -1;
  for (let c = 1; c < candidates.length; c++) {
    const key = partyKey(reading, candidates[c]!.mention);
    const sum = (mass.get(key) ?? 0) + p[c]!;
    mass.set(key, sum);
    if (bestKey === -1 || sum > mass.get(bestKey)!) bestKey = key;
  }
  const none = p[0]!;
  const probability = mass.get(bestKey) ?? 0;
  if (probability <= none) return { mention: -1, candidate: undefined, probability: 0, none };
  let best = -1;
  for (let c = 1; c < candidates.length; c++) {
    if (partyKey(reading, candidates[c]!.mention) !== bestKey) continue;
    if (best < 0 || p[c]! > p[best]!) best = c;
  }
  const candidate = candidates[best]!;
  return { mention: candidate.mention, candidate, probability, none };
}

export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const p = scores.map((score) => Math.exp(score - top));
  const total = p.reduce((sum, value) => sum + value, 0);
  return p.map((value) => value / total);
}
