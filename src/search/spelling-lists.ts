import type { Segment } from './segment.ts';
import { spellingKey } from './transliteration.ts';

/** Shorter names have too many neighbours. */
const SHORTEST = 5;

/** Vocabulary entry under which the spellings of a name are listed. */
export function spellingEntry(term: string): string {
  return `~${spellingKey(term)}`;
}

export function hasSpellings(term: string): boolean {
  return term.length >= SHORTEST && /^[a-z]+$/.test(term);
}

/** The corpus's names by spelling key: entries of the vocabulary whose postings are terms, not passages. */
export function spellingLists(
  terms: readonly string[],
  isName: (id: number) => boolean,
): { keys: string[]; lists: number[][] } {
  const byKey = new Map<string, number[]>();
  terms.forEach((term, id) => {
    if (!hasSpellings(term) || !isName(id)) return;
    const key = spellingEntry(term);
    const list = byKey.get(key);
    if (list) list.push(id);
    else byKey.set(key, [id]);
  });
  return { keys: [...byKey.keys()], lists: [...byKey.values()] };
}

export function withSpellings(
  inverted: Pick<Segment, 'postingsAt' | 'postings' | 'counts'>,
  lists: readonly (readonly number[])[],
): Pick<Segment, 'postingsAt' | 'postings' | 'counts'> {
  const { postingsAt, postings, counts } = inverted;
  const extra = lists.reduce((sum, list) => sum + list.length, 0);
  const at = new Uint32Array(postingsAt.length + lists.length);
  const all = new Uint32Array(postings.length + extra);
  const packed = new Uint16Array(all.length);
  at.set(postingsAt);
  all.set(postings);
  packed.set(counts);
  let end = postings.length;
  lists.forEach((list, i) => {
    all.set(list, end);
    end += list.length;
    at[postingsAt.length + i] = end;
  });
  return { postingsAt: at, postings: all, counts: packed };
}
