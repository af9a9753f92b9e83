import type { AliasMatcher } from '../search/alias-matcher.ts';
import { analyze } from '../search/analyzer.ts';
import type { SearchQuery } from '../search/search.ts';
import type { TermList } from './fts-reader.ts';
import { SPEAKER, TEXT } from './fts-tokens.ts';
import type { TermFigures } from './fts-view.ts';

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

/** The filters' terms as lists; `null` when the corpus does not hold one of them. */
export function listsOfFilters(
  filters: ReturnType<typeof termsOfFilters>,
  figures: ReadonlyMap<string, TermFigures>,
): readonly TermList[] | null {
  const lists: TermList[] = [];
  for (const { term, ofSpeaker } of filters) {
    const number = figures.get(term)?.number;
    if (number === undefined) return null;
    lists.push({ term: number, list: ofSpeaker ? SPEAKER : TEXT });
  }
  return lists;
}
