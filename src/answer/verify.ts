import { diffWordsWithSpace } from 'diff';
import type { Span } from '../article/span.ts';
import type { IndexedArticle } from '../search/search.ts';
import { align } from './align.ts';
import { byDate, cite } from './citation.ts';
import type { Verification, VerificationMatch, WordChange } from './desk.ts';
import { fold, type Word, words } from './fold.ts';
import { QuestionError } from './question.ts';
import type { Shelf } from './shelf.ts';
import { attributionAt, spokenBy } from './spoken-by.ts';

/** Longest quote that can be checked, in UTF-16 code units. */
export const LONGEST_QUOTE = 10_000;
/** From this similarity on, a stretch of an article is shown as what was altered. */
export const ALTERED_FROM = 0.45;
/** Fewer words than this are too common to call another wording an alteration. */
const FEWEST_WORDS = 4;
const MOST_MATCHES = 10;
/** Stretches that are compared word by word. */
const ALIGNED = 12;

/** What the check needs of the corpus. */
export interface VerifyCorpus {
  readonly version: string;
  /** Articles that can hold all of the texts. */
  readonly holding: Shelf['holding'];
  /** Passages that share words with the text, best first: `[article, passage index]`. */
  readonly similar: (text: string) => Promise<readonly (readonly [IndexedArticle, number])[]>;
  /** Hands the event loop over between slices of work. */
  readonly pause?: () => Promise<void>;
}

/**
 * Checks whether a pasted quote stands in an article: `exact` when its words and inner punctuation do
 * (styles of marks, dashes and spaces, and the first letter's case, aside; omissions marked `…` allowed
 * inside one article), `altered` when a stretch comes close, with the difference word by word.
 * @throws QuestionError when the quote is empty or longer than `LONGEST_QUOTE`.
 */
export async function verifyQuote(quote: string, corpus: VerifyCorpus): Promise<Verification> {
  const bare = stripMarks(quote);
  if (!/[\p{L}\p{N}]/u.test(bare)) {
    throw new QuestionError('There are no words to check. Paste the quote: verify "the words"');
  }
  if (quote.length > LONGEST_QUOTE) {
    throw new QuestionError(
      `The quote has ${quote.length.toLocaleString('en')} characters; at most ${LONGEST_QUOTE.toLocaleString('en')} can be checked at once. Check it in parts.`,
    );
  }
  const parts = bare
    .split(/\s*(?:\[\s*(?:…|\.{3})\s*\]|…|\.\s?\.\s?\.)\s*/)
    .map(stripMarks)
    .filter((part) => part !== '');
  const matches: VerificationMatch[] = [];
  let read = 0;
  const { earliestFirst, slices } = corpus.holding(parts);
  for await (const slice of slices) {
    for (const indexed of slice) {
      const spans = findParts(indexed, parts);
      for (const span of spans ?? []) matches.push(matchOf(indexed, span));
      read += indexed.article.body.length;
    }
    // Those that come later are not shown.
    if (earliestFirst && matches.length >= MOST_MATCHES) break;
    if (read > 4_000_000) {
      read = 0;
      await corpus.pause?.();
    }
  }
  const base = { quote: unquoted(quote), corpus: corpus.version };
  if (matches.length > 0) {
    return { ...base, outcome: 'exact', matches: matches.sort(byDate).slice(0, MOST_MATCHES) };
  }
  const altered = await findAltered(bare, corpus);
  return { ...base, outcome: altered.length > 0 ? 'altered' : 'not-found', matches: altered };
}

/** Each part's place, in order and near each other; for a single part every place. */
function findParts(indexed: IndexedArticle, parts: readonly string[]): readonly Span[] | null {
  const { body } = indexed.article;
  // Letters are not folded, so the raw body tells cheaply which articles cannot hold the words.
  if (parts.some((part) => !body.includes(longestWord(part)))) return null;
  const folded = fold(body, false);
  const patterns = parts.map(pattern);
  const found: Span[] = [];
  if (patterns.length === 1 && patterns[0]) {
    for (const match of folded.matchAll(patterns[0])) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (indexed.passages.some((p) => p.start <= span.start && span.start < p.end))
        found.push(span);
      if (found.length >= MOST_MATCHES) break;
    }
    return found.length > 0 ? found : null;
  }
  let from = 0;
  for (const part of patterns) {
    part.lastIndex = from;
    const match = part.exec(folded);
    if (!match || (from > 0 && match.index - from > 1500)) return null;
    found.push({ start: match.index, end: match.index + match[0].length });
    from = match.index + match[0].length;
  }
  return found.every((span) =>
    indexed.passages.some((p) => p.start <= span.start && span.start < p.end),
  )
    ? found
    : null;
}

