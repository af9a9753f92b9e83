import type { Entity } from '../search/alias-matcher.ts';
import { type CorpusStats, type CorpusView, openCorpus } from '../search/corpus-view.ts';
import { Growing } from '../search/growing.ts';
import { invert } from '../search/invert.ts';
import { MOST, type SegmentFacts } from '../search/segment.ts';
import { withSpellings } from '../search/spelling-lists.ts';
import { ENTITY, STOP } from '../search/token-flags.ts';
import { packVocabulary } from '../search/vocabulary.ts';
import { type ArticleWords, type PassageText, SIGNS, termSign } from './article-words.ts';

/** Figures of a term in the whole corpus. */
export interface TermFigures {
  readonly number: number;
  readonly df: number;
  readonly capitals: number;
  readonly small: number;
  readonly lists: number;
}

/** An article of the index as it was read. */
export interface LoadedArticle {
  readonly articleId: string;
  /** Number of its first passage. */
  readonly first: number;
  readonly day: number;
  readonly words: ArticleWords;
}

export interface CandidateCorpus {
  /** Sorted by id: ties are broken as in memory. */
  readonly articles: readonly LoadedArticle[];
  /** Numbers of the passages that are read word by word. */
  readonly whole: ReadonlySet<number>;
  /** Of these, only the words that are asked for are read; of the others, how often their article holds them. */
  readonly near: ReadonlySet<number>;
  readonly asked: Iterable<string>;
  /** Figures of the terms; more may be added after the candidates are opened. */
  readonly terms: Map<string, TermFigures>;
  /** Names of the corpus by spelling key. */
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  readonly stats: CorpusStats;
  readonly learned: readonly Entity[];
  readonly named: SegmentFacts['named'];
}

/**
 * Candidates as a corpus that the shared second stage reads; every figure is the whole corpus's. Signals of whole
 * articles need no more than how often these hold a term: passages that are not read hold what is left of it.
 */
export function openCandidates(candidates: CandidateCorpus): CorpusView {
  const ids = new Map<string, number>();
  const idOf = (term: string): number => {
    const known = ids.get(term);
    if (known !== undefined) return known;
    ids.set(term, ids.size);
    return ids.size - 1;
  };
  for (const term of candidates.terms.keys()) idOf(term);
  for (const names of candidates.spellings.values()) names.forEach(idOf);
  const asked = new Set(candidates.asked);
  const isAskedSign = new Uint8Array(SIGNS);
  for (const term of asked) isAskedSign[termSign(term)] = 1;
  const grow = (): Growing => new Growing();
  const [articlePassages, articleOf, days, lengths] = [grow(), grow(), grow(), grow()];
  const [forward, forwardAt, titles, titleAt] = [grow(), grow(), grow(), grow()];
  const [headings, headingAt, speakers, speakerAt] = [grow(), grow(), grow(), grow()];

  candidates.articles.forEach(({ first, day, words }, number) => {
    const known = new Int32Array(words.terms).fill(-1);
    const held: number[] = [];
    for (let place = 0; place < words.terms; place++) {
      if (isAskedSign[words.sign(place)] === 0) continue;
      const term = words.term(place);
      if (!asked.has(term)) continue;
      known[place] = idOf(term);
      held.push(place);
    }
    const idAt = (place: number): number => {
      if (known[place] === -1) known[place] = idOf(words.term(place));
      return known[place]!;
    };
    const write = (index: number, text: PassageText, into: Growing): number => {
      const whole = candidates.whole.has(first + index);
      let length = 0;
      words.eachWord(index, text, (place, flags) => {
        if (!(flags & (STOP | ENTITY))) length += 1;
        // A word that nobody asks for keeps its place; a mark of a name has none.
        const leftOut = !whole && known[place] === -1;
        into.push(leftOut ? STOP | (flags & ENTITY) : (idAt(place) | flags) >>> 0);
      });
      return length;
    };
    const isRead = Array.from({ length: words.passages }, (_, index) =>
      [candidates.whole, candidates.near].some((read) => read.has(first + index)),
    );
    const left = countsLeft(words, held, isRead);
    articlePassages.push(articleOf.length);
    days.push(day);
    titleAt.push(titles.length);
    words.eachTitleWord((place, flags) => titles.push((idAt(place) | flags) >>> 0));
    isRead.forEach((read, index) => {
      articleOf.push(number);
      forwardAt.push(forward.length);
      headingAt.push(headings.length);
      speakerAt.push(speakers.length);
      if (read) {
        lengths.push(Math.min(write(index, 'words', forward), 0xffff));
        write(index, 'heading', headings);
        write(index, 'speaker', speakers);
        return;
      }
      lengths.push(0);
      let room = words.size(index);
      for (const each of left) {
        const count = Math.min(each.count, room, MOST.text);
        forward.repeat(known[each.place]!, count);
        each.count -= count;
        room -= count;
      }
      forward.repeat(STOP, room);
    });
  });
  articlePassages.push(articleOf.length);
  forwardAt.push(forward.length);
  titleAt.push(titles.length);
  headingAt.push(headings.length);
  speakerAt.push(speakers.length);

  const terms = [...ids.keys()];
  const lists = [...candidates.spellings.values()].map((names) => names.map(idOf));
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
  const figure = (name: 'capitals' | 'small'): Uint32Array<ArrayBuffer> =>
    Uint32Array.from(terms, (term) => candidates.terms.get(term)?.[name] ?? 0);
  const segment = {
    ...texts,
    ...withSpellings(invert(texts, terms.length), lists),
    vocabulary: packVocabulary([...terms, ...candidates.spellings.keys()]),
    lengths: Uint16Array.from(lengths.done()),
    capitals: figure('capitals'),
    small: figure('small'),
    facts: {
      meanLength: candidates.stats.meanLength,
      learned: candidates.learned,
      acronyms: [],
      named: candidates.named,
    },
  };
  return openCorpus(segment, candidates.stats);
}

/** How often the passages that are not read hold each of the terms. */
function countsLeft(
  words: ArticleWords,
  places: readonly number[],
  isRead: readonly boolean[],
): { readonly place: number; count: number }[] {
  const counts = new Int32Array(words.terms);
  for (const place of places) counts[place] = words.count(place);
  isRead.forEach((read, index) => {
    if (!read) return;
    words.eachWord(index, 'words', (place, flags) => {
      if (!(flags & STOP)) counts[place]! -= 1;
    });
  });
  return places.map((place) => ({ place, count: Math.max(0, counts[place]!) }));
}
