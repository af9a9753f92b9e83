import type { AliasMatcher } from '../search/alias-matcher.ts';
import { bindQuery } from '../search/bound-query.ts';
import type { CorpusStats, CorpusView } from '../search/corpus-view.ts';
import type { FeedbackTerm } from '../search/feedback.ts';
import { affordable, type FirstStage } from '../search/first-stage.ts';
import { passageFilter } from '../search/passage-filter.ts';
import type { AnalyzedQuery } from '../search/query.ts';
import { depths } from '../search/rank.ts';
import { RANKING_MODEL as MODEL } from '../search/ranking-model.ts';
import type { IndexedArticle, SearchQuery } from '../search/search.ts';
import { feedbackOf, type Proposal } from '../search/second-stage.ts';
import type { SegmentFacts } from '../search/segment.ts';
import { STOP } from '../search/token-flags.ts';
import { acceptedPassages } from './article-filter.ts';
import { candidateArticles } from './candidate-articles.ts';
import { firstOver, found } from './candidate-stages.ts';
import type { ReadArticle } from './fts-index.ts';
import type { FtsFacts, FtsReader } from './fts-reader.ts';
import { listsOfFilters, type termsOfFilters } from './fts-terms.ts';
import { passageAt } from './fts-tokens.ts';
import {
  type CandidateCorpus,
  type LoadedArticle,
  openCandidates,
  type TermFigures,
} from './fts-view.ts';
import type { Store } from './open-store.ts';
import { eachPlace } from './posting-lists.ts';
import { QuestionLists } from './question-lists.ts';
import type { TeamStore } from './team-store.ts';

export interface Gathering {
  readonly store: TeamStore & Pick<Store, 'engine'>;
  readonly reader: FtsReader;
  readonly read: ReadArticle;
  readonly query: SearchQuery;
  readonly limit: number;
  /** Entries of the full-text index that are read for the concepts of one question. @default 200,000 */
  readonly postings?: number;
  readonly matcher: AliasMatcher;
  /** The question, with other spellings and similar terms of the corpus. */
  readonly analyzed: AnalyzedQuery;
  readonly facts: FtsFacts;
  /** Of the question's terms; those of feedback are added. */
  readonly figures: Map<string, TermFigures>;
  readonly figuresOf: (terms: Iterable<string>) => Promise<ReadonlyMap<string, TermFigures>>;
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  readonly named: SegmentFacts['named'];
  readonly filterTerms: ReturnType<typeof termsOfFilters>;
}

export interface Candidates {
  readonly corpus: CorpusView;
  readonly articles: readonly IndexedArticle[];
  /** What the first stage found, in the numbers of `corpus`. */
  readonly first: FirstStage;
}

const POSTINGS = 200_000;
/** Passages that are read to be scored exactly, where lists were left out. */
const SCORED_ANEW = 600;
/** The same beyond those that are ranked, where only what feedback brings in has to be. */
const BROUGHT_IN = 35;
/** Places that are looked through for ones that a filter accepts, and articles whose words are. */
const FILTERED = 5_000;
const VERIFIED = 400;

const everything = (): boolean => true;

/**
 * The passages that may be among the best, with the whole of their articles. The engine's full-text index
 * gives the passages that hold any of the question's terms, the shared first stage scores them with the whole
 * corpus's figures, and what it would hand to the second stage is read.
 */
