import type { Article } from '../article/article.ts';
import type { Attribution } from '../article/attribution.ts';
import { type AliasMatcher, aliasMatcher } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import { analyze } from '../search/analyzer.ts';
import { type BoundQuery, bindQuery } from '../search/bound-query.ts';
import { dayOf } from '../search/build-segment.ts';
import type { CorpusView } from '../search/corpus-view.ts';
import { type FirstStage, firstStage } from '../search/first-stage.ts';
import { passageFilter } from '../search/passage-filter.ts';
import { analyzeQuery } from '../search/query.ts';
import { RANKING_MODEL } from '../search/ranking-model.ts';
import type { IndexedArticle, SearchIndex, SearchQuery, SearchResult } from '../search/search.ts';
import { searcher } from '../search/searcher.ts';
import { feedbackOf, type Proposal } from '../search/second-stage.ts';
import { similarTerms } from '../search/similar-terms.ts';
import { hasSpellings, spellingEntry } from '../search/spelling-lists.ts';
import { STOP, TERM_MASK } from '../search/token-flags.ts';
import { openVocabulary, packVocabulary } from '../search/vocabulary.ts';
import { type Place, type ProposalTerm, proposePassages } from './fts-propose.ts';
import { createFtsReader, type LoadedCorpus } from './fts-reader.ts';
import { POSTINGS, termsOfFilters, worth } from './fts-terms.ts';
import {
  type CandidateCorpus,
  type LoadedArticle,
  openCandidates,
  type TermFigures,
} from './fts-view.ts';
import type { Store } from './open-store.ts';
import type { TeamStore } from './team-store.ts';

export interface FtsIndexOptions {
  readonly store: TeamStore & Pick<Store, 'engine'>;
  readonly aliases: Aliases;
  /** ISO date that "latest" counts back from; the newest article's. */
  readonly newest?: string;
  /** For filters that read the words themselves (`exact:`, `speaker:`). */
  readonly read: (
    articleId: string,
  ) => Promise<{ readonly article: Article; readonly attributions: readonly Attribution[] } | null>;
}

/** Passages that the database proposes, before and after feedback. */
const PROPOSED = 600;
/** Of those, the best by the exact first stage that the second stage may read. */
const KEPT = 150;
const PROPOSED_MORE = 150;
/** Places that are looked through for ones that a filter accepts. */
const FILTERED = 5_000;

const MODEL = RANKING_MODEL;

/**
 * The search port on the database's own full-text index, for corpora that outgrow a process's
 * memory. The database only proposes passages, by any of the question's rarest terms; the shared
 * first stage scores them exactly, with the whole corpus's figures, and the shared second stage ranks
 * them.
 */
