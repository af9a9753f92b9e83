import { isFrom } from '../article/is-from.ts';
import { overlaps, type Span } from '../article/span.ts';
import { analyze } from '../search/analyzer.ts';
import type { ArticleFilter, Hit, SearchResult } from '../search/search.ts';
import { ASKING_WORDS } from '../search/stop-words.ts';
import type { Answer, Excerpt, QuotedStatement } from './answer.ts';
import { arrange } from './arrange.ts';
import { askedSpeaker } from './asked-speaker.ts';
import { carryOver } from './carry-over.ts';
import type { AskOptions } from './desk.ts';
import { type DeskData, entityOf } from './desk-data.ts';
import { excerptOf } from './excerpt.ts';
import { accepts, filterOf } from './filter.ts';
import { matchedVia } from './matched-via.ts';
import { nearestTopics } from './nearest-topics.ts';
import { parseQuestion, type Question } from './question.ts';
import { quotedStatement } from './quoted-statement.ts';
import { ranking } from './ranking.ts';
import { sameQuotesOnce } from './same-quotes.ts';
import { spokenFirst } from './spoken-first.ts';
import { worthShowing } from './worth-showing.ts';

/** Excerpts shown at once unless asked otherwise. */
export const EXCERPTS = 3;
const QUOTES = 6;
/** Hits that quotes are taken from. */
const QUOTED_HITS = 12;
/** Of a passage that is not shown, quotes in sentences scoring this share of its best belong to the answer. */
const QUOTED_SENTENCE = 0.6;
/** Hits looked at for excerpts, quotes and same words. */
const DEPTH = 60;
/** A hit scoring under this share of the best is not worth a "more". */
const WORTH_SHOWING = 0.4;

/**
 * Answers a question with ranked excerpts, or "not covered".
 * @throws QuestionError when the question cannot be read.
 */
export async function ask(
  data: DeskData,
  typed: string,
  options: AskOptions = {},
): Promise<Answer> {
  const question = parseQuestion(typed);
  const limit = Math.max(DEPTH, options.top ?? 0);
  const carried = carryOver(data, question.text, options.previous);
  const result = await find(data, question, carried.text, limit);
  const filtersOnly = question.text === '';
  const canonicalName = nameAsked(result, carried.text);
  const covered =
    filtersOnly || question.exact.length > 0
      ? result.hits.length > 0
      : result.covered && result.hits.length > 0;
  const base = {
    question: question.typed,
    confidence: round(filtersOnly && covered ? 1 : result.confidence),
    matchedVia: matchedVia(result),
    corpus: data.version,
    coverage: data.coverage,
    ...(options.top === undefined
      ? {}
      : { ranking: ranking(result.hits, options.top, options.by ?? 'passage') }),
    ...(canonicalName === undefined ? {} : { canonicalName }),
  };
  const notes = [...carried.notes, ...result.notes];
  if (!covered) {
    if (filtersOnly || question.since || question.until || question.source || question.speaker) {
      notes.push(`Filters used: ${filtersText(question)}. Without them there may be more.`);
    }
    return {
      ...base,
      outcome: 'not-covered',
      notes,
      excerpts: [],
      quotes: [],
      more: 0,
      nearest: await nearestTopics(data, result),
    };
  }
  const worth = worthShowing(result.hits, WORTH_SHOWING);
  const says = askedSpeaker(carried.text);
  const { hits, sameWords } = arrange(
    data,
    says === undefined ? worth : spokenFirst(data, worth, says),
  );
  const offset = options.offset ?? 0;
  const wanted = options.limit ?? EXCERPTS;
  const shown = hits.slice(offset, offset + wanted);
  const excerpts = shown.flatMap((hit): Excerpt[] => {
    const indexed = data.byId.get(hit.articleId);
    const same = sameWords.get(hit);
    return indexed
      ? [
          {
            ...excerptOf(indexed, hit),
            score: round(hit.score),
            ...(same ? { sameWords: same } : {}),
          },
        ]
      : [];
  });
  return {
    ...base,
    outcome: 'found',
    notes,
    excerpts,
    quotes: quotesFor(
      data,
      toThePoint(hits),
      question.speaker ?? says ?? speakerAsked(result),
      says !== undefined,
      shown,
    ),
    more: Math.max(0, hits.length - offset - shown.length),
    nearest: (await nearestTopics(data, result)).filter(
      (topic) => !result.entities.some(({ name }) => name === topic),
    ),
  };
}

