import type { AliasMatcher } from '../search/alias-matcher.ts';
import { analyze } from '../search/analyzer.ts';
import type { BoundConcept } from '../search/bound-query.ts';
import type { CorpusView } from '../search/corpus-view.ts';
import type { SearchQuery } from '../search/search.ts';
import type { ProposalTerm } from './fts-propose.ts';

/** What to look for to find passages that hold the concepts. */
export function termsOf(
  concepts: readonly BoundConcept[],
  { vocabulary, stats }: CorpusView,
): (ProposalTerm & { readonly df: number })[] {
  return concepts.flatMap(({ terms, idf }) =>
    terms
      .map(({ id, weight }) => {
        const term = vocabulary.termOf(id);
        return { term, idf: idf * weight, df: stats.df(term) };
      })
      .filter(({ df }) => df > 0),
  );
}

/** Terms that a passage has to hold to pass `exact:` and `speaker:`. */
export function termsOfFilters(
  query: SearchQuery,
  matcher: AliasMatcher,
): readonly { readonly term: string; readonly ofSpeaker: boolean }[] {
  const found: { term: string; ofSpeaker: boolean }[] = [];
  const words = (text: string, ofSpeaker: boolean): void => {
    for (const { term, stop } of analyze(text)) if (!stop) found.push({ term, ofSpeaker });
  };
  for (const phrase of query.exact ?? []) words(phrase, false);
  if (query.speaker !== undefined) {
    const mention = matcher.find(analyze(query.speaker), 'question')[0];
    if (mention) found.push({ term: `@${mention.entity.id}`, ofSpeaker: true });
    else words(query.speaker, true);
  }
  return found;
}
