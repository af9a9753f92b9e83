import type { AliasMatcher } from '../search/alias-matcher.ts';
import { analyze } from '../search/analyzer.ts';
import { idf } from '../search/corpus-view.ts';
import type { SearchQuery } from '../search/search.ts';
import type { ProposalTerm } from './fts-propose.ts';
import type { FtsFacts } from './fts-reader.ts';
import type { TermFigures } from './fts-view.ts';

/** Entries of the full-text index that one question may read; the rarest terms come first. */
export const POSTINGS = 60_000;

/** The terms that the corpus holds, rarest first, as many as the budget of postings allows, one at least. */
export function worth(
  terms: readonly string[],
  figures: ReadonlyMap<string, TermFigures>,
  { passages }: FtsFacts,
): ProposalTerm[] {
  let budget = POSTINGS;
  return [...new Set(terms)]
    .map((term) => ({ term, df: figures.get(term)?.df ?? 0 }))
    .filter(({ df }) => df > 0)
    .sort((a, b) => a.df - b.df || (a.term < b.term ? -1 : 1))
    .filter(({ df }, at) => {
      budget -= df;
      return at === 0 || budget >= 0;
    })
    .map(({ term, df }) => ({ term, idf: idf(df, passages) }));
}

/** Terms that a passage has to hold to pass `exact:` and `speaker:`. */
export function termsOfFilters(query: SearchQuery, matcher: AliasMatcher): readonly string[] {
  const texts = [...(query.exact ?? []), ...(query.speaker === undefined ? [] : [query.speaker])];
  return texts.flatMap((text) => {
    const tokens = analyze(text);
    const mentions = matcher.find(tokens, 'question').map(({ entity }) => `@${entity.id}`);
    return [...mentions, ...tokens.filter(({ stop }) => !stop).map(({ term }) => term)];
  });
}
