import type { Entity } from '../search/alias-matcher.ts';
import { type CorpusView, openCorpus } from '../search/corpus-view.ts';
import { Growing } from '../search/growing.ts';
import { invert } from '../search/invert.ts';
import type { SegmentFacts } from '../search/segment.ts';
import { withSpellings } from '../search/spelling-lists.ts';
import { ENTITY, STOP } from '../search/token-flags.ts';
import { packVocabulary } from '../search/vocabulary.ts';
import { eachWord } from './fts-words.ts';

/** Figures of a term in the whole corpus. */
export interface TermFigures {
  readonly df: number;
  readonly capitals: number;
  readonly small: number;
}

/** What was read of an article: all of its places, some of its passages. */
export interface LoadedArticle {
  readonly articleId: string;
  /** Number of its passages in the corpus. */
  readonly passages: number;
  readonly day: number;
  readonly title: string;
  readonly loaded: ReadonlyMap<number, LoadedPassage>;
}

export interface LoadedPassage {
  readonly pid: number;
  readonly words: string;
  readonly heading: string;
  readonly speaker: string;
  /** JSON of the `Passage`, parsed when it is shown. */
  readonly passage: string;
}

export interface CandidateCorpus {
  /** Sorted by id: ties are broken as in memory. */
  readonly articles: readonly LoadedArticle[];
  /** Figures of the terms; more may be added after the candidates are opened. */
  readonly terms: Map<string, TermFigures>;
  /** Names of the corpus by spelling key. */
  readonly spellings: ReadonlyMap<string, readonly string[]>;
  readonly passages: number;
  readonly meanLength: number;
  readonly meanArticle: number;
  readonly learned: readonly Entity[];
  readonly named: SegmentFacts['named'];
  /** Passages (pids) that are read word by word; of the others only these terms. Absent: all are. */
  readonly partly?: { readonly whole: ReadonlySet<number>; readonly terms: ReadonlySet<string> };
}

/**
 * The candidates as a corpus that the shared second stage reads: places of their articles are kept (a
 * passage that was not read is empty), and every figure is the whole corpus's.
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
  const grow = (): Growing => new Growing();
  const [articlePassages, articleOf, days, lengths] = [grow(), grow(), grow(), grow()];
  const [forward, forwardAt, titles, titleAt] = [grow(), grow(), grow(), grow()];
  const [headings, headingAt, speakers, speakerAt] = [grow(), grow(), grow(), grow()];
  const write = (text: string, into: Growing, only?: ReadonlySet<string>): number => {
    let length = 0;
    eachWord(text, (term, flags) => {
      // A word that nobody asks for keeps its place.
      const leftOut = only && !only.has(term);
      into.push(leftOut ? STOP : (idOf(term) | flags) >>> 0);
      if (!(flags & (STOP | ENTITY))) length += 1;
    });
    return length;
  };
  const { partly } = candidates;
  const onlyOf = (pid: number) => (partly && !partly.whole.has(pid) ? partly.terms : undefined);
  const isRead: boolean[] = [];
  candidates.articles.forEach((article, number) => {
    articlePassages.push(articleOf.length);
    days.push(article.day);
    titleAt.push(titles.length);
    write(article.title, titles);
    for (let idx = 0; idx < article.passages; idx += 1) {
      const loaded = article.loaded.get(idx);
      isRead.push(loaded !== undefined);
      articleOf.push(number);
      forwardAt.push(forward.length);
      headingAt.push(headings.length);
      speakerAt.push(speakers.length);
      if (!loaded) {
        lengths.push(0);
        continue;
      }
      const only = onlyOf(loaded.pid);
      lengths.push(Math.min(write(loaded.words, forward, only), 0xffff));
      write(loaded.heading, headings, only);
      write(loaded.speaker, speakers, only);
    }
  });
  articlePassages.push(articleOf.length);
  forwardAt.push(forward.length);
  titleAt.push(titles.length);
  headingAt.push(headings.length);
  speakerAt.push(speakers.length);

  for (const names of candidates.spellings.values()) names.forEach(idOf);
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
    ...withSpellings(onlyRead(invert(texts, terms.length), isRead), lists),
    vocabulary: packVocabulary([...terms, ...candidates.spellings.keys()]),
    lengths: Uint16Array.from(lengths.done()),
    capitals: figure('capitals'),
    small: figure('small'),
    facts: {
      meanLength: candidates.meanLength,
      learned: candidates.learned,
      acronyms: [],
      named: candidates.named,
    },
  };
  return openCorpus(segment, {
    passages: candidates.passages,
    meanLength: candidates.meanLength,
    meanArticle: candidates.meanArticle,
    df: (term) => candidates.terms.get(term)?.df ?? 0,
  });
}

/** The postings without those of passages that were not read, which hold their article's title. */
function onlyRead(
  { postingsAt, postings, counts }: ReturnType<typeof invert>,
  isRead: readonly boolean[],
): ReturnType<typeof invert> {
  const at = new Uint32Array(postingsAt.length);
  const kept = new Uint32Array(postings.length);
  const keptCounts = new Uint16Array(postings.length);
  let end = 0;
  for (let term = 0; term + 1 < postingsAt.length; term += 1) {
    for (let from = postingsAt[term]!; from < postingsAt[term + 1]!; from += 1) {
      if (!isRead[postings[from]!]) continue;
      kept[end] = postings[from]!;
      keptCounts[end] = counts[from]!;
      end += 1;
    }
    at[term + 1] = end;
  }
  return { postingsAt: at, postings: kept.slice(0, end), counts: keptCounts.slice(0, end) };
}
