import { diffWordsWithSpace } from 'diff';
import type { Span } from '../article/span.ts';
import { slice } from '../article/span.ts';

export interface WatchFacts {
  readonly addedAt: number;
  /** ISO 8601, as the article has it. */
  readonly publishedAt?: string;
  readonly lastCitedAt?: number;
  /** Checks that failed in a row. */
  readonly failures: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 30 * DAY_MS;

/**
 * When a page is looked at again, epoch milliseconds: news is corrected in its first days, and what
 * was cited lately matters; the rest is seen once a week, later once a month. Failures double the wait.
 * @param random Number in [0, 1): checks are spread by a tenth.
 */
export function nextCheck(facts: WatchFacts, now: number, random: number): number {
  const published = Date.parse(facts.publishedAt ?? '');
  const age = now - (Number.isNaN(published) ? facts.addedAt : Math.max(published, 0));
  const cited = facts.lastCitedAt !== undefined && now - facts.lastCitedAt < 30 * DAY_MS;
  const base =
    age < 2 * DAY_MS
      ? 6 * HOUR_MS
      : age < 14 * DAY_MS || cited
        ? DAY_MS
        : age < 90 * DAY_MS
          ? 7 * DAY_MS
          : LONGEST_MS;
  const wait = Math.min(base * 2 ** Math.min(facts.failures, 10), LONGEST_MS);
  return Math.round(now + wait * (0.9 + 0.2 * random));
}

/** A run of words: `missing` only in the old version, `added` only in the new one. */
export interface WordChange {
  readonly kind: 'same' | 'missing' | 'added';
  readonly text: string;
}

export type SpanChange =
  | { readonly kind: 'kept'; readonly span: Span; readonly now: Span }
  | {
      readonly kind: 'changed';
      readonly span: Span;
      /** Where the nearest words stand in the new version. */
      readonly now: Span;
      readonly words: readonly WordChange[];
    }
  | { readonly kind: 'vanished'; readonly span: Span };

/** Share of a span's words that a passage must hold to be its new form. */
const SAME_PASSAGE = 0.5;
/** Longer passages are compared whole only up to this many edits. */
const MOST_EDITS = 2000;

/**
 * What became of shown spans in a new version of their article: kept word for word (wherever it
 * stands now, white space apart), changed, or vanished.
 */
export function compareSpans(
  oldBody: string,
  newBody: string,
  spans: readonly Span[],
): readonly SpanChange[] {
  const paragraphs = paragraphsOf(newBody);
  return spans.map((span) => compareSpan(slice(oldBody, span), span, newBody, paragraphs));
}

function compareSpan(
  text: string,
  span: Span,
  newBody: string,
  paragraphs: readonly Span[],
): SpanChange {
  const found = newBody.indexOf(text);
  if (found !== -1) return { kind: 'kept', span, now: { start: found, end: found + text.length } };
  const nearest = nearestPassage(text, newBody, paragraphs);
  if (nearest === undefined) return { kind: 'vanished', span };
  const passage = slice(newBody, nearest);
  const changes = diffWordsWithSpace(text, passage, { maxEditLength: MOST_EDITS }) ?? [
    { value: text, removed: true, added: false },
    { value: passage, removed: false, added: true },
  ];
  let words: readonly WordChange[] = changes.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'missing' : 'same',
    text: value,
  }));
  let { start, end } = nearest;
  // The passage may be longer than the span was: what stands before and after is no change.
  if (words[0]?.kind === 'added') {
    start += words[0].text.length;
    words = words.slice(1);
  }
  const last = words.at(-1);
  if (last?.kind === 'added') {
    end -= last.text.length;
    words = words.slice(0, -1);
  }
  const now = { start, end };
  const real = words.some(({ kind, text: run }) => kind !== 'same' && run.trim() !== '');
  return real ? { kind: 'changed', span, now, words } : { kind: 'kept', span, now };
}

function nearestPassage(text: string, body: string, paragraphs: readonly Span[]): Span | undefined {
  const wanted = counts(text);
  const size = [...wanted.values()].reduce((sum, count) => sum + count, 0);
  const run = Math.max(1, paragraphsOf(text).length);
  let best: { readonly span: Span; readonly shared: number } | undefined;
  for (let index = 0; index + run <= paragraphs.length; index += 1) {
    const span = { start: paragraphs[index]!.start, end: paragraphs[index + run - 1]!.end };
    let shared = 0;
    for (const [word, count] of counts(slice(body, span))) {
      shared += Math.min(count, wanted.get(word) ?? 0);
    }
    if (best === undefined || shared > best.shared) best = { span, shared };
  }
  return best !== undefined && best.shared >= size * SAME_PASSAGE ? best.span : undefined;
}

function paragraphsOf(text: string): readonly Span[] {
  return [...text.matchAll(/\S(?:.*\S)?/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function counts(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return words;
}
