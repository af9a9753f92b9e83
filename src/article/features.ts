import { Fact } from './candidate-facts.ts';
import { CONTEXTS } from './context-words.ts';
import { bucket } from './cue-distance.ts';
import type { Candidate } from './quote-candidates.ts';
import { WORD_BUCKETS } from './word-features.ts';

const POSITIONS = 12;
const RELATIONS = 13;
const CLASSES = 12;
const TYPES = 15;
const ADJACENCIES = 10;
const SHAPES = 12;
const LENGTHS = 6;

const DISTANCES = [0, 1, 2, 4, 7, 12, 20, 35, 60];
const SIZES = [1, 2, 4, 7, 15];

/** Feature templates, each with the number of its values; weights are stored under these names. */
export const TEMPLATES: readonly (readonly [name: string, size: number])[] = [
  ['relation, cue, position', RELATIONS * CLASSES * POSITIONS],
  ['relation, adjacency, shape', RELATIONS * ADJACENCIES * SHAPES],
  ['type, position', TYPES * POSITIONS],
  ['type, relation', TYPES * RELATIONS],
  ['distance, position, linked', 10 * POSITIONS * 2],
  ['rank, side, linked, near', 7 * 2 * 2 * 2],
  ['gerund, relation, position', 2 * RELATIONS * POSITIONS],
  ['preposition, position, linked', 10 * POSITIONS * 2],
  ['sentence start, position, relation', 2 * POSITIONS * RELATIONS],
  ['previous gap, relation', 6 * RELATIONS],
  ['next gap, relation', 6 * RELATIONS],
  ['frequency, type', 5 * TYPES],
  ['first person in quote, type', 2 * TYPES],
  ['named in quote, linked', 2 * 2],
  ['rival link, own link, position', 4 * 3 * POSITIONS],
  ['quote between, position, relation', 3 * POSITIONS * RELATIONS],
  ['mark before, relation, side', 6 * RELATIONS * 2],
  ['cues between, relation, side', 4 * RELATIONS * 2],
  ['shape, position, linked', SHAPES * POSITIONS * 2],
  ['length, linked, position', LENGTHS * 2 * POSITIONS],
  ['possessive, relation', 2 * RELATIONS],
  ['cue, adjacency, quote length', CLASSES * ADJACENCIES * LENGTHS],
  ['verb before, relation, cue', 2 * RELATIONS * CLASSES],
  ['verb after, relation, cue', RELATIONS * CLASSES],
  ['that, relation, position', 2 * RELATIONS * POSITIONS],
  ['before, relation, side', CONTEXTS * RELATIONS * 2],
  ['after, relation, side', CONTEXTS * RELATIONS * 2],
  ['ending, relation, side', 5 * RELATIONS * 2],
  ['verbs between, relation, side', 5 * RELATIONS * 2],
  ['commas between, relation, side', 5 * RELATIONS * 2],
  ['breaks between, relation, side', 5 * RELATIONS * 2],
  ['cue, verbs between, that', CLASSES * 5 * 2],
  ['subject distance, relation', 8 * RELATIONS],
  ['subjects between, relation, side', 4 * RELATIONS * 2],
  ['issues, denied, relation', 3 * 2 * RELATIONS],
];

/** Templates of the speakerless choice; they follow the others in the weights. */
export const SPEAKERLESS: readonly (readonly [name: string, size: number])[] = [
  ['none: shape, rival', SHAPES * 4],
  ['none: before, length', CONTEXTS * LENGTHS],
  ['none: case, length', 4 * LENGTHS],
  ['none: after, length', CONTEXTS * LENGTHS],
  ['none: previous gap', 6],
  ['none: single marks, length', 2 * LENGTHS],
  ['none: verb before, length', 13 * LENGTHS],
  ['none: two before, before', CONTEXTS * CONTEXTS],
  ['none: case, before', 4 * CONTEXTS],
  ['none: in name, ending, length', 3 * 5 * LENGTHS],
  ['none: before, rival', CONTEXTS * 4],
  ['none: after, case', CONTEXTS * 4],
];

export const ALL_TEMPLATES: typeof TEMPLATES = [
  ...TEMPLATES,
  ...SPEAKERLESS,
  ['words', WORD_BUCKETS],
];

const OFFSETS: readonly number[] = ALL_TEMPLATES.reduce<number[]>(
  (sums, [, size]) => {
    sums.push(sums.at(-1)! + size);
    return sums;
  },
  [0],
);
export const FEATURE_COUNT = OFFSETS.at(-1)!;

/** Writes the indexes of a candidate's features into `out`; returns how many. */
export function featureIds({ facts, words }: Candidate, out: Int32Array): number {
  let n = factIds(facts, out);
  const from = OFFSETS[ALL_TEMPLATES.length - 1]!;
  for (const word of words) out[n++] = from + word;
  return n;
}

