import type { Span } from './span.ts';

/** A public source that an article names for its facts (the starter notes do). */
export interface Source {
  /** Key that the article's text refers to as `[^id]` at the end of a paragraph. */
  readonly id: string;
  readonly title: string;
  readonly publisher?: string;
  /** As the source states it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date?: string;
  readonly url?: string;
}

/** Why a part of the body is never indexed or shown as an excerpt. */
export type RegionKind =
  | 'headline'
  | 'deck'
  | 'byline'
  | 'caption'
  | 'credit'
  | 'teaser'
  | 'boilerplate'
  | 'reference'
  | 'markup';

/** A part of the body that is kept (offsets never move) but is not searchable. */
export interface Region extends Span {
  readonly kind: RegionKind;
}

/** One published document. The body is immutable: every excerpt is a slice of it. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly deck?: string;
  readonly publisher?: string;
  readonly author?: string;
  /** ISO 8601 date, or date and time with offset, as the publisher states it. */
  readonly publishedAt?: string;
  readonly url?: string;
  /** BCP 47 tag. */
  readonly language?: string;
  readonly topics: readonly string[];
  readonly sources: readonly Source[];
  readonly body: string;
  /** Sorted, not overlapping. */
  readonly regions: readonly Region[];
}
