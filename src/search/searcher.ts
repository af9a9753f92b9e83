import type { AliasMatcher } from './alias-matcher.ts';
import { bindQuery } from './bound-query.ts';
import { sureness } from './confidence.ts';
import type { CorpusView } from './corpus-view.ts';
import type { FirstStage } from './first-stage.ts';
import { matchedEntities } from './matched-entities.ts';
import { passageFilter } from './passage-filter.ts';
import { type AnalyzedQuery, analyzeQuery, type Spellings } from './query.ts';
import { type RankedCandidate, rank } from './rank.ts';
import type { RankingModel } from './ranking-model.ts';
import type { Hit, IndexedArticle, SearchIndex, SearchQuery, SearchResult } from './search.ts';
import { similarTerms } from './similar-terms.ts';
import { hasSpellings } from './spelling-lists.ts';

export interface SearcherParts {
  readonly corpus: CorpusView;
  readonly articles: readonly IndexedArticle[];
  readonly matcher: AliasMatcher;
  readonly model: RankingModel;
  readonly first: FirstStage;
  /** Days since 1970-01-01. */
  readonly today: number;
}

/** What another spelling of a name counts, the spelling asked for counting 1. */
const SPELLING_WEIGHT = 0.8;

/** What a sentence that holds nothing of the question scores below its passage's best: about a topic's sixth. */
const EMPTY_SENTENCE = 2;

/** The search port over a corpus, a first stage and a fitted model. */
export function searcher(parts: SearcherParts): SearchIndex {
  const { corpus, articles, matcher, model, first, today } = parts;
  const known = {
    spellings: spellingsOf(corpus),
    isName: (term: string) => corpus.writtenAs(term) === 'name',
  };

  const search = async (query: SearchQuery, limit: number): Promise<SearchResult> => {
    const asked = analyzeQuery(query.text, matcher, known);
    const { analyzed, fallback } = loosened(asked, corpus);
    const bound = bindQuery(analyzed, corpus);
    const allow = passageFilter(query, articles, corpus, matcher);
    let ranked: readonly RankedCandidate[] =
      bound.concepts.length > 0
        ? rank(corpus, bound, first, model, limit, today, allow?.accept)
        : [];
    // Words that only feedback brought in are no answer: a hit holds something of the question.
    ranked = ranked.filter(({ held, features }) => held !== 0 || features[0]! > 0);
    const sure = bound.concepts.length > 0 ? sureness(corpus, bound, ranked, model) : 0;
    const hits =
      bound.concepts.length === 0 && allow?.list
        ? allow.list.slice(0, limit).map((passage) => plainHit(passage))
        : ranked.slice(0, limit).map((candidate) => hitOf(candidate, analyzed));
    const probability = hits.length === 0 ? 0 : bound.concepts.length === 0 ? 1 : sure;
    const { entities, notes } = matchedEntities(analyzed, corpus, query.text);
    return {
      hits,
      confidence: probability,
      covered: probability >= model.confidence.threshold,
      entities,
      notes,
      ...(fallback ? { fallback } : {}),
    };
  };

  const placeOf = (passage: number): Pick<Hit, 'articleId' | 'passage'> => {
    const article = corpus.segment.articleOf[passage]!;
    const indexed = articles[article]!;
    const index = passage - corpus.segment.articlePassages[article]!;
    return { articleId: indexed.article.id, passage: indexed.passages[index]! };
  };

  const plainHit = (passage: number): Hit => {
    const place = placeOf(passage);
    return {
      ...place,
      score: 1,
      sentenceScores: place.passage.sentences.map(() => 1),
      matched: [],
    };
  };

  const hitOf = (candidate: RankedCandidate, { concepts }: AnalyzedQuery): Hit => {
    const place = placeOf(candidate.passage);
    const { score, sentences, held } = candidate;
    let best = 1e-9;
    for (const share of sentences) if (share > best) best = share;
    const matched: string[] = [];
    for (let i = 0; i < concepts.length; i++) {
      if (held & (1 << Math.min(i, 30))) matched.push(concepts[i]!.as);
    }
    return {
      articleId: place.articleId,
      passage: place.passage,
      score,
      sentenceScores: place.passage.sentences.map(
        (_, i) => score - EMPTY_SENTENCE * (1 - (sentences[i] ?? 0) / best),
      ),
      matched,
    };
  };

  return { passages: corpus.stats.passages, search };
}

/** Other spellings of a name in the corpus, by its spelling key. */
function spellingsOf(corpus: CorpusView): Spellings {
  return (term) => {
    if (!hasSpellings(term)) return [];
    const own = corpus.writtenAs(term);
    // An ordinary word is no name, whatever names sound like it.
    if (own === 'word' || own === 'either') return [];
    return corpus
      .soundingLike(term)
      .filter((other) => other !== term)
      .map((other) => ({ term: other, weight: SPELLING_WEIGHT }));
  };
}

/** Where no term of the question is in the corpus: longer words that begin so, else words a letter or two away. */
function loosened(
  asked: AnalyzedQuery,
  { vocabulary, stats }: CorpusView,
): { analyzed: AnalyzedQuery; fallback?: NonNullable<SearchResult['fallback']> } {
  const present = asked.concepts.some(({ variants }) =>
    variants.some(({ term }) => stats.df(term) > 0),
  );
  if (present) return { analyzed: asked };
  for (const kind of ['prefix', 'fuzzy'] as const) {
    const terms: string[] = [];
    const concepts = asked.concepts.map((concept) => {
      if (concept.mention) return concept;
      const similar = similarTerms(vocabulary, concept.variants[0]!.term, kind).filter(
        ({ term }) => stats.df(term) > 0,
      );
      terms.push(...similar.map(({ term }) => term));
      return { ...concept, variants: [...concept.variants, ...similar] };
    });
    if (terms.length > 0) {
      return { analyzed: { ...asked, concepts }, fallback: { kind, terms: [...new Set(terms)] } };
    }
  }
  return { analyzed: asked };
}
