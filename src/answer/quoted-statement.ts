import type { Attribution } from '../article/attribution.ts';
import { contains, type Span } from '../article/span.ts';
import type { IndexedArticle } from '../search/search.ts';
import type { QuotedStatement } from './answer.ts';
import { cite } from './citation.ts';
import { type DeskData, entityOf } from './desk-data.ts';
import { namesSomebody } from './names-somebody.ts';
import { spokenBy } from './spoken-by.ts';
import { wordCount } from './word-count.ts';

/** Fewer quoted words than this need their sentence to be understood. */
const FEW_WORDS = 8;

/** A quote as it is shown: words, speaker, role, citation. `null` for marks that quote nobody and for a speaker who is only "he" or "who". */
export function quotedStatement(
  data: DeskData,
  indexed: IndexedArticle,
  attribution: Attribution,
): QuotedStatement | null {
  const { kind } = attribution;
  if (kind === 'scare') return null;
  if (attribution.speaker && !namesSomebody(attribution.speaker)) return null;
  const { article, passages } = indexed;
  const passage = passages.find((p) => p.start <= attribution.start && attribution.start < p.end);
  if (!passage) return null;
  const name = attribution.speaker?.name;
  const canonical = name === undefined ? undefined : entityOf(data, name)?.name;
  return {
    ...cite(article, passage, attribution),
    start: attribution.start,
    end: attribution.end,
    text: article.body.slice(attribution.start, attribution.end),
    kind,
    ...spokenBy(article.body, attribution),
    ...(canonical && canonical !== name ? { canonicalName: canonical } : {}),
    ...(attribution.speaker ? { speakerSpan: attribution.speaker.span } : {}),
    confidence: attribution.confidence,
    ...within(article.body, passage.sentences, attribution),
  };
}

/** The sentence around a few quoted words; empty where the quote stands for itself. */
function within(
  body: string,
  sentences: readonly Span[],
  { kind, start, end }: Attribution,
): Pick<QuotedStatement, 'within'> {
  if (kind !== 'mixed' || wordCount(body.slice(start, end)) >= FEW_WORDS) return {};
  const around = sentences.find((sentence) => contains(sentence, { start, end }));
  return around
    ? {
        within: {
          start: around.start,
          end: around.end,
          text: body.slice(around.start, around.end),
        },
      }
    : {};
}
