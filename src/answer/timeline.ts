import type { Passage } from '../article/passage.ts';
import type { Span } from '../article/span.ts';
import type { Hit, IndexedArticle } from '../search/search.ts';
import type { QuotedStatement } from './answer.ts';
import { arrange } from './arrange.ts';
import { find } from './ask.ts';
import type { Timeline, TimelineEntry } from './desk.ts';
import { type DeskData, entityOf } from './desk-data.ts';
import { bestSentence, excerpt } from './excerpt.ts';
import { matchedVia } from './matched-via.ts';
import { nearestTopics } from './nearest-topics.ts';
import { bySpeaker } from './people.ts';
import { placedAt } from './placed-at.ts';
import { parseQuestion, type Question } from './question.ts';
import { worthShowing } from './worth-showing.ts';

const DEPTH = 60;
const WORTH_SHOWING = 0.4;
const ENTRIES = 40;

/**
 * Dated statements on a topic or by a speaker, old to new: the best sentence of each passage (or the
 * quote), each placed in time (see `placedAt`). A person's name gives what that person said; the name of a
 * group, a place or an institution what happened around it, and `speaker:"…"` what it said.
 * @throws QuestionError when the question cannot be read.
 */
export async function timeline(data: DeskData, typed: string): Promise<Timeline> {
  const question = parseQuestion(typed);
  const spoken = await statements(data, question);
  const base = { question: question.typed, corpus: data.version };
  if (spoken.length > 0) {
    const entries = spoken.flatMap((statement): readonly TimelineEntry[] => {
      const indexed = data.byId.get(statement.articleId);
      const passage = indexed?.passages.find(
        (p) => p.start <= statement.start && statement.start < p.end,
      );
      if (!indexed || !passage) return [];
      const { speaker, role } = statement;
      const entry = entryAt(indexed, passage, statement, 1);
      return [{ ...entry, ...(speaker ? { speaker } : {}), ...(role ? { role } : {}) }];
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
    nearest: await nearestTopics(data, result),
  };
}

/** What the speaker asked about said; empty when the words name a topic. */
async function statements(data: DeskData, question: Question): Promise<readonly QuotedStatement[]> {
  if (question.speaker === undefined) {
    const kind = entityOf(data, question.text)?.kind;
    if (kind !== undefined && kind !== 'person') return [];
  }
  return bySpeaker(data, question.speaker ?? question.text, question);
}

function entryOf(data: DeskData, hit: Hit): readonly TimelineEntry[] {
  const indexed = data.byId.get(hit.articleId);
  const sentence = indexed && bestSentence(indexed.article.body, hit);
  return indexed && sentence ? [entryAt(indexed, hit.passage, sentence, hit.score)] : [];
}

function entryAt(
  indexed: IndexedArticle,
  passage: Passage,
  words: Span,
  score: number,
): TimelineEntry {
  return {
    ...excerpt(indexed, passage, [words], score, words),
    ...placedAt(indexed.article, passage, words),
  };
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
