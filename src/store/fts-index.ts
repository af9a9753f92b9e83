import type { Article } from '../article/article.ts';
import type { Attribution } from '../article/attribution.ts';
import { type AliasMatcher, aliasMatcher } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import { analyze } from '../search/analyzer.ts';
import { dayOf } from '../search/build-segment.ts';
import { writtenForm } from '../search/corpus-view.ts';
import { analyzeQuery, type Spellings, type Variant } from '../search/query.ts';
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
  /** Entries of the full-text index that are read for the concepts of one question. @default 200,000 */
  readonly postings?: number;
}

export type ReadArticle = (
  articleId: string,
) => Promise<{ readonly article: Article; readonly attributions: readonly Attribution[] } | null>;

/**
 * The search port on the database's own full-text index, for corpora that outgrow a process's
 * memory. The database says which passages hold any of the question's terms; the shared first stage scores
 * them, with the whole corpus's figures, and the shared second stage ranks them.
 */
export async function createFtsIndex(options: FtsIndexOptions): Promise<SearchIndex> {
  const { store, aliases, read } = options;
  const reader = createFtsReader(store);
  const matcherOf = matcherCache(aliases);
  let facts = await reader.facts();
  let known = { revision: facts.revision, terms: new Map<string, TermFigures | null>() };

  async function search(query: SearchQuery, limit: number): Promise<SearchResult> {
    facts = await reader.facts();
    const words = analyze(query.text).flatMap(({ term, word }) => [term, word]);
    const figures = new Map(await figuresOf(words));
    const matcher = matcherOf(facts, figures);
    const asked = analyzeQuery(query.text, matcher);
    const own = asked.concepts.flatMap(({ variants }) => variants.map(({ term }) => term));
    const spellings = await reader.spellings(own.filter(hasSpellings).map(spellingEntry));
    const filterTerms = termsOfFilters(query, matcher);
    const terms = new Set([...own, ...[...spellings.values()].flat()]);
    merge(figures, await figuresOf([...terms, ...filterTerms.map(({ term }) => term)]));
    const isKnown = [...terms].some((term) => (figures.get(term)?.df ?? 0) > 0);
    const loose = isKnown ? new Map<string, readonly Variant[]>() : await loosened(own);
    merge(figures, await figuresOf([...loose.values()].flat().map(({ term }) => term)));
    const spelled = analyzeQuery(query.text, matcher, {
      spellings: variantsOf(spellings, figures),
      isName: (term) => {
        const own = figures.get(term);
        return own !== undefined && writtenForm(own.capitals, own.small) === 'name';
      },
    });
    const concepts = spelled.concepts.map((concept) => {
      const similar = loose.get(concept.variants[0]?.term ?? '') ?? [];
      return { ...concept, variants: [...concept.variants, ...similar] };
    });
    const { corpus, articles, first } = await gatherCandidates({
      store,
      reader,
      read,
      query,
      limit,
      ...(options.postings === undefined ? {} : { postings: options.postings }),
      matcher,
      analyzed: { ...spelled, concepts },
      facts,
      figures,
      figuresOf,
      spellings,
      named: await reader.named(asked.mentions.map(({ entity }) => entity.id)),
      filterTerms,
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

  /** The same terms come again and again: their figures are asked for once between changes of the index. */
  async function figuresOf(terms: Iterable<string>): Promise<ReadonlyMap<string, TermFigures>> {
    if (known.revision !== facts.revision || known.terms.size > MOST_WORDS) {
      known = { revision: facts.revision, terms: new Map() };
    }
    const { terms: kept } = known;
    const wanted = [...new Set(terms)];
    const missing = wanted.filter((term) => !kept.has(term));
    const read = await reader.terms(missing);
    for (const term of missing) kept.set(term, read.get(term) ?? null);
    return new Map(
      wanted.flatMap((term) => {
        const figures = kept.get(term);
        return figures ? [[term, figures] as const] : [];
      }),
    );
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

/** Other spellings of a name, as the searcher finds them. */
function variantsOf(
  spellings: ReadonlyMap<string, readonly string[]>,
  figures: ReadonlyMap<string, TermFigures>,
): Spellings {
  return (term) => {
    const own = figures.get(term);
    if (!hasSpellings(term) || (own && own.small >= own.capitals)) return [];
    const names = spellings.get(spellingEntry(term)) ?? [];
    return names.filter((name) => name !== term).map((name) => ({ term: name, weight: 0.8 }));
  };
}

function merge(into: Map<string, TermFigures>, from: ReadonlyMap<string, TermFigures>): void {
  for (const [term, figures] of from) into.set(term, figures);
}
