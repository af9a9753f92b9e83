import type { Article } from '../article/article.ts';
import type { Attribution } from '../article/attribution.ts';
import { type AliasMatcher, aliasMatcher } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import { analyze } from '../search/analyzer.ts';
import { dayOf } from '../search/build-segment.ts';
import { analyzeQuery, type Variant } from '../search/query.ts';
import { RANKING_MODEL } from '../search/ranking-model.ts';
import type { SearchIndex, SearchQuery, SearchResult } from '../search/search.ts';
import { searcher } from '../search/searcher.ts';
import { similarTerms } from '../search/similar-terms.ts';
import { hasSpellings, spellingEntry } from '../search/spelling-lists.ts';
import { openVocabulary, packVocabulary } from '../search/vocabulary.ts';
import { gatherCandidates } from './fts-candidates.ts';
import { createFtsReader, type FtsFacts } from './fts-reader.ts';
import { termsOfFilters } from './fts-terms.ts';
import type { TermFigures } from './fts-view.ts';
import type { Store } from './open-store.ts';
import type { TeamStore } from './team-store.ts';

export interface FtsIndexOptions {
  readonly store: TeamStore & Pick<Store, 'engine'>;
  readonly aliases: Aliases;
  /** ISO date that "latest" counts back from; the newest article's. */
  readonly newest?: string;
  /** For filters that read the words themselves (`exact:`, `speaker:`). */
  readonly read: ReadArticle;
}

export type ReadArticle = (
  articleId: string,
) => Promise<{ readonly article: Article; readonly attributions: readonly Attribution[] } | null>;

/**
 * The search port on the database's own full-text index, for corpora that outgrow a process's
 * memory. The database only proposes passages, by any of the question's rarest terms; the shared
 * first stage scores them exactly, with the whole corpus's figures, and the shared second stage ranks
 * them.
 */
export async function createFtsIndex(options: FtsIndexOptions): Promise<SearchIndex> {
  const { store, aliases, read } = options;
  const reader = createFtsReader(store);
  const matcherOf = matcherCache(aliases);
  let facts = await reader.facts();

  async function search(query: SearchQuery, limit: number): Promise<SearchResult> {
    facts = await reader.facts();
    const words = analyze(query.text).flatMap(({ term, word }) => [term, word]);
    const figures = await reader.terms(words);
    const matcher = matcherOf(facts, figures);
    const asked = analyzeQuery(query.text, matcher);
    const own = asked.concepts.flatMap(({ variants }) => variants.map(({ term }) => term));
    const spellings = await reader.spellings(own.filter(hasSpellings).map(spellingEntry));
    const filterTerms = termsOfFilters(query, matcher);
    const terms = new Set([...own, ...[...spellings.values()].flat()]);
    merge(figures, await reader.terms(terms));
    const isKnown = [...terms].some((term) => (figures.get(term)?.df ?? 0) > 0);
    const loose = isKnown ? new Map<string, readonly Variant[]>() : await loosened(own);
    for (const similar of loose.values()) for (const { term } of similar) terms.add(term);
    merge(figures, await reader.terms(terms));
    const { corpus, articles, first } = await gatherCandidates({
      store,
      reader,
      read,
      query,
      limit,
      matcher,
      facts,
      figures,
      spellings,
      named: await reader.named(asked.mentions.map(({ entity }) => entity.id)),
      filterTerms,
      loose,
    });
    const index = searcher({
      corpus,
      articles,
      matcher,
      model: RANKING_MODEL,
      first,
      today: dayOf(options.newest),
    });
    return await index.search(query, limit);
  }

  /** Terms that begin with those of a question whose every term is unknown; where none does, ones a letter or two away. */
  async function loosened(
    terms: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Variant[]>> {
    const words = terms.filter((term) => /^[a-z]+$/.test(term));
    const near = await Promise.all(
      words.map((term) => reader.termsLike(term.slice(0, 1), term.length - 2, term.length + 6)),
    );
    const vocabularies = near.map((like) => openVocabulary(packVocabulary(like)));
    for (const kind of ['prefix', 'fuzzy'] as const) {
      const found = words.map(
        (term, at) => [term, similarTerms(vocabularies[at]!, term, kind)] as const,
      );
      if (found.some(([, similar]) => similar.length > 0)) return new Map(found);
    }
    return new Map();
  }

  return {
    get passages() {
      return facts.passages;
    },
    search,
  };
}

/** Words of questions whose figures are remembered, at most. */
const MOST_WORDS = 100_000;

/** Making a matcher takes longer than a search: it is made anew only when the learned names change. */
function matcherCache(aliases: Aliases) {
  const known = new Map<string, TermFigures>();
  const plainWord = (word: string): boolean => {
    const figures = known.get(word);
    return figures !== undefined && figures.small > figures.capitals;
  };
  let made: { readonly key: string; readonly matcher: AliasMatcher } | null = null;
  return ({ learned }: FtsFacts, figures: ReadonlyMap<string, TermFigures>): AliasMatcher => {
    if (known.size > MOST_WORDS) known.clear();
    merge(known, figures);
    const key = JSON.stringify(learned);
    if (made?.key !== key) made = { key, matcher: aliasMatcher(aliases, learned, plainWord) };
    return made.matcher;
  };
}

export function merge(
  into: Map<string, TermFigures>,
  from: ReadonlyMap<string, TermFigures>,
): void {
  for (const [term, figures] of from) into.set(term, figures);
}
