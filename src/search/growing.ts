/** An array of unsigned 32-bit numbers that grows at its end. */
export class Growing {
  #values: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  /** The numbers, in memory of their own size. */
  done(): Uint32Array<ArrayBuffer> {
    return this.#values.slice(0, this.length);
  }
}
