import { type CorpusStats, type CorpusView, openCorpus } from '../search/corpus-view.ts';
import { Growing } from '../search/growing.ts';
import { packVocabulary } from '../search/vocabulary.ts';
import { lengthAt, packedWith } from './fts-tokens.ts';
import { PlaceNumbers } from './place-numbers.ts';

/**
 * Lists that were read for one question, as a corpus that the shared first stage scores: of its passages it
 * knows the places, their lengths and how often they hold the terms, and nothing else.
 */
export class PostingLists {
  readonly #numbers = new PlaceNumbers();
  readonly #postings = new Growing();
  #counts = new Uint16Array(1 << 12);
  readonly #starts: number[] = [];
  readonly #terms: string[] = [];
  /** Where the term that is being added has its posting of a passage, plus one. */
  #at = new Int32Array(1 << 12);

  /** @param lists the numbers of the term's lists with their places, as text: `512,1027,…` */
  add(term: string, lists: readonly (readonly [list: number, places: string])[]): void {
    const start = this.#postings.length;
    this.#terms.push(term);
    this.#starts.push(start);
    for (const [list, places] of lists) {
      eachPlace(places, (place) => {
        const number = this.#numbers.numberOf(place);
        if (number >= this.#at.length) this.#at = twice(this.#at, Int32Array);
        let at = this.#at[number]! - 1;
        if (at < 0) {
          at = this.#postings.length;
          this.#postings.push(number);
          if (at >= this.#counts.length) this.#counts = twice(this.#counts, Uint16Array);
          this.#counts[at] = 0;
          this.#at[number] = at + 1;
        }
        this.#counts[at] = packedWith(this.#counts[at]!, list);
      });
    }
    for (const number of this.#postings.view().subarray(start)) this.#at[number] = 0;
  }

  has(term: string): boolean {
    return this.#terms.includes(term);
  }

  placeOf(number: number): number {
    return this.#numbers.placeOf(number);
  }

  /** @param others terms whose lists were not read, which the question asks for too. */
  corpus(stats: CorpusStats, others: Iterable<string>): CorpusView {
    const known = new Set(this.#terms);
    const terms = [...this.#terms, ...[...new Set(others)].filter((term) => !known.has(term))];
    const end = this.#postings.length;
    const postingsAt = new Uint32Array(terms.length + 1).fill(end);
    postingsAt.set(this.#starts);
    const size = this.#numbers.size;
    const lengths = new Uint16Array(size);
    for (let number = 0; number < size; number++) {
      lengths[number] = lengthAt(this.#numbers.placeOf(number));
    }
    const nothing = new Uint32Array(0);
    const view = openCorpus(
      {
        articlePassages: nothing,
        days: nothing,
        articleOf: new Uint32Array(size),
        forwardAt: nothing,
        forward: nothing,
        titleAt: nothing,
        titles: nothing,
        headingAt: nothing,
        headings: nothing,
        speakerAt: nothing,
        speakers: nothing,
        capitals: nothing,
        small: nothing,
        vocabulary: packVocabulary(terms),
        lengths,
        postingsAt,
        postings: this.#postings.done(),
        counts: this.#counts.slice(0, end),
        facts: { meanLength: stats.meanLength, learned: [], acronyms: [], named: [] },
      },
      stats,
    );
    // Passages were numbered as they were met: ties go by the places, which go by the ids where all was written at once.
    const place = (number: number): number => this.#numbers.placeOf(number);
    return { ...view, before: (a, b) => place(a) < place(b) };
  }
}

/** Reads `512,1027,…`. */
export function eachPlace(places: string, visit: (place: number) => void): void {
  let value = 0;
  for (let at = 0; at < places.length; at++) {
    const digit = places.charCodeAt(at) - 48;
    if (digit >= 0) {
      value = value * 10 + digit;
    } else {
      visit(value);
      value = 0;
    }
  }
  if (places !== '') visit(value);
}

function twice<T extends Int32Array | Uint16Array>(old: T, make: new (length: number) => T): T {
  const larger = new make(old.length * 2);
  larger.set(old);
  return larger;
}
