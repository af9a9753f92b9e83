import type { Entity } from './alias-matcher.ts';
import { type CorpusView, writtenForm } from './corpus-view.ts';
import { growingVocabulary } from './growing-vocabulary.ts';
import { laterNames, writtenNames } from './live-names.ts';
import { liveTexts } from './live-texts.ts';
import { withRun } from './merge-runs.ts';
import { type SparseRun, segmentRun, sparseRun } from './posting-run.ts';
import type { IndexedArticle } from './search.ts';
import type { Segment, SegmentFacts } from './segment.ts';
import { spellingEntry } from './spelling-lists.ts';
import { addCounts, copyCounts, countsOf, type TermCounts } from './term-counts.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What changes in a corpus at once. */
export interface CorpusChange {
  /** Articles that go. */
  readonly removed: readonly IndexedArticle[];
  /** A segment of those alone, built with the acronyms that the corpus had learned so far. */
  readonly removedSegment: Segment | null;
  /** Articles that come, by id. */
  readonly added: readonly IndexedArticle[];
  /** A segment of those alone, in that order, built with the acronyms that the corpus knows from now on. */
  readonly addedSegment: Segment | null;
  readonly learned: readonly Entity[];
}

/**
 * The index of a corpus that changes. New articles are added at the end as a small segment, removed ones are marked;
 * what an addition takes depends on what is added, but for a few copies of flat arrays. Figures are summed over all
 * that is there, so that answers are the same bytes however the corpus came to be.
 */
export interface LiveCorpus {
  readonly view: CorpusView;
  /** By their numbers; those of removed articles are nobody's. */
  readonly articles: readonly IndexedArticle[];
  readonly named: SegmentFacts['named'];
  /** Numbers of the articles that are there, by id. */
  readonly order: Uint32Array;
  readonly counts: TermCounts;
  apply(change: CorpusChange): LiveCorpus;
}

/** What the states of one corpus share: only ever added to. */
interface Shared {
  readonly base: Segment;
  readonly texts: ReturnType<typeof liveTexts>;
  readonly vocabulary: ReturnType<typeof growingVocabulary>;
  readonly later: ReturnType<typeof laterNames>;
}

