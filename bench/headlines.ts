import { analyze } from '../src/search/analyzer.ts';
import type { RankingSet, SetQuery } from './ranking-sets.ts';

/** Articles that headlines are taken from and looked for in: the first months' of the news set. */
const ARTICLES = 1200;
/** Every so many of them gives its headline as a topic. */
const STRIDE = 4;
/** Words of a headline that make a topic. */
const WORDS = [2, 3, 4] as const;
/** Where a headline's first part ends. */
const PART = /\s[|–—-]\s|[:;,…]|\.\.\.|\?/;

/**
 * Headlines as topics, and the articles without them: which words of an article say that it is on its
 * headline's subject (pseudo-queries: MacAvaney et al. 2019, "Content-based weak supervision for ad-hoc re-ranking").
 * The articles are whole, as a desk's are, so that leads, neighbours and articles can be learned from.
 */
export function headlines(news: RankingSet): RankingSet {
  const articles = news.articles.slice(0, ARTICLES);
  const queries = articles.flatMap(({ article }, i): SetQuery[] => {
    if (i % STRIDE !== 0) return [];
    const words = analyze(article.title.split(PART)[0]!).filter(({ stop }) => !stop);
    const text = words
      .slice(0, WORDS[(i / STRIDE) % WORDS.length])
      .map(({ surface }) => surface)
      .join(' ');
    if (words.length < WORDS[0]) return [];
    // Articles that follow each other were found by the same question: they stay together.
    return [
      { id: article.id, text, relevant: new Set([article.id]), group: `${Math.floor(i / 40)}` },
    ];
  });
  return {
    name: 'headlines',
    articles: articles.map((each) => ({ ...each, article: { ...each.article, title: '' } })),
    queries,
  };
}
