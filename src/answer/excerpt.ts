import type { Passage } from '../article/passage.ts';
import { contains, overlaps, type Span } from '../article/span.ts';
import type { Hit, IndexedArticle } from '../search/search.ts';
import type { Excerpt } from './answer.ts';
import { cite } from './citation.ts';
import { spokenBy } from './spoken-by.ts';

/** Sentences scoring at least this share of the best one are marked too. */
const ALSO_MARKED = 0.85;
/** Of a passage's sentences, this share may be marked, and the best one always: all in bold marks nothing. */
const MOST_MARKED = 0.5;

/** The excerpt for a hit: its whole passage, the best sentences marked. */
export function excerptOf(indexed: IndexedArticle, hit: Hit): Excerpt {
  return excerpt(indexed, hit.passage, bestSentences(hit), hit.score);
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
export function bestSentences(hit: Hit): readonly Span[] {
  const scores = hit.sentenceScores;
  const best = Math.max(0, ...scores);
  if (best <= 0) return [];
  return hit.passage.sentences
    .map((sentence, i) => ({ sentence, score: scores[i] ?? 0 }))
    .filter(({ score }) => score >= best * ALSO_MARKED)
    .sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start)
    .slice(0, Math.max(1, Math.min(2, Math.floor(scores.length * MOST_MARKED))))
    .map(({ sentence }) => sentence)
    .sort((a, b) => a.start - b.start);
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
