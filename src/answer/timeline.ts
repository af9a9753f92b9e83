import type { Hit } from '../search/search.ts';
import { arrange } from './arrange.ts';
import { find } from './ask.ts';
import { statedDate } from './dates.ts';
import type { Timeline, TimelineEntry } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import { bestSentences, excerpt } from './excerpt.ts';
import { matchedVia } from './matched-via.ts';
import { nearestTopics } from './nearest-topics.ts';
import { bySpeaker } from './people.ts';
import { parseQuestion } from './question.ts';
import { worthShowing } from './worth-showing.ts';

const DEPTH = 60;
const WORTH_SHOWING = 0.4;
const ENTRIES = 40;

/**
 * Dated statements on a topic or by a speaker, old to new: the best sentence of each passage (or the
 * quote), placed at the date that its words state, else at the article's date of publication.
 * @throws QuestionError when the question cannot be read.
 */
export async function timeline(data: DeskData, typed: string): Promise<Timeline> {
  const question = parseQuestion(typed);
  const spoken = await bySpeaker(data, question.speaker ?? question.text, question);
  const base = { question: question.typed, corpus: data.version };
  if (spoken.length > 0) {
    const entries = spoken.flatMap((statement): TimelineEntry[] => {
      const indexed = data.byId.get(statement.articleId);
      const passage = indexed?.passages.find(
        (p) => p.start <= statement.start && statement.start < p.end,
      );
      if (!indexed || !passage) return [];
      const made = excerpt(indexed, passage, [statement], 1, statement);
      return [
        dated(
          indexed.article.body,
          {
            ...made,
            ...(statement.speaker ? { speaker: statement.speaker } : {}),
            ...(statement.role ? { role: statement.role } : {}),
          },
          indexed.article.publishedAt,
        ),
      ];
    });
    return { ...base, outcome: 'found', matchedVia: [], entries: sorted(entries), nearest: [] };
  }
  const result = await find(data, question, question.text, DEPTH);
  const worth = result.covered ? worthShowing(result.hits, WORTH_SHOWING) : [];
  const entries = arrange(data, worth).hits.flatMap((hit) => entryOf(data, hit));
  return {
    ...base,
    outcome: entries.length > 0 ? 'found' : 'not-covered',
    matchedVia: matchedVia(result),
    entries: sorted(entries),
    nearest: nearestTopics(data, result),
  };
}

function entryOf(data: DeskData, hit: Hit): readonly TimelineEntry[] {
  const indexed = data.byId.get(hit.articleId);
  if (!indexed) return [];
  const { body, publishedAt } = indexed.article;
  const sentence = bestSentences(hit)[0] ?? hit.passage.sentences[0];
  if (!sentence) return [];
  const made = excerpt(indexed, hit.passage, [sentence], hit.score, sentence);
  // A paragraph that opens with its date ("2025-10-09. …") dates all its sentences.
  const opening = {
    start: hit.passage.start,
    end: Math.min(hit.passage.end, hit.passage.start + 40),
  };
  const own = statedDate(body, sentence) ? sentence : opening;
  return [dated(body, made, publishedAt, own)];
}

function dated(
  body: string,
  made: Omit<TimelineEntry, 'date' | 'dateSpan'>,
  publishedAt: string | undefined,
  where: { readonly start: number; readonly end: number } = made,
): TimelineEntry {
  const stated = statedDate(body, where);
  if (stated)
    return { ...made, date: stated.day, dateSpan: { start: stated.start, end: stated.end } };
  return publishedAt ? { ...made, date: publishedAt.slice(0, 10) } : made;
}

/** Old to new; undated entries last. The best entries are kept where there are too many. */
function sorted(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const kept = entries.slice(0, ENTRIES);
  return [...kept].sort((a, b) => {
    const left = a.date ?? '9999';
    const right = b.date ?? '9999';
    if (left !== right) return left < right ? -1 : 1;
    return a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : a.start - b.start;
  });
}