export async function createFtsIndex(options: FtsIndexOptions): Promise<SearchIndex> {
  const { store, aliases, read } = options;
  const reader = createFtsReader(store);
  let facts = await reader.facts();

  async function search(query: SearchQuery, limit: number): Promise<SearchResult> {
    facts = await reader.facts();
    const tokens = analyze(query.text);
    const figures = await reader.terms(tokens.flatMap(({ term, word }) => [term, word]));
    const plain = (word: string): boolean => {
      const known = figures.get(word);
      return known !== undefined && known.small > known.capitals;
    };
    const matcher = aliasMatcher(aliases, facts.learned, plain);
    const asked = analyzeQuery(query.text, matcher);
    const own = asked.concepts.flatMap(({ variants }) => variants.map(({ term }) => term));
    const spellings = await reader.spellings(own.filter(hasSpellings).map(spellingEntry));
    const filterTerms = termsOfFilters(query, matcher);
    const terms = new Set([...own, ...[...spellings.values()].flat(), ...filterTerms]);
    merge(figures, await reader.terms(terms));
    if (![...terms].some((term) => (figures.get(term)?.df ?? 0) > 0)) {
      for (const term of await loosened(own)) terms.add(term);
      merge(figures, await reader.terms(terms));
    }

    const accept = query.accept ?? (() => true);
    const proposed = await propose(worth([...terms], figures, facts), PROPOSED, accept);
    if (filterTerms.length > 0) {
      const rarest = worth(filterTerms, figures, facts).slice(0, 1);
      proposed.push(...(await propose(rarest, FILTERED, accept)));
    }
    const known: LoadedCorpus = new Map();
    await reader.load(
      proposed.map(({ pid }) => pid),
      known,
    );
    const shared = {
      terms: figures,
      spellings,
      ...facts,
      named: await reader.named(asked.mentions.map(({ entity }) => entity.id)),
    };
    const first = await opened({ ...shared, articles: sorted(known) }, query, matcher);
    const more = await feedbackPlaces(first, accept);
    // Only what can still be among the best is read with its neighbours.
    const kept = filterTerms.length > 0 ? proposed.map(({ pid }) => pid) : pidsOf(first);
    const pids = [...kept, ...more.map(({ pid }) => pid)];
    const last: LoadedCorpus = new Map();
    for (const article of known.values())
      last.set(article.articleId, { ...article, loaded: new Map() });
    const wanted = new Set(pids.flatMap((pid) => [pid - 1, pid, pid + 1]));
    for (const article of known.values()) {
      for (const [idx, passage] of article.loaded) {
        if (wanted.has(passage.pid)) last.get(article.articleId)?.loaded.set(idx, passage);
      }
    }
    await reader.load(wanted, last);
    const { corpus, articles } = await opened(
      { ...shared, articles: sorted(last) },
      query,
      matcher,
    );
    const index = searcher({
      corpus,
      articles,
      matcher,
      model: MODEL,
      first: exactFirstStage(corpus),
      today: dayOf(options.newest),
    });
    return await index.search(query, limit);
  }

  /** The candidates as a corpus, with the figures of all that feedback may bring in. */
  async function opened(
    candidates: CandidateCorpus,
    query: SearchQuery,
    matcher: AliasMatcher,
  ): Promise<Opened> {
    const corpus = openCandidates(candidates);
    const readsWords = (query.exact ?? []).length > 0 || query.speaker !== undefined;
    const articles = await articlesOf(candidates, readsWords);
    const bound = bindQuery(analyzeQuery(query.text, matcher), corpus);
    const allow = passageFilter(query, articles, corpus, matcher);
    const best =
      bound.concepts.length === 0
        ? []
        : exactFirstStage(corpus).propose(bound, KEPT, allow?.accept);
    const figures = candidates.terms;
    const unknown = best
      .slice(0, MODEL.feedback.passages)
      .flatMap(({ passage }) => termsOf(corpus, passage))
      .filter((term) => !figures.has(term));
    merge(figures, await reader.terms(unknown));
    return { corpus, articles, loaded: candidates.articles, bound, best, figures };
  }

  async function propose(
    terms: readonly ProposalTerm[],
    limit: number,
    accept: (articleId: string) => boolean,
  ): Promise<Place[]> {
    const places = await proposePassages(store, store.team, terms, limit);
    const accepted = places.filter(({ articleId }) => accept(articleId));
    if (accepted.length === places.length || places.length < limit) return accepted;
    const wider = await proposePassages(store, store.team, terms, FILTERED);
    return wider.filter(({ articleId }) => accept(articleId)).slice(0, limit);
  }

  /** What the best passages of the first stage add to the question, looked for as well. */
  async function feedbackPlaces(
    { corpus, bound, best, figures }: Opened,
    accept: (articleId: string) => boolean,
  ): Promise<readonly Place[]> {
    if (bound.concepts.length === 0) return [];
    const rare = feedbackOf(corpus, bound, best, MODEL.feedback)
      .filter(({ df }) => df <= POSTINGS / 10)
      .sort((a, b) => a.df - b.df || a.id - b.id)
      .map(({ id, weight }) => ({
        term: corpus.vocabulary.termOf(id),
        idf: weight * MODEL.feedback.weight * bound.mass,
      }));
    const question = bound.concepts.flatMap(({ concept }) =>
      concept.variants.map(({ term }) => term),
    );
    const terms = [...worth(question, figures, facts).slice(0, 6), ...rare.slice(0, 6)];
    return await propose(terms, PROPOSED_MORE, accept);
  }

  /** Terms like those of a question whose every term is unknown. */
  async function loosened(terms: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const term of terms) {
      if (!/^[a-z]+$/.test(term)) continue;
      const near = await reader.termsLike(term.slice(0, 1), term.length - 2, term.length + 6);
      const vocabulary = openVocabulary(packVocabulary(near));
      for (const kind of ['prefix', 'fuzzy'] as const) {
        found.push(...similarTerms(vocabulary, term, kind).map((similar) => similar.term));
      }
    }
    return found;
  }

  async function articlesOf(
    { articles }: CandidateCorpus,
    withBodies: boolean,
  ): Promise<readonly IndexedArticle[]> {
    return await Promise.all(
      articles.map(async ({ articleId, loaded }): Promise<IndexedArticle> => {
        const source = withBodies ? await read(articleId) : null;
        const passages: IndexedArticle['passages'][number][] = [];
        for (const [idx, { passage }] of loaded) {
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

  return {
    get passages() {
      return facts.passages;
    },
    search,
  };
}

interface Opened {
  readonly corpus: CorpusView;
  readonly articles: readonly IndexedArticle[];
  readonly loaded: readonly LoadedArticle[];
  readonly bound: BoundQuery;
  /** The best of the first stage, for feedback. */
  readonly best: readonly Proposal[];
  readonly figures: Map<string, TermFigures>;
}

function sorted(known: LoadedCorpus): readonly LoadedArticle[] {
  return [...known.values()].sort((a, b) => (a.articleId < b.articleId ? -1 : 1));
}

function pidsOf({ corpus: { segment }, loaded, best }: Opened): readonly number[] {
  return best.flatMap(({ passage }) => {
    const article = segment.articleOf[passage]!;
    const one = loaded[article]?.loaded.get(passage - segment.articlePassages[article]!);
    return one ? [one.pid] : [];
  });
}

const BARE = { title: '', topics: [], sources: [], body: '', regions: [] } as const;

function merge(into: Map<string, TermFigures>, from: ReadonlyMap<string, TermFigures>): void {
  for (const [term, figures] of from) into.set(term, figures);
}

/** The shared first stage, scoring every candidate that holds a term. */
function exactFirstStage(corpus: CorpusView): FirstStage {
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