export async function gatherCandidates(given: Gathering): Promise<Candidates> {
  const { reader, query, filterTerms, limit, analyzed, figures } = given;
  const lists = new QuestionLists(reader, figures);
  const asked = new Set(analyzed.concepts.flatMap(({ variants }) => variants.map((v) => v.term)));
  const stats = statsOf(given);
  await lists.read(bindQuery(analyzed, lists.corpus(stats, asked)), given.postings ?? POSTINGS);
  const { isComplete } = lists;
  const passageOf = ({ passage }: Proposal): number => passageAt(lists.placeOf(passage));

  let corpus = lists.corpus(stats, asked);
  let bound = bindQuery(analyzed, corpus);
  let first = firstOver(corpus);
  const depth = depths(bound, limit);
  const isFiltered = filterTerms.length > 0 || query.articles?.source !== undefined;
  let verified: ReadonlySet<number> | null = null;
  const accepted = await articlesAccepted();
  if (isFiltered) verified = await verifiedPassages();
  const passes = verified
    ? (passage: number) => verified?.has(passage) === true
    : (accepted ?? everything);
  const allow =
    passes === everything
      ? undefined
      : (number: number) => passes(passageAt(lists.placeOf(number)));
  if (bound.concepts.length === 0)
    return await opened(
      [...(verified ?? [])].map((p) => [p, 0]),
      asked,
      0,
    );

  const best = first.propose(bound, depth.propose, allow);
  const feedback = await feedbackTerms(best);
  await lists.readFeedback(feedback.map(({ term }) => term));
  const terms = new Set([...asked, ...feedback.map(({ term }) => term)]);
  corpus = lists.corpus(stats, terms);
  bound = bindQuery(analyzed, corpus);
  first = firstOver(corpus);
  const { vocabulary } = corpus;
  const again = first.propose(bound, depth.propose, allow);
  const ids = feedback.map((each) => ({ ...each, id: vocabulary.idOf(each.term) }));
  const isExact = feedback.length === 0 ? isComplete : lists.isWhole;
  const anew = isComplete ? depth.reach + BROUGHT_IN : Math.max(depth.reach, SCORED_ANEW);
  const reach = isExact ? depth.reach : anew;
  const kept = first.expand(bound, again, ids, reach, allow);
  return await opened(
    kept.map((each) => [passageOf(each), each.score]),
    terms,
    isExact ? again.length : null,
  );

  /** @param proposed how many of the passages the first stage proposed, the others being feedback's; `null`: their scores are found anew */
  async function opened(
    passages: readonly (readonly [passage: number, score: number])[],
    of: ReadonlySet<string>,
    proposed: number | null,
  ): Promise<Candidates> {
    const numbers = passages.map(([passage]) => passage);
    const articles = await reader.articles(numbers);
    const near = new Set(numbers.flatMap((passage) => [passage - 1, passage + 1]));
    const view = open(given, articles, { whole: new Set(numbers), near }, of);
    const placeIn = placesOf(articles);
    const proposals = passages.flatMap(([passage, score]) => {
      const number = placeIn.get(passage);
      return number === undefined ? [] : [{ passage: number, score }];
    });
    return {
      corpus: view,
      articles: await candidateArticles(given, articles, isFiltered ? null : new Set(numbers)),
      first:
        proposed === null
          ? firstOver(view, new Set(proposals.map(({ passage }) => passage)))
          : found(proposals, proposed),
    };
  }

  async function articlesAccepted(): Promise<((passage: number) => boolean) | undefined> {
    const { articles, accept } = query;
    const wide = () => first.propose(bound, FILTERED).map(passageOf);
    if (articles) return await acceptedPassages(given.store, articles, wide);
    if (!accept) return undefined;
    const loaded = await reader.articles(wide());
    const passing = new Set<number>();
    for (const { articleId, first: from, words } of loaded) {
      if (!accept(articleId)) continue;
      for (let i = 0; i < words.passages; i++) passing.add(from + i);
    }
    return (passage) => passing.has(passage);
  }

  /** Those that `exact:`, `speaker:` and `source:` let through, by article and place. */
  async function verifiedPassages(): Promise<ReadonlySet<number>> {
    const held = await heldPassages();
    const most = Math.max(VERIFIED, limit * 2);
    const scored = first.propose(bound, most, (number) => {
      const passage = passageAt(lists.placeOf(number));
      return held?.has(passage) ?? accepted?.(passage) ?? true;
    });
    const chosen = bound.concepts.length > 0 ? new Set(scored.map(passageOf)) : (held ?? new Set());
    let articles = await reader.articles([...chosen]);
    if (bound.concepts.length === 0) articles = articles.slice(0, most);
    const names = filterTerms.map(({ term }) => term);
    const near = new Set(placesOf(articles).keys());
    const of = new Set([...asked, ...names]);
    const view = open(given, articles, { whole: new Set(), near }, of);
    const filter = passageFilter(
      { ...query, accept: everything },
      await candidateArticles(given, articles, null),
      view,
      given.matcher,
    );
    const passing = new Set<number>();
    for (const [passage, number] of placesOf(articles)) {
      if (chosen.has(passage) && filter?.accept(number)) passing.add(passage);
    }
    return passing;
  }

  /** Those that hold the words of `exact:` and `speaker:`; `null`: neither is asked for. */
  async function heldPassages(): Promise<ReadonlySet<number> | null> {
    if (filterTerms.length === 0) return null;
    const held = new Set<number>();
    const wanted = listsOfFilters(filterTerms, figures);
    if (wanted === null) return held;
    eachPlace(await reader.inAll(wanted, FILTERED), (place) => {
      const passage = passageAt(place);
      if (accepted?.(passage) ?? true) held.add(passage);
    });
    return held;
  }

  /** The relevance model of the best passages, which alone are read word by word for it. */
  async function feedbackTerms(proposals: readonly Proposal[]): Promise<readonly FeedbackTerm[]> {
    const top = proposals.slice(0, MODEL.feedback.passages);
    const whole = new Set(top.map(passageOf));
    const articles = await reader.articles([...whole]);
    const words = new Set<string>();
    for (const { first: from, words: own } of articles) {
      for (let i = 0; i < own.passages; i++) {
        if (!whole.has(from + i)) continue;
        own.eachWord(i, 'words', (place, flags) => {
          if (!(flags & STOP)) words.add(own.term(place));
        });
      }
    }
    for (const [term, one] of await given.figuresOf(words)) figures.set(term, one);
    const view = open(given, articles, { whole, near: new Set() }, asked);
    const placeIn = placesOf(articles);
    const read = top.map((each) => ({ passage: placeIn.get(passageOf(each))!, score: each.score }));
    const own = bindQuery(analyzed, view);
    const model = feedbackOf(view, own, read, MODEL.feedback);
    return affordable(own, model);
  }
}

function statsOf({ facts, figures }: Gathering): CorpusStats {
  const { passages, meanLength, meanArticle } = facts;
  return { passages, meanLength, meanArticle, df: (term) => figures.get(term)?.df ?? 0 };
}

function open(
  given: Gathering,
  articles: readonly LoadedArticle[],
  read: Pick<CandidateCorpus, 'whole' | 'near'>,
  asked: ReadonlySet<string>,
): CorpusView {
  const { figures: terms, spellings, named, facts } = given;
  const { learned } = facts;
  const stats = statsOf(given);
  return openCandidates({ articles, ...read, asked, terms, spellings, stats, learned, named });
}

/** Passages of the articles by their numbers in the index, with their places in the candidates' corpus. */
function placesOf(articles: readonly LoadedArticle[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const { first, words } of articles) {
    for (let i = 0; i < words.passages; i++) places.set(first + i, places.size);
  }
  return places;
}
