import type { Span } from './span.ts';

/** An indexed span: a paragraph, or a run of whole sentences of a long one. */
export interface Passage extends Span {
  /** Position among the article's passages, from 0. */
  readonly index: number;
  /** Number of the paragraph it lies in, from 1; headings and unsearchable blocks are not counted. */
  readonly paragraph: number;
  /** The nearest heading above it. */
  readonly heading?: Span;
  /** Its sentences, in order, without the white space between them. */
  readonly sentences: readonly Span[];
  /** Ids of the sources that the article gives for this paragraph (`[^id]` at its end). */
  readonly sourceIds: readonly string[];
}
