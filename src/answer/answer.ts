import type { Source } from '../article/article.ts';
import type { Span } from '../article/span.ts';

/** What is printed with every excerpt so that a person can check it in one click. */
export interface Citation {
  readonly articleId: string;
  readonly title: string;
  readonly publisher?: string;
  readonly author?: string;
  readonly publishedAt?: string;
  readonly url?: string;
  /** `url` with a text fragment (`#:~:text=`) that opens the page at the words. */
  readonly link?: string;
  /** Paragraph number in the article, from 1. */
  readonly paragraph: number;
  /** The public sources that the article itself gives for this paragraph. */
  readonly sources: readonly Source[];
}

/** A span of an article shown to a person: `text` is exactly `body.slice(start, end)`. */
export interface Excerpt extends Citation, Span {
  readonly text: string;
  /** The matched sentences, as offsets in the body, inside `[start, end)`. */
  readonly highlights: readonly Span[];
  readonly score: number;
  /** When the excerpt holds a quote: who said it, as the article says. */
  readonly speaker?: string;
  readonly role?: string;
  readonly cue?: string;
  /** Other articles with the same words; `first` is the earliest of all of them. */
  readonly sameWords?: SameWords;
}

export interface SameWords {
  /** Number of articles with these words, this one included. */
  readonly articles: number;
  readonly first: Citation;
}

/** A quote with its speaker, shown beside the excerpts. */
export interface QuotedStatement extends Citation, Span {
  readonly text: string;
  readonly kind: 'direct' | 'mixed' | 'block' | 'indirect';
  /** Fullest form in the article; absent: unattributed. */
  readonly speaker?: string;
  /** The name that its spellings resolve to through the aliases. */
  readonly canonicalName?: string;
  readonly role?: string;
  readonly cue?: string;
  readonly speakerSpan?: Span;
  readonly confidence: number;
  readonly sameWords?: SameWords;
  /** For a few words quoted inside a sentence: that sentence, without which they say little. */
  readonly within?: Span & { readonly text: string };
}

export interface RankingEntry extends Span {
  readonly articleId: string;
  readonly score: number;
}

/** What the corpus holds, for "not covered" and for the home view. */
export interface Coverage {
  readonly articles: number;
  readonly newest?: string;
  readonly oldest?: string;
}

/** The answer to one question. Same corpus, same question: same bytes. */
export interface Answer {
  readonly id?: string;
  readonly question: string;
  readonly outcome: 'found' | 'not-covered';
  /** Probability, 0..1, that the first excerpt answers. */
  readonly confidence: number;
  /** Name of the topic, person or group, where the question is a name for it and nothing else. */
  readonly canonicalName?: string;
  /** "TTP = Tehrik-e-Taliban Pakistan = Pakistani Taliban"; labelled fallbacks too. */
  readonly matchedVia: readonly string[];
  /** What a person should know to read the answer right (an ambiguous name, a filter that held nothing). */
  readonly notes: readonly string[];
  /** Content hash of the corpus, `sha256:…`. */
  readonly corpus: string;
  readonly coverage: Coverage;
  readonly excerpts: readonly Excerpt[];
  readonly quotes: readonly QuotedStatement[];
  /** Number of further excerpts that "more" would show. */
  readonly more: number;
  /** Nearest topics that the corpus covers. */
  readonly nearest: readonly string[];
  readonly ranking?: readonly RankingEntry[];
}
