import { analyze } from './analyzer.ts';
import { type CorpusView, holdersOf } from './corpus-view.ts';
import type { IndexedArticle } from './search.ts';
import { CAPITAL, ENTITY, SENTENCE, TERM_MASK } from './token-flags.ts';

/** A name as the words of a text can be compared with it. */
interface Wanted {
  readonly ids: readonly number[];
  /** A single word, as written. */
  readonly word?: string;
}

/** Numbers of the articles that may hold one of the names, word for word; hardly any that do not. */
export function articlesHolding(
  corpus: CorpusView,
  articles: readonly IndexedArticle[],
  names: Iterable<string>,
): ReadonlySet<number> {
  const { segment, vocabulary, stats } = corpus;
  const found = new Set<number>();
  const stopWords: Wanted[] = [];
  for (const name of new Set(names)) {
    const tokens = analyze(name);
    const ids = tokens.map(({ term }) => vocabulary.idOf(term));
    if (ids.length === 0 || ids.includes(-1)) continue;
    const wanted = ids.length === 1 ? { ids, word: tokens[0]!.surface } : { ids };
    const [rarest] = tokens
      .flatMap(({ term, stop }) => (stop ? [] : [{ term, df: stats.df(term) }]))
      .sort((a, b) => a.df - b.df);
    // Stop words have no postings: "WHO".
    if (!rarest) stopWords.push(wanted);
    else {
      for (const passage of holdersOf(corpus, [vocabulary.idOf(rarest.term)])) {
        const article = segment.articleOf[passage]!;
        if (!found.has(article) && written(article, passage, wanted)) found.add(article);
      }
    }
  }
  if (stopWords.length === 0) return found;
  for (let passage = 0; passage < corpus.passages; passage++) {
    const article = segment.articleOf[passage]!;
    if (corpus.removed?.[passage] === 1 || found.has(article)) continue;
    if (stopWords.some((wanted) => written(article, passage, wanted))) found.add(article);
  }
  return found;

  function written(article: number, passage: number, wanted: Wanted): boolean {
    if (!passageHolds(corpus, passage, wanted)) return false;
    const { body, title } = articles[article]!.article;
    return wanted.word === undefined || body.includes(wanted.word) || title.includes(wanted.word);
  }
}

/** Whether the passage, its heading, its speakers or its article's title hold the name. */
function passageHolds({ segment }: CorpusView, passage: number, wanted: Wanted): boolean {
  const { forward, forwardAt, headings, headingAt, speakers, speakerAt, titles, titleAt } = segment;
  const article = segment.articleOf[passage]!;
  return (
    holds(forward, forwardAt[passage]!, forwardAt[passage + 1]!, wanted) ||
    holds(titles, titleAt[article]!, titleAt[article + 1]!, wanted) ||
    holds(headings, headingAt[passage]!, headingAt[passage + 1]!, wanted) ||
    holds(speakers, speakerAt[passage]!, speakerAt[passage + 1]!, wanted)
  );
}

function holds(
  words: Uint32Array,
  from: number,
  to: number,
  { ids, word: single }: Wanted,
): boolean {
  for (let at = from; at < to; at++) {
    const word = words[at]!;
    if ((word & TERM_MASK) !== ids[0]) continue;
    // The first word of a sentence does not say whether it has a capital; a mark may stand before it.
    if (single !== undefined) {
      if (word & (CAPITAL | SENTENCE) || (at > from && words[at - 1]! & ENTITY)) return true;
      continue;
    }
    let next = at + 1;
    let matched = 1;
    while (matched < ids.length && next < to) {
      if (words[next]! & ENTITY) next += 1;
      else if ((words[next]! & TERM_MASK) === ids[matched]) {
        next += 1;
        matched += 1;
      } else break;
    }
    if (matched === ids.length) return true;
  }
  return false;
}
