import MiniSearch from 'minisearch';
import { aliasMatcher } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import { buildSegment, dayOf } from './build-segment.ts';
import { type CorpusView, holdersOf, openCorpus } from './corpus-view.ts';
import { firstStage, type Selective } from './first-stage.ts';
import { RANKING_MODEL, type RankingModel } from './ranking-model.ts';
import type { IndexedArticle, SearchIndex } from './search.ts';
import { searcher } from './searcher.ts';
import type { Segment } from './segment.ts';

export interface PassageIndexOptions {
  /** ISO date that "latest" and "this week" count back from. @default the newest article's date */
  readonly now?: string;
  /** @default the weights fitted by bench/train-ranking.ts */
  readonly model?: RankingModel;
  /** Score every passage instead of pruning: for measuring that pruning changes nothing. @default false */
  readonly exhaustive?: boolean;
  /** Called after each article that was indexed, with their number so far. */
  readonly onArticle?: (done: number) => void;
}

/** An index of all passages of the articles, in memory. */
export function createPassageIndex(
  articles: readonly IndexedArticle[],
  aliases: Aliases,
  options: PassageIndexOptions = {},
): SearchIndex {
  // Ties go to the article that comes first: the order of the ids, not that of the caller.
  const sorted = [...articles].sort((a, b) => (a.article.id < b.article.id ? -1 : 1));
  return openPassageIndex(
    buildSegment(sorted, aliases, options.onArticle),
    sorted,
    aliases,
    options,
  );
}

/**
 * An index over a segment that is already built: by a worker, or read from a snapshot.
 * @param articles those that the segment was built from, in the same order
 * @throws RangeError when the segment is of other articles
 */
export function openPassageIndex(
  segment: Segment,
  articles: readonly IndexedArticle[],
  aliases: Aliases,
  options: PassageIndexOptions = {},
): SearchIndex {
  // Passages are not counted: finding them all here would take what the snapshot saves.
  if (segment.days.length !== articles.length) {
    throw new RangeError(
      `the segment has ${segment.days.length} articles, the corpus ${articles.length}`,
    );
  }
  const corpus = openCorpus(segment);
  return searchCorpus(corpus, articles, aliases, options);
}

/**
 * An index over a corpus that is open.
 * @param articles by their numbers in the corpus
 */
export function searchCorpus(
  corpus: CorpusView,
  articles: readonly IndexedArticle[],
  aliases: Aliases,
  options: PassageIndexOptions = {},
): SearchIndex {
  const model = options.model ?? RANKING_MODEL;
  const first = firstStage(
    corpus,
    model.bm25,
    model.feedback.weight,
    candidateIndex(corpus),
    options.exhaustive ? Number.POSITIVE_INFINITY : undefined,
  );
  return searcher({
    corpus,
    articles,
    matcher: aliasMatcher(aliases, corpus.learned, (word) => corpus.writtenAs(word) === 'word'),
    model,
    first,
    today: dayOf(options.now ?? corpus.newest),
  });
}

/**
 * MiniSearch as the candidate index, over the segment's own memory: it reads the terms' postings where they
 * are, so nothing is loaded at the start and nothing is kept between questions. Its scores are not used, the
 * first stage has its own: each match is noted when MiniSearch asks what it counts. The members set here are
 * the protected ones that MiniSearch's own `loadJSON` sets.
 */
class SegmentMiniSearch extends MiniSearch<never> {
  readonly #corpus: CorpusView;

  constructor(corpus: CorpusView) {
    super({
      fields: ['passage'],
      tokenize: (lines) => lines.split('\n'),
      processTerm: (term) => term,
      searchOptions: { combineWith: 'OR' },
    });
    this.#corpus = corpus;
    this._documentCount = corpus.passages;
    this._documentIds = new Numbered(corpus.passages);
  }

  /** Passages that hold at least one of the terms; more than once those that hold several. */
  holders(terms: readonly number[]): readonly number[] {
    const { vocabulary } = this.#corpus;
    const found: number[] = [];
    for (const id of terms) {
      this._index.set(vocabulary.termOf(id), new Map([[0, new Holders(this.#corpus, id)]]));
    }
    this.search([...this._index.keys()].join('\n'), {
      boostDocument: (passage) => {
        found.push(passage);
        return 0;
      },
    });
    this._index.clear();
    return found;
  }
}

function candidateIndex(corpus: CorpusView): Selective {
  const index = new SegmentMiniSearch(corpus);
  return (terms) => index.holders(terms);
}

/** A map of 0..size-1 to themselves, that keeps nothing. */
class Numbered extends Map<number, number> {
  readonly #size: number;

  constructor(size: number) {
    super();
    this.#size = size;
  }

  override has(key: number): boolean {
    return key >= 0 && key < this.#size;
  }

  override get(key: number): number | undefined {
    return this.has(key) ? key : undefined;
  }
}

/** A term's passages as MiniSearch keeps them (passage → count), without a copy. */
class Holders extends Map<number, number> {
  readonly #corpus: CorpusView;
  readonly #term: number;

  constructor(corpus: CorpusView, term: number) {
    super();
    this.#corpus = corpus;
    this.#term = term;
  }

  override keys(): MapIterator<number> {
    return holdersOf(this.#corpus, [this.#term]) as MapIterator<number>;
  }
}
