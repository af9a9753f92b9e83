/** Knuth's multiplicative hashing: the golden ratio of 2^32. */
const GOLDEN = 0x9e3779b1;
/** Slots for each term at least: most words that are looked up are not there, and are told at the first slot. */
const ROOM = 4;

/**
 * Small numbers of terms, by the numbers of the terms: open addressing in flat memory, as a question looks up every word
 * of its candidates several times. Terms are never taken out.
 */
export class TermTable {
  /** Terms + 1, 0: free. */
  #terms: Int32Array;
  #values: Int32Array;
  #shift: number;
  #size = 0;

  /** @param expected terms, about: it grows when there are more */
  constructor(expected: number) {
    const bits = Math.max(6, Math.ceil(Math.log2(Math.max(1, expected) * ROOM)));
    this.#terms = new Int32Array(2 ** bits);
    this.#values = new Int32Array(2 ** bits);
    this.#shift = 32 - bits;
  }

  /** @returns -1 for a term that is not there */
  get(term: number): number {
    const terms = this.#terms;
    const last = terms.length - 1;
    for (let at = Math.imul(term, GOLDEN) >>> this.#shift; ; at = (at + 1) & last) {
      const found = terms[at]!;
      if (found === 0) return -1;
      if (found === term + 1) return this.#values[at]!;
    }
  }

  /** @param value from 0 on */
  set(term: number, value: number): void {
    if ((this.#size + 1) * ROOM > this.#terms.length * 2) this.#grow();
    const terms = this.#terms;
    const last = terms.length - 1;
    let at = Math.imul(term, GOLDEN) >>> this.#shift;
    while (terms[at] !== 0 && terms[at] !== term + 1) at = (at + 1) & last;
    if (terms[at] === 0) this.#size += 1;
    terms[at] = term + 1;
    this.#values[at] = value;
  }

  #grow(): void {
    const terms = this.#terms;
    const values = this.#values;
    this.#terms = new Int32Array(2 * terms.length);
    this.#values = new Int32Array(2 * terms.length);
    this.#shift -= 1;
    this.#size = 0;
    terms.forEach((term, at) => {
      if (term !== 0) this.set(term - 1, values[at]!);
    });
  }
}
