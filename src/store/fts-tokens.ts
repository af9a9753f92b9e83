import { MOST } from '../search/segment.ts';

/**
 * How a passage stands in the engine's full-text index: for each of its terms the numbers of the lists that it
 * is in. A list holds the passages of which a field holds the term so often at least, so the lists that are read
 * give the passages, and with them how often they hold the term.
 */
const LISTS: readonly { readonly shift: number; readonly most: number; readonly count: number }[] =
  [
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((count) => ({ shift: 0, most: MOST.text, count })),
    ...[1, 2, 3].map((count) => ({ shift: 6, most: MOST.title, count })),
    ...[1, 2].map((count) => ({ shift: 9, most: MOST.heading, count })),
    ...[1, 2, 3].map((count) => ({ shift: 12, most: MOST.speaker, count })),
  ];
/** Lists of the passages whose text, and whose speakers' names hold a term. */
export const TEXT = 0;
export const SPEAKER = 13;

/** The lists of passages that hold a term at all, in one of the fields. */
export const FIRST_LISTS: ReadonlySet<number> = listsFrom(({ count }) => count === 1);
/** The others, those of the highest count first; at last those of the fields beside the text. */
export const STRENGTHS: readonly ReadonlySet<number>[] = [
  ...[8, 7, 6, 5, 4, 3, 2].map((most) => listsFrom(({ count }) => count === most)),
  listsFrom(({ count, shift }) => count === 1 && shift > 0),
];

/** Whether the list is one that scores notice: a fifth occurrence in the text hardly adds to that of four. */
export function hardlyRepeated(list: number): boolean {
  const { shift, count } = LISTS[list]!;
  return shift > 0 || count <= 4;
}

function listsFrom(isWanted: (list: (typeof LISTS)[number]) => boolean): ReadonlySet<number> {
  return new Set(LISTS.flatMap((list, number) => (isWanted(list) ? [number] : [])));
}

/** The lists that a passage is in for a term, one bit each. @param packed as a posting of search/segment.ts */
export function listsOf(packed: number): number {
  let lists = 0;
  for (let i = 0; i < LISTS.length; i++) {
    const { shift, most, count } = LISTS[i]!;
    if (((packed >>> shift) & most) >= count) lists |= 1 << i;
  }
  return lists;
}

/** A posting with what being in one more list says of it. */
export function packedWith(packed: number, list: number): number {
  const { shift, most, count } = LISTS[list]!;
  const known = (packed >>> shift) & most;
  return count > known ? packed + ((count - known) << shift) : packed;
}

/** The lists of a term that were ever written. */
export function eachList(lists: number, visit: (list: number) => void): void {
  for (let list = 0; list < LISTS.length; list++) if (lists & (1 << list)) visit(list);
}

/** A list's own number: what stands for it in PostgreSQL's index. */
export function tokenOf(term: number, list: number): number {
  return term * LISTS.length + list;
}

/** The same as a word, for SQLite's. */
export function wordOf(token: number): string {
  return token.toString(36);
}

/** Values of a passage's length in its place. */
export const LENGTHS = 256;
/** Up to here lengths are exact, beyond in steps. */
const EXACT = 192;
const STEP = 16;

/** A passage as lists name it: its number, and how many words it has that are no stop words. */
export function placeOf(passage: number, length: number): number {
  const rough = length < EXACT ? length : EXACT + Math.floor((length - EXACT) / STEP);
  return passage * LENGTHS + Math.min(rough, LENGTHS - 1);
}

export function lengthAt(place: number): number {
  const rough = place % LENGTHS;
  return rough < EXACT ? rough : EXACT + (rough - EXACT) * STEP;
}

export function passageAt(place: number): number {
  return Math.floor(place / LENGTHS);
}
