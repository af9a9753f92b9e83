import type { Passage } from '../article/passage.ts';
import type { Span } from '../article/span.ts';
import type { Hit, IndexedArticle } from '../search/search.ts';
import type { QuotedStatement } from './answer.ts';
import { arrange } from './arrange.ts';
import { find } from './ask.ts';
import { dateline, namesDay, type StatedDate, statedDate, statedYear } from './dates.ts';
import type { Timeline, TimelineEntry } from './desk.ts';
import { type DeskData, entityOf } from './desk-data.ts';
import { bestSentence, excerpt } from './excerpt.ts';
import { matchedVia } from './matched-via.ts';
import { nearestTopics } from './nearest-topics.ts';
import { bySpeaker } from './people.ts';
import { parseQuestion, type Question } from './question.ts';
import { worthShowing } from './worth-showing.ts';

const DEPTH = 60;
const WORTH_SHOWING = 0.4;
const ENTRIES = 40;
/** Words that move a sentence away from the time of the one before it, or give another time. */
const OTHER_TIME =
  /\b(?:later|earlier|next|following|previous(?:ly)?|since|ago|last|before|after(?:wards)?|then|now|today|until|meanwhile|years?|months?|weeks?|days?|(?:1[789]|20|21)\d\d)\b/i;

/**
 * Dated statements on a topic or by a speaker, old to new: the best sentence of each passage (or the
 * quote), placed at the date that its words state, else at one stated before it in its paragraph, else at
 * that of the source that the article gives for it, else at the article's date of publication. A person's name gives what that person said; the name of a
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
  const { body, publishedAt } = indexed.article;
  const made = excerpt(indexed, passage, [words], score, words);
  const stated = dateOf(body, passage, words);
  if (stated) {
    const { day, start, end } = stated;
    const datedBy = start >= words.start && end <= words.end ? 'words' : 'paragraph';
    return { ...made, date: day, datedBy, dateSpan: { start, end } };
  }
  const [source, ...others] = made.sources.filter(({ date }) => date !== undefined);
  if (source?.date && others.length === 0) {
    return { ...made, date: source.date.slice(0, 10), datedBy: 'source' };
  }
  return publishedAt ? { ...made, date: publishedAt.slice(0, 10), datedBy: 'publication' } : made;
}

/** The date that the words state, the sentence they stand in, or the nearest sentence before it. */
function dateOf(body: string, passage: Passage, words: Span): StatedDate | null {
  const own = statedDate(body, words) ?? dateline(body, passage);
  if (own) return own;
  const upTo = passage.sentences.filter(({ start }) => start < words.end).reverse();
  for (const [i, sentence] of upTo.entries()) {
    const stated = statedDate(body, sentence) ?? (i === 0 ? statedYear(body, sentence) : null);
    if (stated) return stated;
    // Another time than that of the sentences before it, and not known.
    const { start, end } = sentence;
    if (namesDay(body, sentence) || OTHER_TIME.test(body.slice(start, end))) return null;
  }
  return null;
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
