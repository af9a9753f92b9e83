import { hashOf, openVocabulary, type Vocabulary, type VocabularyData } from './vocabulary.ts';

const encoder = new TextEncoder();

/** A vocabulary that takes new terms; numbers that were given stay. */
export interface GrowingVocabulary extends Vocabulary {
  /** Number of the term, a new one when it had none. */
  add(term: string): number;
}

/** @param data of the terms that it begins with; not changed */
export function growingVocabulary(data: VocabularyData): GrowingVocabulary {
  let { bytes, offsets, table } = data;
  let size = offsets.length - 1;
  let own = false;
  let opened = openVocabulary(data);

  /** Makes room for one more term of so many bytes. */
  function room(more: number): void {
    const end = offsets[size]!;
    const fits = own && end + more <= bytes.length && size + 1 < offsets.length;
    if (fits && (size + 1) * 2 <= table.length) return;
    own = true;
    if (end + more > bytes.length) bytes = copied(bytes, Uint8Array, (end + more) * 1.5);
    if (size + 1 >= offsets.length) offsets = copied(offsets, Uint32Array, (size + 2) * 1.5);
    if ((size + 1) * 2 > table.length) rehash();
    else if (table === data.table) table = table.slice();
    opened = openVocabulary({ bytes, offsets, table });
  }

  function rehash(): void {
    table = new Uint32Array(table.length * 2);
    for (let id = 0; id < size; id++) note(id);
  }

  function note(id: number): void {
    const term = bytes.subarray(offsets[id]!, offsets[id + 1]!);
    let at = hashOf(term, term.length) & (table.length - 1);
    while (table[at] !== 0) at = (at + 1) & (table.length - 1);
    table[at] = id + 1;
  }

  return {
    get size() {
      return size;
    },
    get data() {
      return { bytes, offsets, table };
    },
    idOf: (term) => opened.idOf(term),
    termOf: (id) => opened.termOf(id),
    has: (id) => id < size,
    add(term) {
      const known = opened.idOf(term);
      if (known >= 0) return known;
      const encoded = encoder.encode(term);
      room(encoded.length);
      bytes.set(encoded, offsets[size]!);
      offsets[size + 1] = offsets[size]! + encoded.length;
      note(size);
      size += 1;
      return size - 1;
    },
  };
}

function copied<T extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  from: T,
  make: new (size: number) => T,
  size: number,
): T {
  const larger = new make(Math.ceil(size));
  larger.set(from);
  return larger;
}
