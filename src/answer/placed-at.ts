import type { Article } from '../article/article.ts';
import type { Passage } from '../article/passage.ts';
import type { Span } from '../article/span.ts';
import { dateline, namesDay, type StatedDate, statedDate, statedYear } from './dates.ts';
import type { Dated } from './desk.ts';

/** Words that move a sentence away from the time of the one before it, or give another time. */
const OTHER_TIME =
  /\b(?:later|earlier|next|following|previous(?:ly)?|since|ago|last|before|after(?:wards)?|then|now|today|until|meanwhile|years?|months?|weeks?|days?|(?:1[789]|20|21)\d\d)\b/i;

/**
 * Where words belong in time: at the date that they state, else at one stated before them in their
 * paragraph, else at that of the one dated source that the article gives for them, else at the article's
 * date of publication; it says which.
 */
export function placedAt(article: Article, passage: Passage, words: Span): Dated {
  const stated = dateOf(article.body, passage, words);
  if (stated) {
    const { day, start, end } = stated;
    const datedBy = start >= words.start && end <= words.end ? 'words' : 'paragraph';
    return { date: day, datedBy, dateSpan: { start, end } };
  }
  const [source, ...others] = article.sources.filter(
    ({ id, date }) => date !== undefined && passage.sourceIds.includes(id),
  );
  if (source?.date && others.length === 0) {
    return { date: source.date.slice(0, 10), datedBy: 'source' };
  }
  const { publishedAt } = article;
  return publishedAt ? { date: publishedAt.slice(0, 10), datedBy: 'publication' } : {};
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
