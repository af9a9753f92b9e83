import type { AliasMatcher } from '../search/alias-matcher.ts';
import { bindQuery } from '../search/bound-query.ts';
import type { CorpusView } from '../search/corpus-view.ts';
import type { FeedbackTerm } from '../search/feedback.ts';
import { affordable, type FirstStage, proposingConcepts } from '../search/first-stage.ts';
import { passageFilter } from '../search/passage-filter.ts';
import { analyzeQuery, type Spellings, type Variant } from '../search/query.ts';
import { depths } from '../search/rank.ts';
import { RANKING_MODEL } from '../search/ranking-model.ts';
import type { IndexedArticle, SearchQuery } from '../search/search.ts';
import { feedbackOf, type Proposal } from '../search/second-stage.ts';
import type { SegmentFacts } from '../search/segment.ts';
import { hasSpellings, spellingEntry } from '../search/spelling-lists.ts';
import { STOP } from '../search/token-flags.ts';
import { articleCondition } from './article-condition.ts';
import {
  firstOver,
  numberOf,
  type Opened,
  onlyThese,
  passagesOf,
  pidsIn,
  pidsOf,
  placeIn,
  withNeighbours,
} from './candidate-passages.ts';
import type { ReadArticle } from './fts-index.ts';
import { proposePassages, type Wanted } from './fts-propose.ts';
import type { FtsFacts, FtsReader, LoadedCorpus } from './fts-reader.ts';
import { termsOf, type termsOfFilters } from './fts-terms.ts';
import {
  type CandidateCorpus,
  type LoadedArticle,
  openCandidates,
  type TermFigures,
} from './fts-view.ts';
import { eachWord } from './fts-words.ts';
import type { Store } from './open-store.ts';
import type { TeamStore } from './team-store.ts';

export interface Gathering {
  readonly store: TeamStore & Pick<Store, 'engine'>;
  readonly reader: FtsReader;
  readonly read: ReadArticle;
  readonly query: SearchQuery;
  readonly limit: number;
  readonly matcher: AliasMatcher;
  readonly facts: FtsFacts;
  /** Of the question's terms; those of feedback are added. */
  readonly figures: Map<string, TermFigures>;
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  readonly named: SegmentFacts['named'];
  readonly filterTerms: ReturnType<typeof termsOfFilters>;
  /** Similar terms by term, where no term of the question is in the corpus. */
  readonly loose: ReadonlyMap<string, readonly Variant[]>;
}

export interface Candidates {
  readonly corpus: CorpusView;
  readonly articles: readonly IndexedArticle[];
  /** The shared first stage, over those passages alone that may be among the best. */
  readonly first: FirstStage;
}

/** Passages that the database proposes, before and after feedback. */
const PROPOSED = 2_000;
const PROPOSED_MORE = 1_000;
/** Places that are looked through for ones that a filter accepts. */
const FILTERED = 5_000;
/** Holders of a term of the question up to which it is asked for again, together with the feedback. */
const COMMON = 2_000;
/** Entries of the full-text index that the terms of feedback may read: what they add is seldom shown. */
const FEEDBACK_POSTINGS = 30_000;

const MODEL = RANKING_MODEL;

/**
 * The passages that may be among the best, with the whole of their articles. Proposals are read
 * alone, scored exactly, and cut to what the shared first stage would hand to the second.
 */
export async function gatherCandidates(given: Gathering): Promise<Candidates> {
  const { reader, query, filterTerms, limit } = given;
  const nothing = open(given, new Map());
  const { bound } = nothing;
  const asked = termsOf(bound.concepts, nothing.corpus);
  const proposing = termsOf(proposingConcepts(bound), nothing.corpus);
  const also = asked.filter(({ term }) => !proposing.some((each) => each.term === term));
  const only = new Set([...asked, ...filterTerms].map(({ term }) => term));
  const depth = depths(bound, limit);
  const isFiltered = filterTerms.length > 0;

  const read: LoadedCorpus = new Map();
  if (isFiltered) await propose({ any: [], all: filterTerms }, FILTERED);
  else await propose({ any: proposing, also }, Math.max(PROPOSED, limit * 3));
  let opened = open(given, read, { whole: NONE, terms: only });
  let kept: readonly Proposal[] = [];
  if (bound.concepts.length > 0) {
    const allow = await allowed(opened);
    kept = firstOver(opened.corpus).propose(opened.bound, depth.propose, allow);
    const feedback = await feedbackTerms(given, opened, kept);
    for (const { term } of feedback) only.add(term);
    if (!isFiltered && feedback.length > 0) {
      const any = [...proposing.filter(({ df }) => df <= COMMON), ...rarest(feedback)];
      await propose({ any }, PROPOSED_MORE);
    }
    opened = open(given, read, { whole: NONE, terms: only });
    kept = shortList(opened, feedback, await allowed(opened));
  }
  // Without a term to score by, everything that was read may be shown.
  const pids = new Set(bound.concepts.length > 0 ? pidsOf(opened, kept) : pidsIn(read));
  const last = onlyThese(read, pids);
  // Signals of neighbours and of whole articles need every passage of theirs.
  if (bound.concepts.length > 0)
    await reader.loadWhole(last, isFiltered || query.accept !== undefined);
  const whole = withNeighbours(last, pids);
  const { corpus, loaded } = open(given, last, { whole, terms: only });
  const candidates = passagesOf(loaded, corpus, pids);
  return {
    corpus,
    articles: await articlesOf(given, loaded),
    first: firstOver(corpus, (passage) => candidates.has(passage)),
  };

  async function propose(wanted: Omit<Wanted, 'alone'>, count: number): Promise<void> {
    const { store } = given;
    const accept = query.accept ?? (() => true);
    const articles = query.articles && articleCondition(given.store.engine, query.articles);
    const { alone } = given.facts;
    const all = { ...wanted, alone, ...(articles ? { articles } : {}) };
    let places = await proposePassages(store, store.team, all, count);
    const full = places.length === count;
    places = places.filter(({ articleId }) => accept(articleId));
    if (full && places.length < count) {
      const wider = await proposePassages(store, store.team, all, FILTERED);
      places = wider.filter(({ articleId }) => accept(articleId)).slice(0, count);
    }
    await reader.load(
      places.map(({ pid }) => pid),
      read,
    );
  }

  async function allowed(of: Opened): Promise<((passage: number) => boolean) | undefined> {
    if (!isFiltered && !query.accept) return undefined;
    const articles = await articlesOf(given, of.loaded);
    return passageFilter(query, articles, of.corpus, given.matcher)?.accept;
  }

  function shortList(
    { corpus, bound: again }: Opened,
    terms: readonly FeedbackFigures[],
    allow?: (passage: number) => boolean,
  ): readonly Proposal[] {
    const first = firstOver(corpus);
    const best = first.propose(again, depth.propose, allow);
    const feedback = terms.map((each) => ({ ...each, id: corpus.vocabulary.idOf(each.term) }));
    return first.expand(again, best, feedback, depth.reach, allow);
  }
}

