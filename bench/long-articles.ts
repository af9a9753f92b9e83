import type { Passage } from '../src/article/passage.ts';
import type { Span } from '../src/article/span.ts';
import type { IndexedArticle } from '../src/search/search.ts';
import type { RankingSet } from './ranking-sets.ts';

const GAP = '\n\n';

/**
 * The same set with its short articles put together to long ones, as digests and reports are: what holds for an
 * article as a whole then tells none of its passages from the others. Relevant are still the parts.
 * @param together name of the long article that an article becomes part of
 */
export function longArticles(
  set: RankingSet,
  together: (article: IndexedArticle['article'], place: number) => string,
): RankingSet {
  const groups = new Map<string, IndexedArticle[]>();
  set.articles.forEach((each, place) => {
    const id = together(each.article, place);
    groups.set(id, [...(groups.get(id) ?? []), each]);
  });
  const parts = new Map<string, readonly string[]>();
  const articles = [...groups].map(([id, members]): IndexedArticle => {
    let body = '';
    const passages: Passage[] = [];
    const from: string[] = [];
    for (const member of members) {
      const shift = body === '' ? 0 : body.length + GAP.length;
      body = body === '' ? member.article.body : body + GAP + member.article.body;
      for (const passage of member.passages) {
        passages.push(moved(passage, shift, passages.length));
        from.push(member.article.id);
      }
    }
    parts.set(id, from);
    return { article: { ...members[0]!.article, id, body }, passages, attributions: [] };
  });
  return { ...set, name: `${set.name}, long articles`, articles, parts };
}

function moved(passage: Passage, shift: number, index: number): Passage {
  const by = ({ start, end }: Span): Span => ({ start: start + shift, end: end + shift });
  return {
    ...passage,
    ...by(passage),
    index,
    sentences: passage.sentences.map(by),
    ...(passage.heading ? { heading: by(passage.heading) } : {}),
  };
}
