import type { AliasMatcher } from '../search/alias-matcher.ts';
import { type BoundQuery, bindQuery } from '../search/bound-query.ts';
import type { CorpusView } from '../search/corpus-view.ts';
import { type FirstStage, firstStage } from '../search/first-stage.ts';
import { passageFilter } from '../search/passage-filter.ts';
import { analyzeQuery, type Spellings, type Variant } from '../search/query.ts';
import { depths } from '../search/rank.ts';
import { RANKING_MODEL } from '../search/ranking-model.ts';
import type { IndexedArticle, SearchQuery } from '../search/search.ts';
import { feedbackOf, type Proposal } from '../search/second-stage.ts';
import type { SegmentFacts } from '../search/segment.ts';
import { hasSpellings, spellingEntry } from '../search/spelling-lists.ts';
import { STOP, TERM_MASK } from '../search/token-flags.ts';
import type { ReadArticle } from './fts-index.ts';
import { type ProposalTerm, proposePassages } from './fts-propose.ts';
import type { FtsFacts, FtsReader, LoadedCorpus } from './fts-reader.ts';
import { POSTINGS, worth } from './fts-terms.ts';
import { type LoadedArticle, openCandidates, type TermFigures } from './fts-view.ts';
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
  /** Everything to look for. */
  readonly terms: readonly string[];
  readonly filterTerms: readonly string[];
  /** Similar terms by term, where no term of the question is in the corpus. */
  readonly loose: ReadonlyMap<string, readonly Variant[]>;
}

export interface Candidates {
  readonly corpus: CorpusView;
  readonly articles: readonly IndexedArticle[];
}

/** Passages that the database proposes, before and after feedback. */
const PROPOSED = 1_000;
const PROPOSED_MORE = 300;
/** Places that are looked through for ones that a filter accepts. */
const FILTERED = 5_000;
/** Terms of the question that the feedback's proposals are asked by, beside those of the feedback. */
const QUESTION_TERMS = 6;

const MODEL = RANKING_MODEL;

/**
 * The passages that may be among the best, with the whole of their articles. Proposals are read
 * alone, scored exactly, and cut to what the shared first stage would hand to the second.
 */
export async function gatherCandidates(given: Gathering): Promise<Candidates> {
  const { reader, query, figures, facts, filterTerms } = given;
  const read: LoadedCorpus = new Map();
  const proposed = await propose(given, worth(given.terms, figures, facts), PROPOSED);
  if (filterTerms.length > 0) {
    const rarest = worth(filterTerms, figures, facts).slice(0, 1);
    proposed.push(...(await propose(given, rarest, FILTERED)));
  }
  await reader.load(proposed, read);
  let opened = await open(given, read);
  if (opened.bound.concepts.length > 0) {
    await reader.load(await propose(given, feedbackTerms(given, opened), PROPOSED_MORE), read);
    opened = await open(given, read);
  }
  // With filters, or without a term to score by, everything that was read may be shown.
  const keepsAll = filterTerms.length > 0 || opened.bound.concepts.length === 0;
  const kept = keepsAll ? pidsIn(read) : pidsOf(opened, shortList(opened, given.limit));
  // Signals of neighbours and of whole articles need every passage of theirs.
  const last = only(read, new Set(kept));
  await reader.loadWhole(last);
  const { corpus, articles } = await open(given, last);
  return { corpus, articles };

  function feedbackTerms(of: Gathering, { corpus, bound, best }: Opened): ProposalTerm[] {
    const rare = feedbackOf(corpus, bound, best, MODEL.feedback)
      .filter(({ df }) => df <= POSTINGS / 10)
      .sort((a, b) => a.df - b.df || a.id - b.id)
      .map(({ id, weight }) => ({
        term: corpus.vocabulary.termOf(id),
        idf: weight * MODEL.feedback.weight * bound.mass,
      }));
    return [...worth(of.terms, figures, facts).slice(0, QUESTION_TERMS), ...rare];
  }

  function shortList({ corpus, bound, best, allow }: Opened, limit: number): readonly Proposal[] {
    const feedback = feedbackOf(corpus, bound, best, MODEL.feedback);
    const { expand } = depths(bound, limit);
    return exactFirstStage(corpus).expand(bound, best, feedback, expand, allow);
  }

  async function propose(
    { store }: Gathering,
    terms: readonly ProposalTerm[],
    limit: number,
  ): Promise<number[]> {
    const accept = query.accept ?? (() => true);
    const places = await proposePassages(store, store.team, terms, limit);
    let accepted = places.filter(({ articleId }) => accept(articleId));
    if (accepted.length < places.length && places.length === limit) {
      const wider = await proposePassages(store, store.team, terms, FILTERED);
      accepted = wider.filter(({ articleId }) => accept(articleId)).slice(0, limit);
    }
    return accepted.map(({ pid }) => pid);
  }
}

