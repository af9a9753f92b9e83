import MiniSearch from 'minisearch';
import { aliasMatcher } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import { buildSegment, dayOf } from './build-segment.ts';
import { type CorpusView, openCorpus } from './corpus-view.ts';
import { firstStage, type Selective } from './first-stage.ts';
import { RANKING_MODEL, type RankingModel } from './ranking-model.ts';
import type { IndexedArticle, SearchIndex } from './search.ts';
import { searcher } from './searcher.ts';
import type { Segment } from './segment.ts';
import { FIELDS, termPostings } from './term-postings.ts';

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
  const { vocabulary } = corpus;
  const capitals = (word: string): boolean => {
    const id = vocabulary.idOf(word);
    return id >= 0 && segment.small[id]! > segment.capitals[id]!;
  };
  const model = options.model ?? RANKING_MODEL;
  const first = firstStage(
    corpus,
    model.bm25,
    model.feedback.weight,
    options.exhaustive ? everyHolder(corpus) : candidateIndex(corpus),
    options.exhaustive ? Number.POSITIVE_INFINITY : undefined,
  );
  return searcher({
    corpus,
    articles,
    matcher: aliasMatcher(aliases, segment.facts.learned, capitals),
    model,
    first,
    today: dayOf(options.now ?? segment.facts.newest),
  });
}

function everyHolder({ segment }: CorpusView): Selective {
  return (terms) => [
    ...new Set(
      terms.flatMap((id) => [
        ...segment.postings.subarray(segment.postingsAt[id]!, segment.postingsAt[id + 1]!),
      ]),
    ),
  ];
}

/** Postings that the candidate index keeps unpacked between questions. */
const UNPACKED = 200_000;

/**
 * MiniSearch as the candidate index, over the segment's own memory: a term's postings are unpacked
 * into MiniSearch when a question first asks for it, so nothing is loaded at the start and only
 * rare terms ever take MiniSearch's room. The members set here are the protected ones that
 * MiniSearch's own `loadJSON` sets.
 */
class SegmentMiniSearch extends MiniSearch<never> {
  readonly #corpus: CorpusView;
  #unpacked = 0;

  constructor(corpus: CorpusView) {
    super({
      fields: [...FIELDS],
      tokenize: (lines) => lines.split('\n'),
      processTerm: (term) => term,
      searchOptions: { combineWith: 'OR' },
    });
    this.#corpus = corpus;
    const { segment, passages } = corpus;
    this._documentCount = passages;
    this._documentIds = new Numbered(passages, (passage) => passage);
    this._fieldLength = new Numbered(passages, (passage) => {
      const article = segment.articleOf[passage]!;
      return [
        segment.titleAt[article + 1]! - segment.titleAt[article]!,
        segment.headingAt[passage + 1]! - segment.headingAt[passage]!,
        segment.speakerAt[passage + 1]! - segment.speakerAt[passage]!,
        segment.lengths[passage]!,
      ];
    });
    const mean = (words: { length: number }, of: number) =>
      Math.max(1, words.length / Math.max(1, of));
    this._avgFieldLength = [
      mean(segment.titles, articlesOf(corpus)),
      mean(segment.headings, passages),
      mean(segment.speakers, passages),
      Math.max(1, segment.facts.meanLength),
    ];
  }

  holders(terms: readonly number[]): readonly number[] {
    const { segment, vocabulary } = this.#corpus;
    const words = terms.map((id) => {
      const term = vocabulary.termOf(id);
      if (this._index.has(term)) return term;
      const size = segment.postingsAt[id + 1]! - segment.postingsAt[id]!;
      if (this.#unpacked + size > UNPACKED) {
        this._index.clear();
        this.#unpacked = 0;
      }
      this.#unpacked += size;
      this._index.set(term, termPostings(segment, id));
      return term;
    });
    return this.search(words.join('\n')).map(({ id }) => id as number);
  }
}

function candidateIndex(corpus: CorpusView): Selective {
  const index = new SegmentMiniSearch(corpus);
  return (terms) => index.holders(terms);
}

function articlesOf({ segment }: CorpusView): number {
  return segment.days.length;
}

/** A map of 0..size-1 to what a function says, that keeps nothing. */
class Numbered<T> extends Map<number, T> {
  readonly #size: number;
  readonly #of: (key: number) => T;

  constructor(size: number, of: (key: number) => T) {
    super();
    this.#size = size;
    this.#of = of;
  }

  override has(key: number): boolean {
    return key >= 0 && key < this.#size;
  }

  override get(key: number): T | undefined {
    return this.has(key) ? this.#of(key) : undefined;
  }
}
