import type { Entity } from './alias-matcher.ts';
import { type PostingRun, segmentRun } from './posting-run.ts';
import type { Segment, SegmentTexts } from './segment.ts';
import { spellingEntry } from './spelling-lists.ts';
import { openVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * Figures of the whole corpus that scores depend on. They come from the segment itself, or from
 * elsewhere (a database) when the segment holds candidates only.
 */
export interface CorpusStats {
  readonly passages: number;
  /** Mean words a passage, stop words not counted. */
  readonly meanLength: number;
  /** Mean words an article, stop words and marks of names counted. */
  readonly meanArticle: number;
  /** Passages that hold the term. */
  df(term: string): number;
}

/** A corpus opened for reading. It stays as it is: a corpus that changes gets another view. */
export interface CorpusView {
  readonly segment: SegmentTexts;
  readonly runs: readonly PostingRun[];
  readonly vocabulary: Vocabulary;
  /** Numbers of passages that are given, those of removed articles included. */
  readonly passages: number;
  /** 1 for passages of removed articles, which the postings still hold; absent: there are none. */
  readonly removed?: Uint8Array;
  readonly stats: CorpusStats;
  /** Acronyms that the corpus itself explains. */
  readonly learned: readonly Entity[];
  /** ISO date of the newest article. */
  readonly newest?: string;
  /** Whether the passage's article comes first, by its id; within an article the passage itself. */
  before(a: number, b: number): boolean;
  /** How the corpus writes an entity, most frequent first. */
  namesOf(entity: string): readonly string[];
  /** Names that sound like the term. */
  soundingLike(term: string): readonly string[];
  /** Whether the term is written inside sentences, and with a capital more often than without, less often, or neither. */
  writtenAs(term: string): 'name' | 'word' | 'either' | 'absent';
}

/** What the written forms say: `capitals` and `small` occurrences inside sentences. */
export function writtenForm(capitals: number, small: number): 'name' | 'word' | 'either' {
  return capitals > small ? 'name' : capitals < small ? 'word' : 'either';
}

/** A view of one segment. */
export function openCorpus(segment: Segment, stats?: CorpusStats): CorpusView {
  const vocabulary = openVocabulary(segment.vocabulary);
  const { postingsAt, postings, facts } = segment;
  const passages = segment.articleOf.length;
  const named = new Map(facts.named);
  return {
    segment,
    runs: [segmentRun(segment)],
    vocabulary,
    passages,
    learned: facts.learned,
    ...(facts.newest === undefined ? {} : { newest: facts.newest }),
    before: (a, b) => a < b,
    namesOf: (entity) => (named.get(entity) ?? []).map(([name]) => name),
    soundingLike(term) {
      const key = vocabulary.idOf(spellingEntry(term));
      if (key < 0) return [];
      const ids = postings.subarray(postingsAt[key]!, postingsAt[key + 1]!);
      return Array.from(ids, (id) => vocabulary.termOf(id)).sort();
    },
    writtenAs(term) {
      const id = vocabulary.idOf(term);
      return id < 0 ? 'absent' : writtenForm(segment.capitals[id]!, segment.small[id]!);
    },
    stats: stats ?? {
      passages,
      meanLength: facts.meanLength,
      meanArticle: segment.forward.length / Math.max(1, segment.days.length),
      df(term) {
        const id = vocabulary.idOf(term);
        return id < 0 ? 0 : postingsAt[id + 1]! - postingsAt[id]!;
      },
    },
  };
}

/** Every passage that holds one of the terms; more than once those that hold several. */
export function* holdersOf(
  { runs, removed }: Pick<CorpusView, 'runs' | 'removed'>,
  terms: readonly number[],
): Generator<number> {
  for (const term of terms) {
    for (const { place, starts, postings } of runs) {
      const at = place(term);
      if (at < 0) continue;
      for (let next = starts[at]!; next < starts[at + 1]!; next++) {
        if (!removed || removed[postings[next]!] === 0) yield postings[next]!;
      }
    }
  }
}

/** Inverse document frequency as of BM25 (Robertson and Zaragoza 2009), never negative. */
export function idf(df: number, passages: number): number {
  return Math.log(1 + (passages - df + 0.5) / (df + 0.5));
}
