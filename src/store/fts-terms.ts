import type { AliasMatcher } from '../search/alias-matcher.ts';
import { analyze } from '../search/analyzer.ts';
import type { BoundConcept } from '../search/bound-query.ts';
import type { SearchQuery } from '../search/search.ts';
import type { FtsReader, TermList } from './fts-reader.ts';
import { eachList, SPEAKER, TEXT } from './fts-tokens.ts';
import type { TermFigures } from './fts-view.ts';
import type { PostingLists } from './posting-lists.ts';

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

/**
 * Reads the lists of the concepts, rarest first, as far as a budget of postings goes. Of the rarest concept,
 * when it alone is beyond the budget, only those passages that hold it twice, or in another field.
 * @returns whether all were read.
 */
export async function readConcepts(
  reader: Pick<FtsReader, 'lists'>,
  into: PostingLists,
  concepts: readonly BoundConcept[],
  figures: ReadonlyMap<string, TermFigures>,
  budget: number,
): Promise<boolean> {
  let left = budget;
  let complete = true;
  const wanted: string[] = [];
  for (const { concept, df } of [...concepts].sort((a, b) => a.df - b.df)) {
    const terms = concept.variants.map(({ term }) => term).filter((term) => figures.has(term));
    left -= df;
    if (left >= 0) wanted.push(...terms);
    else {
      complete = false;
      if (df > 0 && wanted.length === 0) await readLists(reader, into, terms, figures, 1);
      break;
    }
  }
  await readLists(reader, into, wanted, figures);
  return complete;
}

/** Reads all lists of the terms, or those from one on. */
export async function readLists(
  reader: Pick<FtsReader, 'lists'>,
  into: PostingLists,
  terms: Iterable<string>,
  figures: ReadonlyMap<string, TermFigures>,
  from = 0,
): Promise<void> {
  const asked: (TermList & { readonly name: string })[] = [];
  for (const name of new Set(terms)) {
    const known = figures.get(name);
    if (!known || known.df <= 0 || into.has(name)) continue;
    eachList(known.lists, (list) => {
      if (list >= from) asked.push({ name, term: known.number, list });
    });
  }
  const places = await reader.lists(asked);
  const byName = new Map<string, (readonly [number, string])[]>();
  asked.forEach(({ name, list }, at) => {
    byName.set(name, [...(byName.get(name) ?? []), [list, places[at] ?? '']]);
  });
  for (const [name, lists] of byName) into.add(name, lists);
}
