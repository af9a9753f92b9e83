import type { Source } from '../article/article.ts';
import type { Span } from '../article/span.ts';
import type { Answer, Citation, Coverage, Excerpt, QuotedStatement, SameWords } from './answer.ts';

export interface AskOptions {
  /** Skip this many excerpts ("More"); default 0. */
  readonly offset?: number;
  /** Excerpts wanted; default 3. */
  readonly limit?: number;
  /** Adds `ranking` with this many entries. */
  readonly top?: number;
  /** Unit of the ranking; default `passage`. */
  readonly by?: 'sentence' | 'passage';
  /** The question before this one in a thread; its topic carries over when this one names none. */
  readonly previous?: string;
}

/** One speaker's row in a people view. */
export interface SpeakerRow {
  /** Canonical name where the aliases know it, else the fullest form written. */
  readonly speaker: string;
  readonly roles: readonly string[];
  /** In date order, old to new. */
  readonly statements: readonly QuotedStatement[];
}

export interface PeopleView {
  readonly question: string;
  /** `speaker`: the words named a speaker; `topic`: who said what on it. */
  readonly by: 'speaker' | 'topic';
  readonly outcome: 'found' | 'not-covered';
  readonly matchedVia: readonly string[];
  readonly rows: readonly SpeakerRow[];
  /** Parties that the matched articles name but do not quote. */
  readonly notQuoted: readonly string[];
  readonly nearest: readonly string[];
  readonly corpus: string;
}

/** A run of words in a comparison of a pasted quote with the article. */
export interface WordChange {
  readonly kind: 'same' | 'missing' | 'added';
  readonly text: string;
}

export interface VerificationMatch extends Citation, Span {
  readonly text: string;
  readonly speaker?: string;
  readonly role?: string;
  readonly cue?: string;
  /** For an altered quote: `same` in both, `added` only in the pasted words, `missing` only in the article. */
  readonly changes?: readonly WordChange[];
}

export interface Verification {
  readonly id?: string;
  readonly quote: string;
  readonly outcome: 'exact' | 'altered' | 'not-found';
  /** Earliest first. */
  readonly matches: readonly VerificationMatch[];
  readonly corpus: string;
}

/** Where words are placed in time, and what that is taken from. */
export interface Dated {
  /** Where the entry is placed: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  readonly date?: string;
  /**
   * What the date is taken from: the entry's own `words`, a sentence before them in the `paragraph`, the one
   * dated `source` that the article gives for it, or the article's `publication`. Absent without a date.
   */
  readonly datedBy?: 'words' | 'paragraph' | 'source' | 'publication';
  /** The words that state the date, in the body. */
  readonly dateSpan?: Span;
}

export interface TimelineEntry extends Excerpt, Dated {}

export interface Timeline {
  readonly question: string;
  readonly outcome: 'found' | 'not-covered';
  readonly matchedVia: readonly string[];
  readonly entries: readonly TimelineEntry[];
  readonly nearest: readonly string[];
  readonly corpus: string;
}

export interface FigureRow extends Excerpt, Dated {
  /** The first number with its unit as written, a slice of the sentence. */
  readonly figure: string;
  readonly figureSpan: Span;
  /** All numbers of the sentence, the first one included. */
  readonly figureSpans: readonly Span[];
}

export interface Figures {
  readonly question: string;
  readonly outcome: 'found' | 'not-covered';
  readonly matchedVia: readonly string[];
  readonly rows: readonly FigureRow[];
  readonly nearest: readonly string[];
  readonly corpus: string;
}

export interface ContextParagraph extends Span {
  readonly text: string;
  readonly kind: 'paragraph' | 'heading';
  readonly paragraph?: number;
  /** True where text between this one and the one before it is left out: shown as `[…]`. */
  readonly gapBefore: boolean;
}

/** The paragraphs around a span of an article. */
export interface ContextView {
  readonly citation: Citation;
  readonly marked: Span;
  readonly paragraphs: readonly ContextParagraph[];
  /** Page numbers of the earlier and later paragraphs: absent at the ends. */
  readonly earlier?: number;
  readonly later?: number;
  readonly page: number;
  readonly sources: readonly Source[];
  readonly quotes: readonly QuotedStatement[];
}

export interface TopicCount {
  readonly topic: string;
  readonly articles: number;
}

export interface ArticleSummary {
  readonly articleId: string;
  readonly title: string;
  readonly publisher?: string;
  readonly publishedAt?: string;
  readonly url?: string;
  readonly topics: readonly string[];
  readonly quotes: number;
  readonly passages: number;
}

/** What decides whether an article is new. */
export interface PublishedArticle {
  readonly articleId: string;
  readonly publishedAt?: string;
}

/** The corpus as a list of sources shows it. */
export interface SourcesOverview {
  readonly version: string;
  readonly coverage: Coverage;
  readonly topics: readonly TopicCount[];
  /** With their number of articles, most first; `name` is empty where none is given. */
  readonly publishers: readonly { readonly name: string; readonly articles: number }[];
  /** Newest first. */
  readonly newest: readonly Pick<ArticleSummary, 'articleId' | 'title' | 'publishedAt' | 'url'>[];
}

/** What the digest composer needs of one new article on a topic. */
export interface DigestItem {
  readonly topic: string;
  readonly excerpt: Excerpt;
  readonly quote?: QuotedStatement;
  readonly sameWords?: SameWords;
}

export interface DigestSelection {
  readonly since?: string;
  readonly until?: string;
  readonly articles: number;
  readonly publishers: number;
  /** Grouped by topic, in the order to show. */
  readonly groups: readonly { readonly topic: string; readonly items: readonly DigestItem[] }[];
  readonly corpus: string;
}

/** The desk over one workspace's corpus; another workspace's articles are out of its reach. */
export type DeskOf = (team: string) => Desk;

/**
 * Everything a surface (Slack, terminal, local workspace) can ask of the corpus.
 * All of it extractive: spans of articles with their citations, or "not covered".
 */
export interface Desk {
  /** Content hash of the corpus now served, `sha256:…`. */
  corpusVersion(): Promise<string>;
  coverage(): Promise<Coverage>;
  topics(): Promise<readonly TopicCount[]>;
  /** Sorted by id. For a large corpus a long read: `sources` and `published` are quick. */
  articles(): Promise<readonly ArticleSummary[]>;
  published(): Promise<readonly PublishedArticle[]>;
  /** With the `newest` articles, so many. */
  sources(newest: number): Promise<SourcesOverview>;
  /** Questions that this corpus answers, for the agent panel and the welcome. */
  suggestions(count: number): Promise<readonly string[]>;
  ask(question: string, options?: AskOptions): Promise<Answer>;
  quotes(question: string): Promise<PeopleView>;
  timeline(question: string): Promise<Timeline>;
  figures(question: string): Promise<Figures>;
  verify(quote: string): Promise<Verification>;
  /** One verification for each quotation found in a message. */
  verifyMessage(message: string): Promise<readonly Verification[]>;
  /** `null` when the article is no longer in the corpus or the span is outside it. */
  context(articleId: string, span: Span, page?: number): Promise<ContextView | null>;
  /** What is new for a digest: `articleIds` when given, else articles published in `[since, until)`. */
  digest(selection: {
    readonly since?: string;
    readonly until?: string;
    readonly articleIds?: readonly string[];
    readonly topics?: readonly string[];
  }): Promise<DigestSelection>;
}