type FeedbackFigures = Omit<FeedbackTerm, 'id'>;

/** The relevance model of the best passages, which alone are read word by word for it. */
async function feedbackTerms(
  given: Gathering,
  { corpus, loaded }: Opened,
  best: readonly Proposal[],
): Promise<readonly FeedbackFigures[]> {
  const { figures, reader } = given;
  const top = best.slice(0, MODEL.feedback.passages);
  const places = top.map(({ passage, score }) => ({ ...placeIn(corpus, loaded, passage), score }));
  const read: LoadedCorpus = new Map();
  for (const { article, idx, passage } of places) {
    const own = read.get(article.articleId) ?? { ...article, loaded: new Map() };
    read.set(article.articleId, { ...own, loaded: own.loaded.set(idx, passage) });
  }
  const words = places.flatMap(({ passage }) => {
    const found: string[] = [];
    eachWord(passage.words, (term, flags) => {
      if (!(flags & STOP) && !figures.has(term)) found.push(term);
    });
    return found;
  });
  for (const [term, one] of await reader.terms(words)) figures.set(term, one);
  const whole = open(given, read);
  const numbers = numberOf(whole);
  const proposals = places.map(({ article, idx, score }) => ({
    passage: numbers(article.articleId, idx),
    score,
  }));
  const model = feedbackOf(whole.corpus, whole.bound, proposals, MODEL.feedback);
  return affordable(whole.bound, model).map(({ id, weight, idf, df }) => {
    const term = whole.corpus.vocabulary.termOf(id);
    return { term, weight, idf: idf * weight * MODEL.feedback.weight, df };
  });
}

/** Those of the terms, rarest first, whose holders are few enough to be asked for. */
function rarest(feedback: readonly FeedbackFigures[]): readonly FeedbackFigures[] {
  let budget = FEEDBACK_POSTINGS;
  return feedback.filter(({ df }) => {
    budget -= df;
    return budget >= 0;
  });
}

const NONE: ReadonlySet<number> = new Set();

/** What was read as a corpus, and the question in its terms. */
function open(given: Gathering, read: LoadedCorpus, partly?: CandidateCorpus['partly']): Opened {
  const { query, matcher, figures, facts, spellings, named } = given;
  const loaded = [...read.values()].sort((a, b) => (a.articleId < b.articleId ? -1 : 1));
  const parts = { articles: loaded, terms: figures, spellings, named, ...facts };
  const corpus = openCandidates({ ...parts, ...(partly ? { partly } : {}) });
  const asked = analyzeQuery(query.text, matcher, variants(spellings, figures));
  const concepts = asked.concepts.map((concept) => {
    const similar = given.loose.get(concept.variants[0]?.term ?? '') ?? [];
    return { ...concept, variants: [...concept.variants, ...similar] };
  });
  return { corpus, loaded, bound: bindQuery({ ...asked, concepts }, corpus) };
}

/** Other spellings of a name, as the searcher finds them. */
function variants(
  spellings: Gathering['spellings'],
  figures: ReadonlyMap<string, TermFigures>,
): Spellings {
  return (term) => {
    const own = figures.get(term);
    if (!hasSpellings(term) || (own && own.small >= own.capitals)) return [];
    const names = spellings.get(spellingEntry(term)) ?? [];
    return names.filter((name) => name !== term).map((name) => ({ term: name, weight: 0.8 }));
  };
}

async function articlesOf(
  { read, query }: Gathering,
  loaded: readonly LoadedArticle[],
): Promise<readonly IndexedArticle[]> {
  const readsWords = (query.exact ?? []).length > 0 || query.speaker !== undefined;
  return await Promise.all(
    loaded.map(async ({ articleId, loaded: own }): Promise<IndexedArticle> => {
      const source = readsWords ? await read(articleId) : null;
      const passages: IndexedArticle['passages'][number][] = [];
      for (const [idx, { passage }] of own) {
        Object.defineProperty(passages, idx, { get: () => JSON.parse(passage) });
      }
      return {
        article: source?.article ?? { ...BARE, id: articleId },
        passages,
        attributions: source?.attributions ?? [],
      };
    }),
  );
}

const BARE = { title: '', topics: [], sources: [], body: '', regions: [] } as const;
