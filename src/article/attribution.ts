import type { Span } from './span.ts';

/**
 * - `direct`: a whole quoted statement ("…," she said);
 * - `mixed`: quoted words inside the reporter's sentence (called it a "big deal");
 * - `indirect`: reported speech without quotation marks;
 * - `block`: a block quote or a turn of a transcript;
 * - `scare`: quotation marks that quote nobody (scare quotes, titles, words as words).
 */
export type AttributionKind = 'direct' | 'mixed' | 'indirect' | 'block' | 'scare';

/** A person or institution as the article names it. */
export interface Speaker {
  /** The fullest form of the name that the article, its title included, uses, as written ("Asfandyar Mir"). */
  readonly name: string;
  /** Where the words stand that identify the speaker of this quote ("he", "Mir", "the ministry"). */
  readonly span: Span;
  /** Where the fullest form stands, when `span` is a pronoun, a surname or a description. */
  readonly nameSpan?: Span;
  /** Role and affiliation as written ("a senior expert at the US Institute of Peace"). */
  readonly role?: Span;
  readonly institution: boolean;
}

/** A quote (marks included in the span where there are marks) and who said it. */
export interface Attribution extends Span {
  readonly kind: AttributionKind;
  readonly speaker?: Speaker;
  /** The reporting words ("said", "according to"). */
  readonly cue?: Span;
  /** Probability that the named speaker is right, 0..1; 0 when nobody is named. */
  readonly confidence: number;
  /** Number shared by the parts of one statement that a cue interrupts or paragraphs divide. */
  readonly statement: number;
}

/** What is known from outside the body. */
export interface KnownNames {
  /** Names that are certain from elsewhere (an alias file), as written. */
  readonly people?: readonly string[];
  readonly institutions?: readonly string[];
  /** The article's title, which may name who speaks under the label of an office; see `officeHolder`. */
  readonly title?: string;
}