/** The search itself; a question of filters only lists what passes them. */
export async function find(
  data: DeskData,
  question: Question,
  text: string,
  limit: number,
): Promise<SearchResult> {
  const filter = filterOf(question);
  const words = text || question.exact.join(' ') || question.speaker || '';
  if (words !== '') {
    return data.index.search(
      {
        text: words,
        exact: question.exact,
        ...(filter ? { articles: filter, accept: acceptedBy(data, filter) } : {}),
        ...(question.speaker ? { speaker: question.speaker } : {}),
      },
      limit,
    );
  }
  const { source } = question;
  const hits = (await data.shelf.newest(limit, filter)).flatMap(({ article, passages }): Hit[] => {
    const passage = source ? passages.find((each) => isFrom(source, article, each)) : passages[0];
    if (!passage) return [];
    return [
      {
        articleId: article.id,
        passage,
        score: 1,
        sentenceScores: passage.sentences.map((_, i) => (i === 0 ? 1 : 0)),
        matched: [],
      },
    ];
  });
  return {
    hits,
    confidence: hits.length > 0 ? 1 : 0,
    covered: hits.length > 0,
    entities: [],
    notes: [],
  };
}

/** The canonical name of what the question asks about, when its topical words are one name. */
function nameAsked({ entities }: SearchResult, text: string): string | undefined {
  const [entity, ...others] = entities;
  if (!entity || others.some(({ id }) => id !== entity.id)) return undefined;
  const named = new Set(entities.flatMap(({ as }) => analyze(as).map(({ word }) => word)));
  const rest = analyze(text).filter(
    ({ word, stop }) => !stop && !ASKING_WORDS.has(word) && !named.has(word),
  );
  return rest.length === 0 ? entity.name : undefined;
}

function acceptedBy(data: DeskData, filter: ArticleFilter): (articleId: string) => boolean {
  return (articleId) => {
    const indexed = data.byId.get(articleId);
    return indexed !== undefined && accepts(filter, indexed.article);
  };
}

/** The person that the question is about, when it names one. */
function speakerAsked(result: SearchResult): string | undefined {
  return result.entities.find(({ kind }) => kind === 'person')?.name;
}

/** Hits whose quotes belong to the answer: those that match as much of the question as any does. */
function toThePoint(hits: readonly Hit[]): readonly Hit[] {
  const most = hits.reduce((max, { matched }) => Math.max(max, matched.length), 0);
  return hits.filter(({ matched }) => matched.length === most).slice(0, QUOTED_HITS);
}

/**
 * Quotes with speakers in the hits' passages: those of the person asked about first, or `only` those. Of a passage that is
 * not shown, only quotes in sentences that answer nearly as well as its best.
 */
function quotesFor(
  data: DeskData,
  hits: readonly Hit[],
  speaker: string | undefined,
  only: boolean,
  shown: readonly Hit[],
): readonly QuotedStatement[] {
  const all: QuotedStatement[] = [];
  for (const hit of hits) {
    const indexed = data.byId.get(hit.articleId);
    if (!indexed) continue;
    const best = Math.max(...hit.sentenceScores);
    for (const attribution of indexed.attributions) {
      if (
        !attribution.speaker ||
        attribution.kind === 'indirect' ||
        !overlaps(attribution, hit.passage) ||
        !(shown.includes(hit) || scoreAt(hit, attribution) >= best * QUOTED_SENTENCE)
      )
        continue;
      const statement = quotedStatement(data, indexed, attribution);
      if (statement) all.push(statement);
    }
  }
  const found = sameQuotesOnce(all);
  if (speaker === undefined) return found.slice(0, QUOTES);
  const wanted = entityOf(data, speaker)?.name ?? speaker;
  const theirs = (q: QuotedStatement): boolean =>
    (q.canonicalName ?? q.speaker) === wanted || sharesName(q.speaker ?? '', wanted);
  const others = only ? [] : found.filter((q) => !theirs(q));
  return [...found.filter(theirs), ...others].slice(0, QUOTES);
}

/** The score of the best sentence that a span of the passage overlaps. */
function scoreAt({ passage, sentenceScores }: Hit, span: Span): number {
  return passage.sentences.reduce(
    (best, sentence, i) =>
      overlaps(sentence, span) ? Math.max(best, sentenceScores[i] ?? 0) : best,
    0,
  );
}

function sharesName(a: string, b: string): boolean {
  const last = (name: string): string | undefined => analyze(name).at(-1)?.word;
  return last(a) !== undefined && last(a) === last(b);
}

function filtersText(question: Question): string {
  const parts = [
    question.since && `since:${question.since}`,
    question.until && `until:${question.until}`,
    question.source && `source:"${question.source}"`,
    question.speaker && `speaker:"${question.speaker}"`,
    ...question.exact.map((words) => `exact:"${words}"`),
  ];
  return parts.filter(Boolean).join(' ');
}

/** Scores are printed with six digits: the same bytes on every machine. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
