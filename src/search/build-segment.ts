import type { Passage } from '../article/passage.ts';
import { overlaps, slice } from '../article/span.ts';
import { type AcronymUse, acronyms } from './acronyms.ts';
import { aliasMatcher, type Entity } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import { analyze } from './analyzer.ts';
import { Growing } from './growing.ts';
import { invert } from './invert.ts';
import { entityLearner } from './learn-entities.ts';
import type { ArticleToIndex, SaidWords } from './search.ts';
import type { Segment } from './segment.ts';
import { spellingLists, withSpellings } from './spelling-lists.ts';
import { BREAK, CAPITAL, ENTITY, formFlags, SENTENCE, STOP, TERM_MASK } from './token-flags.ts';
import { packVocabulary } from './vocabulary.ts';

/** Reads articles one by one into a segment; nothing of their text is kept. */
export interface SegmentBuilder {
  /** @param uses what the article says of its acronyms */
  add(indexed: ArticleToIndex, uses?: readonly AcronymUse[]): void;
  finish(): Segment;
}

/** @param learned what the corpus says its acronyms stand for, known before the first article. */
export function segmentBuilder(aliases: Aliases, learned: readonly Entity[]): SegmentBuilder {
  const matcher = aliasMatcher(aliases, learned);
  const ids = new Map<string, number>();
  const terms: string[] = [];
  /** Occurrences inside sentences, written with a capital and without. */
  const capitals: number[] = [];
  const small: number[] = [];
  const named = new Map<string, Map<string, number>>();
  const forward = new Growing();
  const [forwardAt, titles, titleAt, headings, headingAt, speakers, speakerAt] = Array.from(
    { length: 7 },
    () => new Growing(),
  ) as [Growing, Growing, Growing, Growing, Growing, Growing, Growing];
  const acronymUses: [number, string, string][] = [];
  const articlePassages = new Growing();
  const days = new Growing();
  const articleOf = new Growing();
  const lengths = new Growing();
  let newest = '';
  let passageCount = 0;

  const idOf = (term: string): number => {
    const known = ids.get(term);
    if (known !== undefined) return known;
    if (terms.length > TERM_MASK) throw new RangeError(`more than ${TERM_MASK} different terms`);
    ids.set(term, terms.length);
    terms.push(term);
    capitals.push(0);
    small.push(0);
    return terms.length - 1;
  };

  /** Writes the words of one text; returns how many are no stop words. */
  const write = (text: string, into: Growing, sentence: boolean, count: boolean): number => {
    const tokens = analyze(text);
    const mentions = matcher.find(tokens, 'article');
    let next = 0;
    let written = 0;
    let end = 0;
    tokens.forEach((token, i) => {
      let flags = formFlags(token.surface, token.word);
      const opens = i === 0 && sentence;
      if (opens) flags &= ~CAPITAL;
      if (i > 0 && /[^\s'’\-–]/.test(text.slice(end, token.start))) flags |= BREAK;
      end = token.start + token.surface.length;
      const mention = mentions[next];
      if (mention?.from === i) {
        // The mark stands before the words that name it: it opens their sentence.
        into.push((idOf(`@${mention.entity.id}`) | ENTITY | (opens ? SENTENCE : 0)) >>> 0);
        if (count) noteName(mention.entity.id, text, tokens[i]!.start, tokens[mention.to - 1]!);
        next++;
      } else if (opens) {
        flags |= SENTENCE;
      }
      const id = idOf(token.term);
      if (token.stop) flags |= STOP;
      else written++;
      if (count && !opens) {
        const column = flags & CAPITAL ? capitals : small;
        column[id] = column[id]! + 1;
      }
      into.push((id | flags) >>> 0);
    });
    return written;
  };

  const noteName = (
    id: string,
    text: string,
    start: number,
    last: { start: number; surface: string },
  ): void => {
    const name = text.slice(start, last.start + last.surface.length).replace(/['’]s$/, '');
    const forms = named.get(id) ?? new Map<string, number>();
    named.set(id, forms);
    forms.set(name, (forms.get(name) ?? 0) + 1);
  };

  const addPassage = (body: string, passage: Passage, said: readonly SaidWords[]): void => {
    articleOf.push(articlePassages.length - 1);
    forwardAt.push(forward.length);
    let length = 0;
    for (const sentence of passage.sentences) {
      length += write(slice(body, sentence), forward, true, true);
    }
    lengths.push(Math.min(length, 0xffff));
    headingAt.push(headings.length);
    if (passage.heading) write(slice(body, passage.heading), headings, true, false);
    speakerAt.push(speakers.length);
    const names = said
      .filter((each) => overlaps(each, passage))
      .map(({ speaker }) => speaker!.name);
    for (const name of new Set(names)) write(name, speakers, true, false);
    passageCount++;
  };

  return {
    add({ article, passages, attributions }, uses = []) {
      for (const { acronym, longForm } of uses) acronymUses.push([days.length, acronym, longForm]);
      articlePassages.push(passageCount);
      days.push(dayOf(article.publishedAt));
      titleAt.push(titles.length);
      write(article.title, titles, true, false);
      const said = attributions.filter(({ speaker }) => speaker !== undefined);
      for (const passage of passages) addPassage(article.body, passage, said);
      if (article.publishedAt !== undefined && article.publishedAt > newest) {
        newest = article.publishedAt;
      }
    },
    finish() {
      for (const [at, all] of [
        [articlePassages, { length: passageCount }],
        [forwardAt, forward],
        [titleAt, titles],
        [headingAt, headings],
        [speakerAt, speakers],
      ] as const) {
        at.push(all.length);
      }
      const isName = (id: number): boolean => capitals[id]! > small[id]!;
      const spellings = spellingLists(terms, isName);
      const words = lengths.done();
      const texts = {
        articlePassages: articlePassages.done(),
        days: days.done(),
        articleOf: articleOf.done(),
        forwardAt: forwardAt.done(),
        forward: forward.done(),
        titleAt: titleAt.done(),
        titles: titles.done(),
        headingAt: headingAt.done(),
        headings: headings.done(),
        speakerAt: speakerAt.done(),
        speakers: speakers.done(),
      };
      return {
        ...texts,
        ...withSpellings(invert(texts, terms.length), spellings.lists),
        vocabulary: packVocabulary([...terms, ...spellings.keys]),
        lengths: Uint16Array.from(words),
        capitals: Uint32Array.from(capitals),
        small: Uint32Array.from(small),
        facts: {
          meanLength: words.reduce((sum, each) => sum + each, 0) / Math.max(1, passageCount),
          learned,
          acronyms: acronymUses,
          named: [...named]
            .sort(byFirst)
            .map(([id, forms]) => [id, [...forms].sort((a, b) => b[1] - a[1] || byFirst(a, b))]),
          ...(newest === '' ? {} : { newest }),
        },
      };
    },
  };
}

/** The segment of a whole corpus. */
export function buildSegment(
  articles: readonly ArticleToIndex[],
  aliases: Aliases,
  onArticle: (done: number) => void = () => {},
): Segment {
  const uses = articles.map(({ article }) => acronyms(article.body));
  const learner = entityLearner(aliases);
  articles.forEach(({ article }, i) => {
    learner.add(article.body, uses[i]);
  });
  return segmentOf(articles, aliases, learner.finish(), uses, onArticle);
}

/** The segment of some articles of a corpus, which has learned what its acronyms stand for. */
export function segmentOf(
  articles: readonly ArticleToIndex[],
  aliases: Aliases,
  learned: readonly Entity[],
  uses: readonly (readonly AcronymUse[])[],
  onArticle: (done: number) => void = () => {},
): Segment {
  const builder = segmentBuilder(aliases, learned);
  articles.forEach((indexed, i) => {
    builder.add(indexed, uses[i]);
    onArticle(i + 1);
  });
  return builder.finish();
}

/** Days since 1970-01-01 of an ISO date; a month or a year alone counts from its first day; else 0. */
export function dayOf(date: string | undefined): number {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date ?? '');
  if (!parts) return 0;
  const [, year, month = '01', day = '01'] = parts;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return Number.isFinite(time) ? Math.max(0, Math.round(time / 86_400_000)) : 0;
}

function byFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
