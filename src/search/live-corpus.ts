import type { Entity } from './alias-matcher.ts';
import type { CorpusView } from './corpus-view.ts';
import { growingVocabulary } from './growing-vocabulary.ts';
import { laterNames, writtenNames } from './live-names.ts';
import { liveTexts } from './live-texts.ts';
import { type LiveState, type Shared, viewOf } from './live-view.ts';
import { withRun } from './merge-runs.ts';
import { type SparseRun, segmentRun, sparseRun } from './posting-run.ts';
import type { IndexedArticle } from './search.ts';
import type { Segment, SegmentFacts } from './segment.ts';
import { addCounts, copyCounts, countInSteps, countsOf, type TermCounts } from './term-counts.ts';

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
  /** What `apply` would take long for, in steps. */
  prepare(change: CorpusChange): Iterable<void>;
  apply(change: CorpusChange): LiveCorpus;
}

/**
 * @param base a segment of the articles, in this order
 * @param articles by id
 * @param pause hands the event loop over
 */
export async function liveCorpus(
  base: Segment,
  articles: readonly IndexedArticle[],
  pause: () => Promise<void>,
): Promise<LiveCorpus> {
  const vocabulary = growingVocabulary(base.vocabulary);
  const steps = countInSteps(base, vocabulary.size);
  let step = steps.next();
  for (; !step.done; step = steps.next()) await pause();
  return stateOf(
    { base, texts: liveTexts(base), vocabulary, later: laterNames() },
    {
      articles,
      order: Uint32Array.from(articles, (_, number) => number),
      removed: null,
      runs: [baseRun(base)],
      counts: step.value,
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

function stateOf(shared: Shared, state: LiveState): LiveCorpus {
  const { articles, order, counts, names } = state;
  return {
    articles,
    order,
    counts,
    get named() {
      return names.all();
    },
    view: viewOf(shared, state),
    prepare: ({ addedSegment }) => (addedSegment ? shared.texts.makeRoom(addedSegment) : []),
    apply: (change) => stateOf(shared, applied(shared, state, change)),
  };
}

function applied(shared: Shared, state: LiveState, change: CorpusChange): LiveState {
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
  state: LiveState,
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

function summed(sums: LiveState['sums'], segment: Segment, sign: 1 | -1): LiveState['sums'] {
  return {
    passages: sums.passages + sign * segment.articleOf.length,
    lengths: sums.lengths + sign * sum(segment.lengths),
    words: sums.words + sign * segment.forward.length,
  };
}

function sum(numbers: Uint16Array): number {
  return numbers.reduce((total, each) => total + each, 0);
}
