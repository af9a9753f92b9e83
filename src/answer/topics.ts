import type { Article } from '../article/article.ts';
import { type AliasMatcher, aliasMatcher } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import { analyze } from '../search/analyzer.ts';
import type { IndexedArticle } from '../search/search.ts';
import type { TopicCount } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import { sortedTopics } from './shelf.ts';

/** Articles without topics of their own looked at for the names they hold, spread evenly. */
const SAMPLE = 400;
/** A name counts as a topic of an article from this many mentions on. */
const MENTIONS = 2;
/** Passages of an article read for that. */
const PASSAGES = 40;

/** Topics of one article: those it states, else the names of the aliases that it mentions repeatedly. */
export type TopicsOf = (indexed: IndexedArticle) => readonly string[];

const finders = new WeakMap<Aliases, TopicsOf>();

/** What it finds of an article is kept as long as the article and these aliases are, whatever else the corpus holds. */
export function topicFinder(aliases: Aliases): TopicsOf {
  const before = finders.get(aliases);
  if (before) return before;
  const matcher = aliasMatcher(aliases);
  const known = new WeakMap<Article, readonly string[]>();
  const find: TopicsOf = (indexed) => {
    const { article } = indexed;
    if (article.topics.length > 0) return article.topics;
    const topics = known.get(article) ?? namesIn(matcher, indexed);
    known.set(article, topics);
    return topics;
  };
  finders.set(aliases, find);
  return find;
}

function namesIn(matcher: AliasMatcher, { article, passages }: IndexedArticle): readonly string[] {
  const counts = new Map<string, number>();
  const read = passages.slice(0, PASSAGES).map((p) => article.body.slice(p.start, p.end));
  for (const { entity } of matcher.find(analyze([article.title, ...read].join('\n')), 'article')) {
    if (entity.kind === 'learned') continue;
    counts.set(entity.name, (counts.get(entity.name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= MENTIONS)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 5)
    .map(([name]) => name);
}

/** Topics with the number of articles on each, most first. */
export async function countTopics(data: Omit<DeskData, 'topics'>): Promise<readonly TopicCount[]> {
  const stated = await data.shelf.statedTopics();
  if (stated) return stated;
  const counts = new Map<string, number>();
  for (const indexed of await data.shelf.spread(SAMPLE)) {
    for (const topic of data.topicsOf(indexed)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return sortedTopics(counts);
}