/** The part's words and punctuation, any white space between them, its first letter in either case. */
function pattern(part: string): RegExp {
  const pieces = fold(part, false).split(/\s+/).filter(Boolean).map(literal);
  const [first = ''] = pieces[0] ?? '';
  const either =
    first.toLowerCase() !== first.toUpperCase()
      ? `[${first.toLowerCase()}${first.toUpperCase()}]${(pieces[0] ?? '').slice(first.length)}`
      : (pieces[0] ?? '');
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${[either, ...pieces.slice(1)].join('\\s+')}(?![\\p{L}\\p{N}])`,
    'gu',
  );
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The longest run of letters after the first, so that the first letter's case does not matter. */
function longestWord(part: string): string {
  const runs =
    fold(part, false)
      .slice(1)
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs.reduce((a, b) => (b.length > a.length ? b : a), '');
}

async function findAltered(
  bare: string,
  corpus: VerifyCorpus,
): Promise<readonly VerificationMatch[]> {
  const pasted = words(fold(bare));
  if (pasted.length < FEWEST_WORDS) return [];
  const asked = new Set(pasted.map(({ word }) => word));
  // The search ranks passages that answer; here those count that share the most words.
  const stretches = (await corpus.similar(bare)).flatMap(([indexed, index]) => {
    const text = stretch(indexed, index, bare.length);
    const shared = new Set(text.map(({ word }) => word).filter((word) => asked.has(word)));
    return [{ indexed, text, shared: [...shared].reduce((sum, word) => sum + weight(word), 0) }];
  });
  stretches.sort((a, b) => b.shared - a.shared);
  let best: { indexed: IndexedArticle; span: Span; similarity: number } | null = null;
  for (const { indexed, text } of stretches.slice(0, ALIGNED)) {
    const found = align(pasted, text, weight);
    if (found && found.similarity > (best?.similarity ?? ALTERED_FROM)) {
      best = {
        indexed,
        span: { start: found.start, end: found.end },
        similarity: found.similarity,
      };
    }
  }
  if (!best) return [];
  const match = matchOf(best.indexed, best.span);
  return [{ ...match, changes: wordChanges(match.text, bare) }];
}

/** The words of a passage and of those that a quote of that length can reach into. */
function stretch(
  { article, passages }: IndexedArticle,
  index: number,
  length: number,
): readonly Word[] {
  const first = passages[index];
  if (!first) return [];
  let last = first;
  for (let i = index + 1; i < passages.length && last.end - first.start < length + 200; i++) {
    last = passages[i] ?? last;
  }
  const { start } = passages[index - 1] ?? first;
  return words(fold(article.body.slice(start, last.end)), start);
}

/** Word-by-word difference, article first: `missing` is only in the article, `added` only in the pasted words. */
export function wordChanges(article: string, pasted: string): readonly WordChange[] {
  return diffWordsWithSpace(article, pasted).map((part) => ({
    kind: part.added ? 'added' : part.removed ? 'missing' : 'same',
    text: part.value,
  }));
}

function matchOf(indexed: IndexedArticle, span: Span): VerificationMatch {
  const { article, passages } = indexed;
  const passage = passages.find((p) => p.start <= span.start && span.start < p.end);
  return {
    ...cite(article, passage, span),
    start: span.start,
    end: span.end,
    text: article.body.slice(span.start, span.end),
    ...spokenBy(article.body, attributionAt(indexed, span)),
  };
}

const FUNCTION_WORDS = new Set(
  'a an the and or but of in on at to for from by with as is are was were be been it its this that he she they we i you his her their our not no'.split(
    ' ',
  ),
);

/** Function words say little of whether two wordings are the same statement. */
function weight(word: string): number {
  return FUNCTION_WORDS.has(word) ? 0.4 : 1;
}

/** As it was pasted, without the quotation marks around it. */
function unquoted(quote: string): string {
  return quote.trim().replace(/^["“”„«»]+|["“”„«»]+$/g, '');
}

function stripMarks(text: string): string {
  return text.trim().replace(/^[\s"“”„«»'‘’>.,;:!?–—-]+|[\s"“”„«»'‘’.,;:!?–—-]+$/gu, '');
}
