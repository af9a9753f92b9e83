import type { BoundConcept, BoundQuery } from '../search/bound-query.ts';
import type { CorpusStats, CorpusView } from '../search/corpus-view.ts';
import { proposingConcepts } from '../search/first-stage.ts';
import type { FtsReader, TermList } from './fts-reader.ts';
import { eachList, FIRST_LISTS, hardlyRepeated, STRENGTHS } from './fts-tokens.ts';
import type { TermFigures } from './fts-view.ts';
import { eachPlace, PostingLists } from './posting-lists.ts';

/** A list of a term with its places, as text. */
type ReadList = readonly [list: number, places: string];

/** Passages of a concept that is too common to be read which are enough to go by. */
const ENOUGH = 10_000;

/**
 * The lists of one question's terms, as far as the shared first stage looks at them: of the rare ones, which bring
 * passages in, the whole; of the common ones, which add to the scores of passages that are there, what they have in
 * those passages. The engine finds that without handing out the rest, so that a question to a large corpus reads
 * little more than one to a small corpus.
 */
export class QuestionLists {
  readonly #reader: Pick<FtsReader, 'lists'>;
  readonly #figures: ReadonlyMap<string, TermFigures>;
  readonly #lists = new PostingLists();
  /** Terms that are read as a whole, and the lists of the others as far as they are read. */
  readonly #whole: string[] = [];
  readonly #common = new Map<string, ReadList[]>();
  #isComplete = true;

  /** @param figures of the terms; those of feedback may be added later */
  constructor(reader: Pick<FtsReader, 'lists'>, figures: ReadonlyMap<string, TermFigures>) {
    this.#reader = reader;
    this.#figures = figures;
  }

  /** Whether the scores of the question are those of the whole corpus. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Whether those of passages that feedback brings in are too: what they hold of common terms is not read. */
  get isWhole(): boolean {
    return this.#isComplete && this.#common.size === 0;
  }

  placeOf(number: number): number {
    return this.#lists.placeOf(number);
  }

  corpus(stats: CorpusStats, others: Iterable<string>): CorpusView {
    return this.#lists.corpus(stats, others);
  }

  /**
   * Reads what the concepts need.
   * @param budget entries that are read as a whole, by df. Of a concept beyond it only the passages that hold it most often.
   */
  async read(query: BoundQuery, budget: number): Promise<void> {
    let left = budget;
    const strong: string[] = [];
    const proposing = proposingConcepts(query);
    for (const concept of proposing) {
      left -= concept.df;
      if (left >= 0) this.#whole.push(...this.#termsOf(concept));
      else strong.push(...this.#termsOf(concept));
    }
    const whole = new Set(this.#whole);
    for (const term of query.concepts.flatMap((concept) => this.#termsOf(concept))) {
      if (!whole.has(term)) this.#common.set(term, []);
    }
    for (const [term, lists] of await this.#readWhole(this.#whole)) this.#lists.add(term, lists);
    if (strong.length > 0) {
      this.#isComplete = false;
      await this.#readStrong(strong);
    }
    await this.#readWithin(this.#whole);
    for (const [term, lists] of this.#common) this.#lists.add(term, lists);
  }

  /** Reads terms of feedback, which bring in more passages. */
  async readFeedback(terms: readonly string[]): Promise<void> {
    const fresh = terms.filter((term) => !this.#lists.has(term));
    for (const [term, lists] of await this.#readWhole(fresh)) this.#lists.add(term, lists);
  }

  #termsOf({ concept }: BoundConcept): readonly string[] {
    return concept.variants.flatMap(({ term }) => (this.#held(term) ? [term] : []));
  }

  #held(term: string): TermFigures | undefined {
    const figures = this.#figures.get(term);
    return figures && figures.df > 0 ? figures : undefined;
  }

  async #readWhole(terms: readonly string[]): Promise<ReadonlyMap<string, readonly ReadList[]>> {
    return await this.#readLists(terms, () => true);
  }

  /** Of the common terms, what they have in passages that hold one of the terms. */
  async #readWithin(terms: readonly string[]): Promise<void> {
    const within = terms.flatMap((term) => this.#listsOf(term, (list) => FIRST_LISTS.has(list)));
    if (within.length === 0 || this.#common.size === 0) return;
    const read = await this.#readLists([...this.#common.keys()], hardlyRepeated, within);
    for (const [term, lists] of read) this.#common.get(term)?.push(...lists);
  }

  /** The passages that hold the terms most often, until there are enough of them; never all that hold them once. */
  async #readStrong(terms: readonly string[]): Promise<void> {
    let entries = 0;
    for (const strength of STRENGTHS) {
      const read = await this.#readLists(terms, (list) => strength.has(list));
      for (const [term, lists] of read) {
        this.#common.get(term)?.push(...lists);
        for (const [, places] of lists) eachPlace(places, () => entries++);
      }
      if (entries >= ENOUGH) return;
    }
  }

  #listsOf(term: string, isWanted: (list: number) => boolean): readonly TermList[] {
    const figures = this.#held(term);
    const lists: TermList[] = [];
    if (!figures) return lists;
    eachList(figures.lists, (list) => {
      if (isWanted(list)) lists.push({ term: figures.number, list });
    });
    return lists;
  }

  async #readLists(
    terms: readonly string[],
    isWanted: (list: number) => boolean,
    within?: readonly TermList[],
  ): Promise<ReadonlyMap<string, readonly ReadList[]>> {
    const asked = [...new Set(terms)].map((term) => [term, this.#listsOf(term, isWanted)] as const);
    const places = await this.#reader.lists(
      asked.flatMap(([, lists]) => lists),
      within,
    );
    let at = 0;
    return new Map(
      asked.map(([term, lists]) => [
        term,
        lists.map(({ list }): ReadList => [list, places[at++] ?? '']),
      ]),
    );
  }
}