interface State {
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

/**
 * @param base a segment of the articles, in this order
 * @param articles by id
 */
export function liveCorpus(base: Segment, articles: readonly IndexedArticle[]): LiveCorpus {
  const vocabulary = growingVocabulary(base.vocabulary);
  return stateOf(
    { base, texts: liveTexts(base), vocabulary, later: laterNames() },
    {
      articles,
      order: Uint32Array.from(articles, (_, number) => number),
      removed: null,
      runs: [baseRun(base)],
      counts: countsOf(base, vocabulary.size),
      names: writtenNames(new Map(base.facts.named.map(([id, forms]) => [id, new Map(forms)]))),
      learned: base.facts.learned,
      sums: {
        passages: base.articleOf.length,
        lengths: sum(base.lengths),
        words: base.forward.length,
      },
    },
  );
}

function stateOf(shared: Shared, state: State): LiveCorpus {
  const { articles, order, counts, names } = state;
  return {
    articles,
    order,
    counts,
    get named() {
      return names.all();
    },
    view: viewOf(shared, state),
    apply: (change) => stateOf(shared, applied(shared, state, change)),
  };
}

function applied(shared: Shared, state: State, change: CorpusChange): State {
  const { texts, vocabulary, later } = shared;
  const { removedSegment: gone, addedSegment: come } = change;
  const goneIds = gone ? idsOf(gone, vocabulary) : new Uint32Array(0);
  const comeIds = come ? idsOf(come, vocabulary) : new Uint32Array(0);
  const counts = copyCounts(state.counts, vocabulary.size);
  let { names, runs, sums } = state;
  if (gone) {
    addCounts(counts, countsOf(gone), goneIds, -1);
    names = names.add(gone.facts.named, -1);
    sums = summed(sums, gone, -1);
  }
  const first = { article: texts.articles, passage: texts.passages };
  if (come) {
    texts.append(come, comeIds);
    addCounts(counts, countsOf(come), comeIds, 1);
    names = names.add(come.facts.named, 1);
    sums = summed(sums, come, 1);
    runs = withRun(
      runs,
      runOf(come, first.passage, (term) => comeIds[term]!),
    );
  }
  for (const ids of [goneIds, comeIds]) later.note(ids, counts, vocabulary.termOf);
  const going = new Set(change.removed);
  const left = state.order.filter((number) => !going.has(state.articles[number]!));
  const articles = [...state.articles, ...change.added];
  return {
    articles,
    order: inOrder(left, change.added, first.article, articles),
    removed: marked(shared, state, going),
    runs,
    counts,
    names,
    learned: change.learned,
    sums,
  };
}

/** Numbers in the vocabulary of a segment's terms. */
function idsOf(segment: Segment, vocabulary: Shared['vocabulary']): Uint32Array {
  const { bytes, offsets } = segment.vocabulary;
  const decoder = new TextDecoder();
  return Uint32Array.from(segment.capitals, (_, id) =>
    vocabulary.add(decoder.decode(bytes.subarray(offsets[id]!, offsets[id + 1]!))),
  );
}

/** The postings of the first segment, where they are. */
function baseRun(base: Segment): SparseRun {
  const size = base.capitals.length;
  return {
    ...segmentRun(base),
    place: (term) => (term < size ? term : -1),
    terms: Uint32Array.from({ length: size }, (_, term) => term),
  };
}

/** A segment's postings under the numbers of the corpus. */
function runOf(segment: Segment, passage: number, idOf: (term: number) => number): SparseRun {
  const { postingsAt } = segment;
  const held = Array.from(segment.capitals.keys())
    .filter((term) => postingsAt[term + 1]! > postingsAt[term]!)
    .map((term) => [idOf(term), term] as const)
    .sort(([a], [b]) => a - b);
  const starts = new Uint32Array(held.length + 1);
  held.forEach(([, term], i) => {
    starts[i + 1] = starts[i]! + postingsAt[term + 1]! - postingsAt[term]!;
  });
  const postings = new Uint32Array(starts.at(-1)!);
  const counts = new Uint16Array(postings.length);
  held.forEach(([, term], i) => {
    let to = starts[i]!;
    for (let at = postingsAt[term]!; at < postingsAt[term + 1]!; at++, to++) {
      postings[to] = segment.postings[at]! + passage;
      counts[to] = segment.counts[at]!;
    }
  });
  const terms = Uint32Array.from(held, ([id]) => id);
  return sparseRun({
    from: passage,
    to: passage + segment.articleOf.length,
    terms,
    starts,
    postings,
    counts,
  });
}

/** The numbers by id, with the new articles' in between. */
function inOrder(
  left: Uint32Array,
  added: readonly IndexedArticle[],
  first: number,
  articles: readonly IndexedArticle[],
): Uint32Array {
  const idOf = (number: number): string => articles[number]!.article.id;
  const order = new Uint32Array(left.length + added.length);
  for (let i = 0, j = 0, at = 0; at < order.length; at++) {
    const takeLeft = j === added.length || (i < left.length && idOf(left[i]!) < idOf(first + j));
    order[at] = takeLeft ? left[i++]! : first + j++;
  }
  return order;
}

function marked(
  { texts }: Shared,
  state: State,
  going: ReadonlySet<IndexedArticle>,
): Uint8Array | null {
  if (state.removed === null && going.size === 0) return null;
  const removed = new Uint8Array(texts.passages);
  if (state.removed) removed.set(state.removed);
  const { articlePassages } = texts.view();
  for (const number of state.order) {
    if (!going.has(state.articles[number]!)) continue;
    removed.fill(1, articlePassages[number]!, articlePassages[number + 1]!);
  }
  return removed;
}

function summed(sums: State['sums'], segment: Segment, sign: 1 | -1): State['sums'] {
  return {
    passages: sums.passages + sign * segment.articleOf.length,
    lengths: sums.lengths + sign * sum(segment.lengths),
    words: sums.words + sign * segment.forward.length,
  };
}

function sum(numbers: Uint16Array): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function viewOf({ base, texts, vocabulary, later }: Shared, state: State): CorpusView {
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
