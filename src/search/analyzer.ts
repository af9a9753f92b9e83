import stemWord from 'wink-porter2-stemmer';
import { fold } from './fold.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Changes whenever the same text would give other terms or flags: snapshots of another version are not used. */
export const ANALYZER_VERSION = 3;

/** One word of a text. */
export interface Token {
  /** As written, a slice of the text. */
  readonly surface: string;
  /** Offset in the analyzed text, UTF-16 code units. */
  readonly start: number;
  /** Search form, see `fold`; not stemmed. */
  readonly word: string;
  /** Indexed term: the Porter2 stem of `word` (Porter 2001, snowballstem.org), `word` itself for numbers. */
  readonly term: string;
  readonly stop: boolean;
}

/** Initials (U.S.), numbers with separators (1,250.5), words with apostrophes (Qur’an). */
const WORD =
  /(?:\p{Lu}\.){2,}|\p{N}+(?:[.,:]\p{N}+)*\p{L}*|[\p{L}\p{M}]+(?:['’ʼ‘][\p{L}\p{M}]+)*[\p{L}\p{M}\p{N}]*/gu;

/** Surfaces kept at most; cleared as a whole beyond, so that a long-lived process stays bounded. */
const CACHE_LIMIT = 200_000;
type Analyzed = Omit<Token, 'start'>;
const cache = new Map<string, Analyzed>();

/** The words of a text, in order. The one analyzer of articles and of questions. */
export function analyze(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const known = analyzeWord(match[0]);
    if (known.word === '') continue;
    tokens.push({
      surface: known.surface,
      start: match.index,
      word: known.word,
      term: known.term,
      stop: known.stop,
    });
  }
  return tokens;
}

/** One surface form, cached: a corpus has far fewer forms than words. */
export function analyzeWord(surface: string): Analyzed {
  const known = cache.get(surface);
  if (known) return known;
  const word = fold(surface);
  const stop = STOP_WORDS.has(word);
  const made = {
    surface,
    word,
    stop,
    term: stop || !/^[a-z]{3,}$/.test(word) ? word : stemWord(word),
  };
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(surface, made);
  return made;
}
