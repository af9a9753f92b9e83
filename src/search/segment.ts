import type { Entity } from './alias-matcher.ts';
import type { VocabularyData } from './vocabulary.ts';

/** The largest counts that a posting holds of each field; more occurrences count as these. */
export const MOST = { text: 63, title: 7, heading: 7, speaker: 7 } as const;

/**
 * A corpus as the ranking reads it: flat arrays, transferable between threads and written to a
 * snapshot as they are. Passages are numbered through all articles, in order.
 */
export interface Segment {
  readonly vocabulary: VocabularyData;
  /** First passage of each article, and the number of passages at the end. */
  readonly articlePassages: Uint32Array<ArrayBuffer>;
  /** Publication day of each article, days since 1970-01-01; 0 when not stated. */
  readonly days: Uint32Array<ArrayBuffer>;
  /** Article of each passage. */
  readonly articleOf: Uint32Array<ArrayBuffer>;
  /** Where each passage's words begin in `forward`. */
  readonly forwardAt: Uint32Array<ArrayBuffer>;
  /** All words of the passages, see token-flags.ts. */
  readonly forward: Uint32Array<ArrayBuffer>;
  /** Words of each passage that are no stop words. */
  readonly lengths: Uint16Array<ArrayBuffer>;
  /** Words of the title of each article, of the heading and of the speakers of each passage. */
  readonly titleAt: Uint32Array<ArrayBuffer>;
  readonly titles: Uint32Array<ArrayBuffer>;
  readonly headingAt: Uint32Array<ArrayBuffer>;
  readonly headings: Uint32Array<ArrayBuffer>;
  readonly speakerAt: Uint32Array<ArrayBuffer>;
  readonly speakers: Uint32Array<ArrayBuffer>;
  /** Where each term's postings begin. */
  readonly postingsAt: Uint32Array<ArrayBuffer>;
  /** Passages that hold the term, ascending; for a spelling key (`~…`) the terms that share it. */
  readonly postings: Uint32Array<ArrayBuffer>;
  /** Counts a posting: text in the low 6 bits, then 3 bits each for title, heading, speaker. */
  readonly counts: Uint16Array<ArrayBuffer>;
  /** How often each term is written inside sentences, with a capital and without. */
  readonly capitals: Uint32Array<ArrayBuffer>;
  readonly small: Uint32Array<ArrayBuffer>;
  readonly facts: SegmentFacts;
}

/** What a segment holds of the texts themselves. */
export interface SegmentTexts {
  readonly articlePassages: Uint32Array;
  readonly days: Uint32Array;
  readonly articleOf: Uint32Array;
  readonly forwardAt: Uint32Array;
  readonly forward: Uint32Array;
  readonly lengths: Uint16Array;
  readonly titleAt: Uint32Array;
  readonly titles: Uint32Array;
  readonly headingAt: Uint32Array;
  readonly headings: Uint32Array;
  readonly speakerAt: Uint32Array;
  readonly speakers: Uint32Array;
}

/** The small part of a segment. */
export interface SegmentFacts {
  /** Mean number of words that are no stop words, a passage. */
  readonly meanLength: number;
  /** Acronyms (and spellings of known names) that the corpus itself explains. */
  readonly learned: readonly Entity[];
  /** What each article says of its acronyms: `[number of the article, acronym, long form]`. */
  readonly acronyms: readonly (readonly [number, string, string])[];
  /** How the corpus writes each entity: `[entity id, [[name as written, count]…]]`, most frequent first. */
  readonly named: readonly (readonly [string, readonly (readonly [string, number])[]])[];
  /** ISO date of the newest article. */
  readonly newest?: string;
}

export function textCount(packed: number): number {
  return packed & 63;
}
export function titleCount(packed: number): number {
  return (packed >>> 6) & 7;
}
export function headingCount(packed: number): number {
  return (packed >>> 9) & 7;
}
export function speakerCount(packed: number): number {
  return (packed >>> 12) & 7;
}
