import type { Vocabulary } from './vocabulary.ts';
import data from './word-vectors.json' with { type: 'json' };

/** What words are alike: vectors of common English words (their stems), see bench/build-word-vectors.ts. */
export interface WordVectors {
  readonly dimensions: number;
  /** Row of a term, -1 when it has none. */
  row(term: string): number;
  /** How rare a term is in English at large, 0..1 (1: not among the words known): the logarithm of its rank. */
  rarity(term: string): number;
  /** Rows of a vocabulary's terms by their numbers, looked up as they are asked for. */
  rowsOf(vocabulary: Vocabulary): (id: number) => number;
  /** Components of all rows, one after the other. */
  readonly values: Int8Array;
  /** What makes the length of each row 1. */
  readonly scales: Float32Array;
}

/** Rank that numbers, which have no row, are taken to have. */
const NUMBER_RANK = 2000;

let opened: WordVectors | undefined;

/** Opened when first asked for. */
export function wordVectors(): WordVectors {
  opened ??= open();
  return opened;
}

function open(): WordVectors {
  const { dimensions } = data;
  const rows = new Map(data.terms.split(' ').map((term, i) => [term, i]));
  const text = atob(data.vectors);
  const values = Int8Array.from(text, (byte) => byte.charCodeAt(0));
  const scales = new Float32Array(values.length / dimensions);
  for (let row = 0; row < scales.length; row++) {
    let square = 0;
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) square += values[at]! ** 2;
    scales[row] = 1 / Math.sqrt(square || 1);
  }
  const known = new WeakMap<Vocabulary, Int32Array>();
  const row = (term: string): number => rows.get(term) ?? -1;
  return {
    dimensions,
    values,
    scales,
    row,
    rarity(term) {
      const at = /^\d/.test(term) ? NUMBER_RANK : row(term);
      return at < 0 ? 1 : Math.log(1 + at / 20) / Math.log(1 + rows.size / 20);
    },
    rowsOf(vocabulary) {
      const found = known.get(vocabulary) ?? new Int32Array(vocabulary.size).fill(-2);
      known.set(vocabulary, found);
      return (id) => {
        if (found[id] === -2) found[id] = row(vocabulary.termOf(id));
        return found[id]!;
      };
    },
  };
}