interface Opened extends Candidates {
  readonly loaded: readonly LoadedArticle[];
  readonly bound: BoundQuery;
  /** The best of the first stage. */
  readonly best: readonly Proposal[];
  readonly allow?: (passage: number) => boolean;
}

/** What was read as a corpus, with the figures of all that feedback may bring in. */
async function open(given: Gathering, read: LoadedCorpus): Promise<Opened> {
  const { query, matcher, figures, facts, spellings, named, reader } = given;
  const loaded = [...read.values()].sort((a, b) => (a.articleId < b.articleId ? -1 : 1));
  const corpus = openCandidates({ articles: loaded, terms: figures, spellings, named, ...facts });
  const articles = await articlesOf(given, loaded);
  const asked = analyzeQuery(query.text, matcher, variants(spellings, figures));
  const concepts = asked.concepts.map((concept) => {
    const similar = given.loose.get(concept.variants[0]?.term ?? '') ?? [];
    return { ...concept, variants: [...concept.variants, ...similar] };
  });
  const bound = bindQuery({ ...asked, concepts }, corpus);
  const allow = passageFilter(query, articles, corpus, matcher)?.accept;
  const { propose } = depths(bound, given.limit);
  const best =
    bound.concepts.length === 0 ? [] : exactFirstStage(corpus).propose(bound, propose, allow);
  const unknown = best
    .slice(0, MODEL.feedback.passages)
    .flatMap(({ passage }) => termsOf(corpus, passage))
    .filter((term) => !figures.has(term));
  for (const [term, one] of await reader.terms(unknown)) figures.set(term, one);
  return { corpus, articles, loaded, bound, best, ...(allow ? { allow } : {}) };
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

function pidsIn(read: LoadedCorpus): readonly number[] {
  return [...read.values()].flatMap(({ loaded }) => [...loaded.values()].map(({ pid }) => pid));
}

function pidsOf(
  { corpus: { segment }, loaded }: Opened,
  proposals: readonly Proposal[],
): readonly number[] {
  return proposals.flatMap(({ passage }) => {
    const article = segment.articleOf[passage]!;
    const one = loaded[article]?.loaded.get(passage - segment.articlePassages[article]!);
    return one ? [one.pid] : [];
  });
}

function only(read: LoadedCorpus, pids: ReadonlySet<number>): LoadedCorpus {
  const kept: LoadedCorpus = new Map();
  for (const article of read.values()) {
    const loaded = new Map([...article.loaded].filter(([, { pid }]) => pids.has(pid)));
    if (loaded.size > 0) kept.set(article.articleId, { ...article, loaded });
  }
  return kept;
}

/** The shared first stage, scoring every candidate that holds a term. */
export function exactFirstStage(corpus: CorpusView): FirstStage {
  const { segment } = corpus;
  const holders = (terms: readonly number[]): readonly number[] => [
    ...new Set(
      terms.flatMap((id) => [
        ...segment.postings.subarray(segment.postingsAt[id]!, segment.postingsAt[id + 1]!),
      ]),
    ),
  ];
  return firstStage(corpus, MODEL.bm25, MODEL.feedback.weight, holders, Number.POSITIVE_INFINITY);
}

function termsOf({ segment, vocabulary }: CorpusView, passage: number): string[] {
  const words = segment.forward.subarray(
    segment.forwardAt[passage]!,
    segment.forwardAt[passage + 1]!,
  );
  return [...words]
    .filter((word) => !(word & STOP))
    .map((word) => vocabulary.termOf(word & TERM_MASK));
}
