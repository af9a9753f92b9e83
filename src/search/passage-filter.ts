import { isFrom } from '../article/is-from.ts';
import { overlaps, slice } from '../article/span.ts';
import type { AliasMatcher } from './alias-matcher.ts';
import { analyze } from './analyzer.ts';
import { type CorpusView, holdersOf } from './corpus-view.ts';
import type { IndexedArticle, SearchQuery } from './search.ts';

export interface PassageFilter {
  readonly accept: (passage: number) => boolean;
  /** The accepted passages, in order, where the filter itself says which they can be. */
  readonly list?: readonly number[];
}

/** Which passages the question's filters let through; `undefined` when it has none. */
export function passageFilter(
  query: SearchQuery,
  articles: readonly IndexedArticle[],
  corpus: CorpusView,
  matcher: AliasMatcher,
): PassageFilter | undefined {
  const { segment, vocabulary, passages, removed } = corpus;
  const verdicts = new Map<number, boolean>();
  const articleAccepted = (article: number): boolean => {
    if (!query.accept) return true;
    const known = verdicts.get(article);
    if (known !== undefined) return known;
    const verdict = query.accept(articles[article]!.article.id);
    verdicts.set(article, verdict);
    return verdict;
  };
  const { source: from } = query.articles ?? {};
  const accepted = (passage: number): boolean => {
    const article = segment.articleOf[passage]!;
    if (!articleAccepted(article)) return false;
    if (from === undefined) return true;
    const { article: whole, passages: own } = articles[article]!;
    return isFrom(from, whole, own[passage - segment.articlePassages[article]!]!);
  };
  if (!query.exact?.length && query.speaker === undefined) {
    return query.accept || from !== undefined ? { accept: accepted } : undefined;
  }
  const namesOf = (text: string): string[] => {
    const tokens = analyze(text);
    const mention = matcher.find(tokens, 'question')[0];
    return mention
      ? [`@${mention.entity.id}`]
      : tokens.filter(({ stop }) => !stop).map(({ term }) => term);
  };
  const wanted = (query.exact ?? []).map(plain);
  const speaker = query.speaker === undefined ? [] : namesOf(query.speaker);
  const terms = [...speaker];
  for (const phrase of query.exact ?? []) {
    for (const { term, stop } of analyze(phrase)) if (!stop) terms.push(term);
  }
  const list = holdersOfRarest(terms).filter((passage) => {
    if (!accepted(passage)) return false;
    const article = segment.articleOf[passage]!;
    const { article: source, passages: own, attributions } = articles[article]!;
    const span = own[passage - segment.articlePassages[article]!]!;
    if (wanted.length > 0) {
      const text = plain(slice(source.body, span));
      if (!wanted.every((words) => text.includes(words))) return false;
    }
    if (speaker.length === 0) return true;
    return attributions.some(
      (each) => each.speaker && overlaps(each, span) && names(each.speaker.name),
    );
  });
  const set = new Set(list);
  return { accept: (passage) => set.has(passage), list };

  function names(written: string): boolean {
    const tokens = analyze(written);
    const have = new Set(tokens.map(({ term }) => term));
    for (const { entity } of matcher.find(tokens, 'article')) have.add(`@${entity.id}`);
    return speaker.every((term) => have.has(term));
  }

  /** Passages that hold the rarest of the terms, in order; all passages when there is none to go by. */
  function holdersOfRarest(all: readonly string[]): number[] {
    let best: { readonly id: number; readonly df: number } | undefined;
    for (const term of all) {
      const id = vocabulary.idOf(term);
      if (id < 0) return [];
      const df = holders(id);
      if (!best || df < best.df) best = { id, df };
    }
    const found = best
      ? [...holdersOf(corpus, [best.id])]
      : Array.from({ length: passages }, (_, passage) => passage).filter(
          (passage) => removed?.[passage] !== 1,
        );
    return found.sort((a, b) => (corpus.before(a, b) ? -1 : 1));
  }

  function holders(id: number): number {
    let count = 0;
    for (const { place, starts } of corpus.runs) {
      const at = place(id);
      if (at >= 0) count += starts[at + 1]! - starts[at]!;
    }
    return count;
  }
}

/** Letter for letter but for case, quote marks and white space. */
function plain(text: string): string {
  return text
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
