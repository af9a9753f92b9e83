import type { Passage } from '../article/passage.ts';
import { contains, overlaps, type Span } from '../article/span.ts';
import type { Hit, IndexedArticle } from '../search/search.ts';
import type { Excerpt } from './answer.ts';
import { cite } from './citation.ts';
import { spokenBy } from './spoken-by.ts';
import { wordCount } from './word-count.ts';

/** Sentences scoring at least this share of the best one are marked too. */
const ALSO_MARKED = 0.85;
/** Of a passage's sentences, this share may be marked, and the best one always: all in bold marks nothing. */
const MOST_MARKED = 0.5;

/** The excerpt for a hit: its whole passage, the best sentences marked. */
export function excerptOf(indexed: IndexedArticle, hit: Hit): Excerpt {
  return excerpt(indexed, hit.passage, bestSentences(indexed.article.body, hit), hit.score);
}

/** An excerpt of a passage, or of a `part` of it. */
export function excerpt(
  indexed: IndexedArticle,
  passage: Passage,
  highlights: readonly Span[],
  score: number,
  part: Span = passage,
): Excerpt {
  const { article } = indexed;
  const said = quoteIn(indexed, highlights.length > 0 ? highlights : [part]);
  return {
    ...cite(article, passage, highlights[0] ?? part),
    start: part.start,
    end: part.end,
    text: article.body.slice(part.start, part.end),
    highlights,
    score,
    ...spokenBy(article.body, said),
  };
}

/** The best sentences of a hit, in the order of the text. */
export function bestSentences(body: string, hit: Hit): readonly Span[] {
  const ranked = rankedSentences(body, hit);
  const best = ranked[0]?.score ?? 0;
  return ranked
    .filter(({ score }) => score >= best * ALSO_MARKED)
    .slice(0, Math.max(1, Math.min(2, Math.floor(hit.sentenceScores.length * MOST_MARKED))))
    .map(({ sentence }) => sentence)
    .sort((a, b) => a.start - b.start);
}

/** The sentence of a hit that answers best; absent when none scores. */
export function bestSentence(body: string, hit: Hit): Span | undefined {
  return rankedSentences(body, hit)[0]?.sentence;
}

/** Sentences that score, best first. A dateline ("2031-02-01.") or a number alone says nothing: it is none. */
function rankedSentences(body: string, { passage, sentenceScores }: Hit) {
  return passage.sentences
    .map((sentence, i) => ({ sentence, score: sentenceScores[i] ?? 0 }))
    .filter(
      ({ sentence, score }) =>
        score > 0 && wordCount(body.slice(sentence.start, sentence.end)) >= 2,
    )
    .sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start);
}

/** The attributed quote in the marked words, when all that is quoted there is one speaker's. */
function quoteIn(indexed: IndexedArticle, marked: readonly Span[]) {
  const inside = indexed.attributions.filter(
    (a) => a.kind !== 'scare' && a.kind !== 'indirect' && marked.some((span) => overlaps(span, a)),
  );
  const named = inside.filter((a) => a.speaker);
  const names = new Set(named.map((a) => a.speaker?.name));
  if (names.size !== 1 || inside.some((a) => !a.speaker)) return undefined;
  return named.find((a) => marked.some((span) => contains(span, a))) ?? named[0];
}
