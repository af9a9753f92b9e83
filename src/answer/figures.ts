import { arrange } from './arrange.ts';
import { find } from './ask.ts';
import { byDate } from './citation.ts';
import type { FigureRow, Figures } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import { excerpt } from './excerpt.ts';
import { figureSpans } from './figure-spans.ts';
import { fold } from './fold.ts';
import { matchedVia } from './matched-via.ts';
import { nearestTopics } from './nearest-topics.ts';
import { placedAt } from './placed-at.ts';
import { parseQuestion } from './question.ts';
import { worthShowing } from './worth-showing.ts';

const DEPTH = 60;
const WORTH_SHOWING = 0.35;
const ROWS = 60;
/** A sentence that scores under this share of the best one of its passage is about something else. */
const TO_THE_POINT = 0.3;

/**
 * Sentences with numbers on a topic, newest first, each placed in time: one row a sentence, with its figures. The same
 * sentence in several articles is one row, the earliest one's.
 * @throws QuestionError when the question cannot be read.
 */
export async function figures(data: DeskData, typed: string): Promise<Figures> {
  const question = parseQuestion(typed);
  const result = await find(data, question, question.text, DEPTH);
  const worth = result.covered ? worthShowing(result.hits, WORTH_SHOWING) : [];
  // Passages whose words another one shows are read as well: theirs may be the earliest article.
  const hits = [...new Set([...arrange(data, worth).hits, ...worth])];
  const rows = hits.flatMap((hit): FigureRow[] => {
    const indexed = data.byId.get(hit.articleId);
    if (!indexed) return [];
    const { body } = indexed.article;
    const best = Math.max(...hit.sentenceScores);
    return hit.passage.sentences.flatMap((sentence, i) => {
      const spans = figureSpans(body, sentence);
      const [figureSpan] = spans;
      const score = hit.sentenceScores[i] ?? 0;
      const relevant =
        (score > 0 && score >= best * TO_THE_POINT) || hit.passage.sentences.length === 1;
      if (!figureSpan || !relevant) return [];
      return [
        {
          ...excerpt(indexed, hit.passage, [sentence], hit.score, sentence),
          ...placedAt(indexed.article, hit.passage, sentence),
          figure: body.slice(figureSpan.start, figureSpan.end),
          figureSpan,
          figureSpans: spans,
        },
      ];
    });
  });
  const distinct = sameSentenceOnce(rows);
  return {
    question: question.typed,
    outcome: rows.length > 0 ? 'found' : 'not-covered',
    matchedVia: matchedVia(result),
    rows: distinct.slice(0, ROWS).sort(newestFirst),
    nearest: await nearestTopics(data, result),
    corpus: data.version,
  };
}

function newestFirst(a: FigureRow, b: FigureRow): number {
  const left = a.date ?? '';
  const right = b.date ?? '';
  return left !== right ? (left < right ? 1 : -1) : byDate(b, a) || a.start - b.start;
}

/** Rows with the same words once, in the order of their first appearance: the earliest article's. */
function sameSentenceOnce(rows: readonly FigureRow[]): readonly FigureRow[] {
  const first = new Map<string, FigureRow>();
  for (const row of rows) {
    const key = fold(row.text);
    const known = first.get(key);
    if (!known || byDate(row, known) < 0) first.set(key, row);
  }
  return [...first.values()];
}
