import type { Entity } from '../search/alias-matcher.ts';
import { type CorpusStats, type CorpusView, openCorpus } from '../search/corpus-view.ts';
import { Growing } from '../search/growing.ts';
import { invert } from '../search/invert.ts';
import type { SegmentFacts } from '../search/segment.ts';
import { withSpellings } from '../search/spelling-lists.ts';
import { ENTITY, STOP } from '../search/token-flags.ts';
import { packVocabulary } from '../search/vocabulary.ts';
import { type ArticleWords, type PassageText, termHash } from './article-words.ts';

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
  /** What is read of the others. */
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
 * Candidates with the whole of their articles as a corpus that the shared second stage reads; every figure is
 * the whole corpus's.
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
  const byHash = new Map<number, string[]>();
  for (const term of candidates.asked) {
    const hash = termHash(term);
    byHash.set(hash, [...(byHash.get(hash) ?? []), term]);
  }
  const grow = (): Growing => new Growing();
  const [articlePassages, articleOf, days, lengths] = [grow(), grow(), grow(), grow()];
  const [forward, forwardAt, titles, titleAt] = [grow(), grow(), grow(), grow()];
  const [headings, headingAt, speakers, speakerAt] = [grow(), grow(), grow(), grow()];

  candidates.articles.forEach(({ first, day, words }, number) => {
    const known = new Int32Array(words.terms).fill(-1);
    for (let place = 0; place < words.terms; place++) {
      const like = byHash.get(words.hash(place));
      if (like && like.includes(words.term(place))) known[place] = idOf(words.term(place));
    }
    const idAt = (place: number): number => {
      if (known[place] === -1) known[place] = idOf(words.term(place));
      return known[place]!;
    };
    const write = (index: number, text: PassageText, whole: boolean, into: Growing): number => {
      let length = 0;
      words.eachWord(index, text, (place, flags) => {
        if (!(flags & (STOP | ENTITY))) length += 1;
        // A word that nobody asks for keeps its place.
        const leftOut = !whole && known[place] === -1;
        into.push(leftOut ? STOP : (idAt(place) | flags) >>> 0);
      });
      return length;
    };
    articlePassages.push(articleOf.length);
    days.push(day);
    titleAt.push(titles.length);
    words.eachTitleWord((place, flags) => titles.push((idAt(place) | flags) >>> 0));
    for (let index = 0; index < words.passages; index++) {
      const whole = candidates.whole.has(first + index);
      articleOf.push(number);
      forwardAt.push(forward.length);
      headingAt.push(headings.length);
      speakerAt.push(speakers.length);
      lengths.push(Math.min(write(index, 'words', whole, forward), 0xffff));
      write(index, 'heading', whole, headings);
      write(index, 'speaker', whole, speakers);
    }
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
