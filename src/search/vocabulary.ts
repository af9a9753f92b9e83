/** All terms of a corpus, numbered from 0, in flat memory: nothing to rebuild when a snapshot is read. */
export interface Vocabulary {
  readonly size: number;
  /** Number of the term, -1 when the corpus does not hold it. */
  idOf(term: string): number;
  termOf(id: number): string;
  /** Whether the corpus holds the term of this number now. */
  has(id: number): boolean;
  readonly data: VocabularyData;
}

/** UTF-8 of the terms, where each begins, and an open-addressing table of their numbers + 1. */
export interface VocabularyData {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly table: Uint32Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
/** The term that is looked for, in UTF-8. */
let wanted = new Uint8Array(256);

/** Writes the term to `wanted`. @returns the number of its bytes */
function write(term: string): number {
  if (term.length * 3 > wanted.length) wanted = new Uint8Array(term.length * 3);
  for (let i = 0; i < term.length; i++) {
    const code = term.charCodeAt(i);
    if (code > 127) return encoder.encodeInto(term, wanted).written;
    wanted[i] = code;
  }
  return term.length;
}
const decoder = new TextDecoder();

export function packVocabulary(terms: readonly string[]): VocabularyData {
  const encoded = terms.map((term) => encoder.encode(term));
  const offsets = new Uint32Array(terms.length + 1);
  encoded.forEach((each, i) => {
    offsets[i + 1] = offsets[i]! + each.length;
  });
  const bytes = new Uint8Array(offsets[terms.length]!);
  encoded.forEach((each, i) => {
    bytes.set(each, offsets[i]!);
  });
  let slots = 16;
  while (slots < terms.length * 2) slots *= 2;
  const table = new Uint32Array(slots);
  encoded.forEach((each, i) => {
    let at = hashOf(each, each.length) & (slots - 1);
    while (table[at] !== 0) at = (at + 1) & (slots - 1);
    table[at] = i + 1;
  });
  return { bytes, offsets, table };
}

export function openVocabulary(data: VocabularyData): Vocabulary {
  const { bytes, offsets, table } = data;
  return {
    size: offsets.length - 1,
    data,
    idOf(term) {
      const size = write(term);
      for (
        let at = hashOf(wanted, size) & (table.length - 1);
        ;
        at = (at + 1) & (table.length - 1)
      ) {
        const id = table[at]! - 1;
        if (id < 0) return -1;
        const start = offsets[id]!;
        if (offsets[id + 1]! - start !== size) continue;
        let same = 0;
        while (same < size && bytes[start + same] === wanted[same]) same++;
        if (same === size) return id;
      }
    },
    has: () => true,
    termOf: (id) => decoder.decode(bytes.subarray(offsets[id]!, offsets[id + 1]!)),
  };
}

/** FNV-1a, 32 bits. */
export function hashOf(bytes: Uint8Array, size: number): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < size; i++) value = Math.imul(value ^ bytes[i]!, 0x01000193) >>> 0;
  return value ^ (value >>> 15);
}
