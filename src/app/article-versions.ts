import { versionOf } from '../ingest/corpus-version.ts';

/** Versions of a corpus's articles by id; a change of one does not go through all of them. */
export class ArticleVersions {
  readonly #byId: Map<string, string>;
  /** Ascending. */
  readonly #sorted: string[];

  constructor(versions: Iterable<readonly [id: string, version: string]>) {
    this.#byId = new Map(versions);
    this.#sorted = [...this.#byId.values()].sort();
  }

  get(id: string): string | undefined {
    return this.#byId.get(id);
  }

  entries(): Iterable<readonly [id: string, version: string]> {
    return this.#byId;
  }

  /** @param version `undefined`: the article is gone. */
  set(id: string, version: string | undefined): void {
    const before = this.#byId.get(id);
    if (before === version) return;
    if (before !== undefined) this.#sorted.splice(this.#placeOf(before), 1);
    if (version === undefined) {
      this.#byId.delete(id);
      return;
    }
    this.#sorted.splice(this.#placeOf(version), 0, version);
    this.#byId.set(id, version);
  }

  /** Content hash of the corpus. */
  hash(aliasesText: string): string {
    return versionOf(this.#sorted, aliasesText);
  }

  /** First place that holds the version, or a later one. */
  #placeOf(version: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]! < version) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