function factIds(row: readonly number[], out: Int32Array): number {
  const length = bucket(row[Fact.size]!, SIZES);
  const size = row[Fact.size]! <= 3 ? 0 : row[Fact.size]! <= 9 ? 1 : 2;
  const shape = (row[Fact.starts]! * 2 + row[Fact.upper]!) * 3 + size;
  const rival = row[Fact.rival]!;
  let n = 0;
  if (row[Fact.speakerless] === 1) {
    n = TEMPLATES.length;
    let k = 0;
    out[k++] = OFFSETS[n++]! + shape * 4 + rival;
    out[k++] = OFFSETS[n++]! + row[Fact.wordBefore]! * LENGTHS + length;
    out[k++] = OFFSETS[n++]! + row[Fact.letterCase]! * LENGTHS + length;
    out[k++] = OFFSETS[n++]! + row[Fact.wordAfter]! * LENGTHS + length;
    out[k++] = OFFSETS[n++]! + row[Fact.previousGap]!;
    out[k++] = OFFSETS[n++]! + row[Fact.single]! * LENGTHS + length;
    out[k++] = OFFSETS[n++]! + row[Fact.lastVerb]! * LENGTHS + length;
    out[k++] = OFFSETS[n++]! + row[Fact.wordBefore2]! * CONTEXTS + row[Fact.wordBefore]!;
    out[k++] = OFFSETS[n++]! + row[Fact.letterCase]! * CONTEXTS + row[Fact.wordBefore]!;
    out[k++] = OFFSETS[n++]! + (row[Fact.inName]! * 5 + row[Fact.ending]!) * LENGTHS + length;
    out[k++] = OFFSETS[n++]! + row[Fact.wordBefore]! * 4 + rival;
    out[k++] = OFFSETS[n++]! + row[Fact.wordAfter]! * 4 + row[Fact.letterCase]!;
    return k;
  }
  const relation = row[Fact.relation]!;
  const cue = row[Fact.cue]!;
  const position = row[Fact.position]!;
  const near = row[Fact.adjacency]!;
  const type = row[Fact.type]!;
  const after = row[Fact.after]!;
  const linked = relation !== 0 && relation !== 9 ? 1 : 0;
  const own = row[Fact.own]!;
  const verbBefore = row[Fact.verbBefore]!;
  const put = (value: number): void => {
    out[n] = OFFSETS[n]! + value;
    n++;
  };
  put((relation * CLASSES + cue) * POSITIONS + position);
  put((relation * ADJACENCIES + near) * SHAPES + shape);
  put(type * POSITIONS + position);
  put(type * RELATIONS + relation);
  put((bucket(row[Fact.distance]!, DISTANCES) * POSITIONS + position) * 2 + linked);
  put(((Math.min(row[Fact.rank]!, 6) * 2 + after) * 2 + linked) * 2 + (position <= 1 ? 1 : 0));
  put((row[Fact.gerund]! * RELATIONS + relation) * POSITIONS + position);
  put((row[Fact.preposition]! * POSITIONS + position) * 2 + linked);
  put((row[Fact.sentenceStart]! * POSITIONS + position) * RELATIONS + relation);
  put(row[Fact.previousGap]! * RELATIONS + relation);
  put(row[Fact.nextGap]! * RELATIONS + relation);
  put(bucket(row[Fact.count]!, [0, 1, 3, 8]) * TYPES + type);
  put(row[Fact.firstPerson]! * TYPES + type);
  put(row[Fact.named]! * 2 + linked);
  put((rival * 3 + (own === 0 ? 0 : own < rival ? 1 : 2)) * POSITIONS + position);
  put((row[Fact.quotesBetween]! * POSITIONS + position) * RELATIONS + relation);
  put((row[Fact.markBefore]! * RELATIONS + relation) * 2 + after);
  put((row[Fact.cuesBetween]! * RELATIONS + relation) * 2 + after);
  put((shape * POSITIONS + position) * 2 + linked);
  put((length * 2 + linked) * POSITIONS + position);
  put(row[Fact.possessive]! * RELATIONS + relation);
  put((cue * ADJACENCIES + near) * LENGTHS + length);
  put(
    ((verbBefore >= 20 ? 1 : 0) * RELATIONS + (verbBefore % 20)) * CLASSES +
      row[Fact.verbBeforeCue]!,
  );
  put(row[Fact.verbAfter]! * CLASSES + row[Fact.verbAfterCue]!);
  put((row[Fact.that]! * RELATIONS + relation) * POSITIONS + position);
  put((row[Fact.wordBefore]! * RELATIONS + relation) * 2 + after);
  put((row[Fact.wordAfter]! * RELATIONS + relation) * 2 + after);
  put((row[Fact.ending]! * RELATIONS + relation) * 2 + after);
  put((row[Fact.verbsBetween]! * RELATIONS + relation) * 2 + after);
  put((row[Fact.commasBetween]! * RELATIONS + relation) * 2 + after);
  put((row[Fact.breaksBetween]! * RELATIONS + relation) * 2 + after);
  put((cue * 5 + row[Fact.verbsBetween]!) * 2 + row[Fact.that]!);
  put(bucket(row[Fact.subjectDistance]!, [0, 1, 2, 4, 8, 16, 40]) * RELATIONS + relation);
  put((row[Fact.subjectsBetween]! * RELATIONS + relation) * 2 + after);
  put((row[Fact.issues]! * 2 + row[Fact.denied]!) * RELATIONS + relation);
  return n;
}
