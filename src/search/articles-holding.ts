import { analyze } from './analyzer.ts';
import { type CorpusView, holdersOf } from './corpus-view.ts';
import { TERM_MASK } from './token-flags.ts';

/**
 * Numbers of the articles that may hold one of the names, word for word: those of which one passage, with its
 * article's title, holds all of its words.
 */
export function articlesHolding(corpus: CorpusView, names: Iterable<string>): ReadonlySet<number> {
  const { segment, vocabulary } = corpus;
  const found = new Set<number>();
  const stopWords = new Set<number>();
  for (const name of new Set(names)) {
    const tokens = analyze(name);
    const ids = [...new Set(tokens.map(({ term }) => vocabulary.idOf(term)))];
    if (ids.length === 0 || ids.includes(-1)) continue;
    const telling = [...new Set(tokens.flatMap(({ term, stop }) => (stop ? [] : [term])))];
    if (telling.length === 0) {
      // Stop words have no postings: "WHO".
      stopWords.add(ids[0]!);
      continue;
    }
    let passages: Set<number> | undefined;
    for (const term of telling) {
      const holders = new Set(holdersOf(corpus, [vocabulary.idOf(term)]));
      passages = passages ? new Set([...passages].filter((each) => holders.has(each))) : holders;
    }
    for (const passage of passages ?? []) found.add(segment.articleOf[passage]!);
  }
  if (stopWords.size > 0) for (const article of articlesWith(corpus, stopWords)) found.add(article);
  return found;
}

/** Articles that hold one of the terms, by reading all words. */
function* articlesWith(
  { segment, removed }: CorpusView,
  terms: ReadonlySet<number>,
): Generator<number> {
  const asked = new Uint8Array(Math.max(...terms) + 1);
  for (const term of terms) asked[term] = 1;
  const holds = (words: Uint32Array, from: number, to: number): boolean => {
    for (let at = from; at < to; at++) if (asked[words[at]! & TERM_MASK] === 1) return true;
    return false;
  };
  const { articlePassages, titles, titleAt } = segment;
  for (let article = 0; article + 1 < articlePassages.length; article++) {
    const [from, to] = [articlePassages[article]!, articlePassages[article + 1]!];
    if (removed?.[from] === 1) continue;
    const inTexts = (['forward', 'heading', 'speaker'] as const).some((kind) => {
      const words = kind === 'forward' ? segment.forward : segment[`${kind}s`];
      const starts = segment[`${kind}At`];
      return holds(words, starts[from]!, starts[to]!);
    });
    if (inTexts || holds(titles, titleAt[article]!, titleAt[article + 1]!)) yield article;
  }
}
