import type { Hit } from '../search/search.ts';
import type { RankingEntry } from './answer.ts';

/** The `top` best passages or sentences, best first; ties by article id and offset. */
export function ranking(
  hits: readonly Hit[],
  top: number,
  by: 'sentence' | 'passage',
): readonly RankingEntry[] {
  const entries: RankingEntry[] = [];
  for (const hit of hits) {
    const { articleId, passage } = hit;
    if (by === 'passage') {
      entries.push({ articleId, start: passage.start, end: passage.end, score: round(hit.score) });
      continue;
    }
    passage.sentences.forEach((sentence, i) => {
      entries.push({
        articleId,
        start: sentence.start,
        end: sentence.end,
        score: round(hit.sentenceScores[i] ?? 0),
      });
    });
  }
  if (by === 'sentence') {
    entries.sort(
      (a, b) =>
        b.score - a.score ||
        (a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : a.start - b.start),
    );
  }
  return entries.slice(0, top);
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
