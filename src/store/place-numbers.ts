/** Numbers places from 0 in the order in which they are first met: a hash table with open addressing. */
export class PlaceNumbers {
  #slots = new Int32Array(1 << 12).fill(-1);
  #places = new Float64Array(1 << 11);
  size = 0;

  numberOf(place: number): number {
    if (this.size === this.#places.length) this.#grow();
    let at = this.#slotOf(place);
    for (; this.#slots[at]! >= 0; at = (at + 1) & (this.#slots.length - 1)) {
      if (this.#places[this.#slots[at]!] === place) return this.#slots[at]!;
    }
    this.#slots[at] = this.size;
    this.#places[this.size] = place;
    return this.size++;
  }

  placeOf(number: number): number {
    return this.#places[number]!;
  }

  #slotOf(place: number): number {
    // Neighbouring places must not fall into neighbouring slots: Knuth's multiplicative hash of both halves.
    const high = Math.floor(place / 0x1_0000_0000);
    const hash = Math.imul((place >>> 0) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> 0;
    return (hash >>> 7) & (this.#slots.length - 1);
  }

  #grow(): void {
    const places = new Float64Array(this.#places.length * 2);
    places.set(this.#places);
    this.#places = places;
    this.#slots = new Int32Array(places.length * 2).fill(-1);
    for (let number = 0; number < this.size; number++) {
      let at = this.#slotOf(places[number]!);
      while (this.#slots[at]! >= 0) at = (at + 1) & (this.#slots.length - 1);
      this.#slots[at] = number;
    }
  }
}
