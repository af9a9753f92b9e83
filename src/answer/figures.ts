import { arrange } from './arrange.ts';
import { find } from './ask.ts';
import { byDate } from './citation.ts';
import type { FigureRow, Figures } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import { excerpt } from './excerpt.ts';
import { figureSpans } from './figure-spans.ts';
import { matchedVia } from './matched-via.ts';
import { nearestTopics } from './nearest-topics.ts';
import { parseQuestion } from './question.ts';
import { worthShowing } from './worth-showing.ts';

const DEPTH = 60;
const WORTH_SHOWING = 0.35;
const ROWS = 60;

/**
 * Sentences with numbers on a topic, newest article first: one row a sentence, with its first figure.
 * @throws QuestionError when the question cannot be read.
 */
export async function figures(data: DeskData, typed: string): Promise<Figures> {
  const question = parseQuestion(typed);
  const result = await find(data, question, question.text, DEPTH);
  const worth = result.covered ? worthShowing(result.hits, WORTH_SHOWING) : [];
  const rows = arrange(data, worth).hits.flatMap((hit): FigureRow[] => {
    const indexed = data.byId.get(hit.articleId);
    if (!indexed) return [];
    const { body } = indexed.article;
    return hit.passage.sentences.flatMap((sentence, i) => {
      const [figureSpan] = figureSpans(body, sentence);
      const relevant = (hit.sentenceScores[i] ?? 0) > 0 || hit.passage.sentences.length === 1;
      if (!figureSpan || !relevant) return [];
      return [
        {
          ...excerpt(indexed, hit.passage, [sentence], hit.score, sentence),
          figure: body.slice(figureSpan.start, figureSpan.end),
          figureSpan,
        },
      ];
    });
  });
  return {
    question: question.typed,
    outcome: rows.length > 0 ? 'found' : 'not-covered',
    matchedVia: matchedVia(result),
    rows: rows.slice(0, ROWS).sort((a, b) => byDate(b, a) || a.start - b.start),
    nearest: nearestTopics(data, result),
    corpus: data.version,
  };
}
