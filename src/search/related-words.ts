import type { BoundQuery } from './bound-query.ts';
import type { CorpusView } from './corpus-view.ts';
import { FEATURES, type Feature } from './features.ts';
import { TermTable } from './term-table.ts';
import { SENTENCE, STOP, TERM_MASK } from './token-flags.ts';
import { wordVectors } from './word-vectors.ts';

const AT = Object.fromEntries(FEATURES.map((name, i) => [name, i])) as Record<Feature, number>;

/** Cosine from which words count as related; from there to 1 the match grows to a full one. */
const RELATED = 0.3;
/** What the second of two concepts is multiplied with. */
const ABOVE = 2 ** 24;
/** Cosine from which a word counts as the one asked for. */
const SAME = 0.99;

/** Writes the signals of words of like meaning; each word is compared with the question once. */
export function relatedReader(
  { segment, vocabulary }: CorpusView,
  { concepts, mass }: BoundQuery,
): (passage: number, features: Float64Array) => void {
  const vectors = wordVectors();
  const { dimensions, values, scales } = vectors;
  const rowOf = vectors.rowsOf(vocabulary);
  const n = concepts.length;
  const asked = concepts.map(({ concept }) => vectors.row(concept.variants[0]!.term));
  // Two concepts in one number, so that a word is compared with both at once.
  const targets = new Float64Array(((n + 1) >> 1) * dimensions);
  asked.forEach((row, i) => {
    if (row < 0) return;
    const unit = i % 2 === 0 ? 1 : ABOVE;
    for (let d = 0; d < dimensions; d++) {
      targets[(i >> 1) * dimensions + d]! += values[row * dimensions + d]! * unit;
    }
  });
  const conceptOf = new Map<number, number>();
  concepts.forEach(({ terms }, i) => {
    for (const { id } of terms) if (!conceptOf.has(id)) conceptOf.set(id, i);
  });
  const rareMass = concepts.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  // Likenesses of the words met so far, n a word; most words are like none that is asked for.
  let likeness = new Float32Array(64 * n);
  let end = 0;
  /** Their places in `likeness`, from 1 on; 0: like nothing. */
  const known = new TermTable(512);
  const one = new Float32Array(n);
  const whole = new Float32Array(n);
  const best = new Float32Array(n);

  return (passage, features) => {
    whole.fill(0);
    let sentence = 0;
    let rareSentence = 0;
    const close = (): void => {
      let sum = 0;
      let rare = 0;
      for (let i = 0; i < n; i++) {
        const match = matched(best[i]!);
        sum += concepts[i]!.idf * match;
        rare += concepts[i]!.rarity * match;
        if (best[i]! > whole[i]!) whole[i] = best[i]!;
      }
      sentence = Math.max(sentence, sum);
      rareSentence = Math.max(rareSentence, rare);
      best.fill(0);
    };
    const to = segment.forwardAt[passage + 1]!;
    for (let at = segment.forwardAt[passage]!; at < to; at++) {
      const word = segment.forward[at]!;
      if (word & SENTENCE) close();
      if (word & STOP) continue;
      const id = word & TERM_MASK;
      let from = known.get(id) - 1;
      if (from === -2) {
        from = compare(id);
        known.set(id, from + 1);
      }
      if (from < 0) continue;
      for (let i = 0; i < n; i++) if (likeness[from + i]! > best[i]!) best[i] = likeness[from + i]!;
    }
    close();
    let related = 0;
    let missing = 0;
    let rare = 0;
    for (let i = 0; i < n; i++) {
      const match = matched(whole[i]!);
      related += concepts[i]!.idf * match;
      rare += concepts[i]!.rarity * match;
      if (whole[i]! < SAME) missing += concepts[i]!.idf * match;
    }
    const total = mass || 1;
    features[AT.related] = related / total;
    features[AT.relatedSentence] = sentence / total;
    features[AT.relatedMissing] = missing / total;
    features[AT.rareSentence] = rareSentence / rareMass;
    features[AT.rareRelated] = rare / rareMass;
  };

  /** Place of the word's likenesses; -1: it is like nothing that is asked for. */
  function compare(id: number): number {
    const row = rowOf(id);
    const exact = conceptOf.get(id);
    if (row < 0 && exact === undefined) return -1;
    let most = 0;
    one.fill(0);
    for (let i = 0; row >= 0 && i < n; i += 2) {
      if (asked[i]! < 0 && (asked[i + 1] ?? -1) < 0) continue;
      const both = dot(values, row * dimensions, targets, (i >> 1) * dimensions, dimensions);
      const second = Math.round(both / ABOVE);
      note(i, both - second * ABOVE);
      if (i + 1 < n) note(i + 1, second);
    }
    if (exact !== undefined) one[exact] = 1;
    else if (most <= RELATED) return -1;
    if (end + n > likeness.length) {
      const longer = new Float32Array(2 * likeness.length);
      longer.set(likeness);
      likeness = longer;
    }
    likeness.set(one, end);
    end += n;
    return end - n;

    function note(concept: number, product: number): void {
      const other = asked[concept]!;
      if (other < 0) return;
      one[concept] = product * scales[row]! * scales[other]!;
      if (one[concept]! > most) most = one[concept]!;
    }
  }
}

/**
 * Scalar products of two concepts' vectors with a word's: the first's and `ABOVE` times the second's. Components are
 * of 8 bits, so a product of rows stays far below half of `ABOVE`, and the sum is exact.
 */
function dot(values: Int8Array, a: number, targets: Float64Array, b: number, size: number): number {
  let even = 0;
  let odd = 0;
  for (let d = 0; d + 1 < size; d += 2) {
    even += values[a + d]! * targets[b + d]!;
    odd += values[a + d + 1]! * targets[b + d + 1]!;
  }
  if (size % 2 === 1) even += values[a + size - 1]! * targets[b + size - 1]!;
  return even + odd;
}

function matched(likeness: number): number {
  if (likeness > SAME) return 1;
  return likeness > RELATED ? (likeness - RELATED) / (1 - RELATED) : 0;
}
