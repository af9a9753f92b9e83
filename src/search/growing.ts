type Numbers = Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** An array of unsigned numbers that grows at its end. */
export class Growing<T extends Numbers = Uint32Array<ArrayBuffer>> {
  #values: T;
  length: number;

  /** @param first what it begins with; kept as it is until it grows */
  constructor(first?: T) {
    this.#values = first ?? (new Uint32Array(1024) as T);
    this.length = first?.length ?? 0;
  }

  push(value: number): void {
    this.#room(1);
    this.#values[this.length++] = value;
  }

  /** @param change what is written for each value */
  append(values: ArrayLike<number>, change?: (value: number) => number): void {
    this.#room(values.length);
    for (let i = 0; i < values.length; i++) {
      this.#values[this.length + i] = change ? change(values[i]!) : values[i]!;
    }
    this.length += values.length;
  }

  /** The same value so many times. */
  repeat(value: number, times: number): void {
    this.#room(times);
    this.#values.fill(value, this.length, this.length + times);
    this.length += times;
  }

  /** Makes room for so many more, so that adding them copies nothing. */
  reserve(more: number): void {
    this.#room(more);
  }

  /** Leaves out what comes after the first `length` numbers. */
  cut(length: number): void {
    this.length = length;
  }

  /** The numbers so far; what is added later does not show in them. */
  view(): T {
    return this.#values.subarray(0, this.length) as T;
  }

  /** The numbers, in memory of their own size. */
  done(): T {
    return this.#values.slice(0, this.length) as T;
  }

  #room(more: number): void {
    const least = this.length + more;
    if (least <= this.#values.length) return;
    // Half as much again: the numbers of a large corpus are copied seldom, and little of them is unused.
    const size = Math.max(least, 1024, Math.ceil(this.#values.length * 1.5));
    const make = this.#values.constructor as new (size: number) => T;
    const larger = new make(size);
    larger.set(this.#values.subarray(0, this.length));
    this.#values = larger;
  }
}
