import type { Entity } from './alias-matcher.ts';
import { type CorpusView, writtenForm } from './corpus-view.ts';
import type { growingVocabulary } from './growing-vocabulary.ts';
import type { laterNames, writtenNames } from './live-names.ts';
import type { liveTexts } from './live-texts.ts';
import type { SparseRun } from './posting-run.ts';
import type { IndexedArticle } from './search.ts';
import type { Segment } from './segment.ts';
import { spellingEntry } from './spelling-lists.ts';
import type { TermCounts } from './term-counts.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the states of one corpus share: only ever added to. */
export interface Shared {
  readonly base: Segment;
  readonly texts: ReturnType<typeof liveTexts>;
  readonly vocabulary: ReturnType<typeof growingVocabulary>;
  readonly later: ReturnType<typeof laterNames>;
}

export interface LiveState {
  readonly articles: readonly IndexedArticle[];
  readonly order: Uint32Array;
  readonly removed: Uint8Array | null;
  readonly runs: readonly SparseRun[];
  readonly counts: TermCounts;
  readonly names: ReturnType<typeof writtenNames>;
  readonly learned: readonly Entity[];
  /** Sums over the passages that are there. */
  readonly sums: { readonly passages: number; readonly lengths: number; readonly words: number };
}

/** The corpus in one of its states, for reading. */
export function viewOf({ base, texts, vocabulary, later }: Shared, state: LiveState): CorpusView {
  const { articles, order, removed, runs, counts, names, sums } = state;
  const segment = texts.view();
  const place = new Uint32Array(articles.length);
  order.forEach((number, at) => {
    place[number] = at;
  });
  const { size } = vocabulary;
  const has = (id: number): boolean => id < size && counts.uses[id]! > 0;
  const known: Vocabulary = {
    size,
    get data() {
      return vocabulary.data;
    },
    has,
    termOf: vocabulary.termOf,
    idOf(term) {
      const id = vocabulary.idOf(term);
      return id >= 0 && has(id) ? id : -1;
    },
  };
  let newest = '';
  for (const number of order) {
    const date = articles[number]!.article.publishedAt;
    if (date !== undefined && date > newest) newest = date;
  }
  const isName = (id: number): boolean => has(id) && counts.capitals[id]! > counts.small[id]!;
  return {
    segment,
    runs,
    vocabulary: known,
    passages: segment.articleOf.length,
    ...(removed ? { removed } : {}),
    learned: state.learned,
    ...(newest === '' ? {} : { newest }),
    before(a, b) {
      const [left, right] = [segment.articleOf[a]!, segment.articleOf[b]!];
      return left === right ? a < b : place[left]! < place[right]!;
    },
    namesOf: names.of,
    soundingLike(term) {
      const entry = spellingEntry(term);
      const key = vocabulary.idOf(entry);
      const listed =
        key < 0 ? [] : base.postings.subarray(base.postingsAt[key]!, base.postingsAt[key + 1]!);
      const ids = new Set([...listed, ...later.of(entry)].filter(isName));
      return [...ids].map((id) => vocabulary.termOf(id)).sort();
    },
    writtenAs(term) {
      const id = known.idOf(term);
      return id < 0 ? 'absent' : writtenForm(counts.capitals[id]!, counts.small[id]!);
    },
    stats: {
      passages: sums.passages,
      meanLength: sums.lengths / Math.max(1, sums.passages),
      meanArticle: sums.words / Math.max(1, order.length),
      df(term) {
        const id = known.idOf(term);
        return id < 0 ? 0 : counts.df[id]!;
      },
    },
  };
}
