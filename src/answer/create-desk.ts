import { aliasMatcher } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import type { IndexedArticle, SearchIndex } from '../search/search.ts';
import { ask } from './ask.ts';
import { context } from './context.ts';
import type { ArticleSummary, Desk, TopicCount } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import { digestSelection } from './digest-selection.ts';
import { figures } from './figures.ts';
import { memoryShelf } from './memory-shelf.ts';
import { people } from './people.ts';
import { quotations } from './quotations.ts';
import { sources } from './sources.ts';
import { suggestions } from './suggestions.ts';
import { timeline } from './timeline.ts';
import { countTopics, topicFinder } from './topics.ts';
import { verifyQuote } from './verify.ts';

export interface DeskParts {
  readonly articles: readonly IndexedArticle[];
  readonly index: SearchIndex;
  readonly aliases: Aliases;
  /** Content hash of the corpus, `sha256:…`. */
  readonly version: string;
  /** Hands the event loop over; called between slices of long work. */
  readonly pause: () => Promise<void>;
}

/** Similar passages looked at when a pasted quote stands nowhere word for word. */
const SIMILAR = 150;
/** Quotations of one message checked at most. */
const QUOTATIONS = 20;

/** The desk over one corpus. Pure: the same parts give the same answers, byte for byte. */
export function createDesk(parts: DeskParts): Desk {
  const list = [...parts.articles].sort((a, b) => (a.article.id < b.article.id ? -1 : 1));
  const dates = list.flatMap(({ article }) => article.publishedAt?.slice(0, 10) ?? []).sort();
  const byId = new Map(list.map((indexed) => [indexed.article.id, indexed]));
  const base = {
    version: parts.version,
    shelf: memoryShelf(list, byId),
    byId,
    index: parts.index,
    matcher: aliasMatcher(parts.aliases),
    coverage: {
      articles: list.length,
      ...(dates[0] ? { oldest: dates[0], newest: dates.at(-1) ?? dates[0] } : {}),
    },
    pause: parts.pause,
    topicsOf: topicFinder(parts.aliases),
    entities: new Map(),
  };
  let counted: Promise<readonly TopicCount[]> | undefined;
  const data: DeskData = { ...base, topics: () => (counted ??= countTopics(base)) };
  return deskOver(() => data);
}

/** @param request what one request is answered from */
export function deskOver(request: () => DeskData): Desk {
  const verify = (quote: string) => {
    const data = request();
    return verifyQuote(quote, {
      version: data.version,
      holding: (texts) => data.shelf.holding(texts),
      pause: data.pause,
      similar: async (text) => {
        const { hits } = await data.index.search({ text: text.slice(0, 2000) }, SIMILAR);
        return hits.flatMap((hit) => {
          const indexed = data.byId.get(hit.articleId);
          return indexed ? [[indexed, hit.passage.index] as const] : [];
        });
      },
    });
  };
  return {
    corpusVersion: async () => request().version,
    coverage: async () => request().coverage,
    topics: () => request().topics(),
    articles: async () => {
      const data = request();
      const all: ArticleSummary[] = [];
      for await (const slice of data.shelf.all()) {
        for (const indexed of slice) all.push(summary(data, indexed));
        await data.pause();
      }
      return all;
    },
    published: () => request().shelf.published(),
    sources: (newest) => sources(request(), newest),
    suggestions: (count) => suggestions(request(), count),
    ask: (question, options) => ask(request(), question, options),
    quotes: (question) => people(request(), question),
    timeline: (question) => timeline(request(), question),
    figures: (question) => figures(request(), question),
    verify,
    verifyMessage: async (message) => {
      const found = [];
      for (const quote of quotations(message).slice(0, QUOTATIONS)) found.push(await verify(quote));
      return found;
    },
    context: (articleId, span, page) => context(request(), articleId, span, page),
    digest: (selection) => digestSelection(request(), selection),
  };
}

function summary(data: DeskData, indexed: IndexedArticle): ArticleSummary {
  const { article } = indexed;
  return {
    articleId: article.id,
    title: article.title,
    ...(article.publisher ? { publisher: article.publisher } : {}),
    ...(article.publishedAt ? { publishedAt: article.publishedAt } : {}),
    ...(article.url ? { url: article.url } : {}),
    topics: data.topicsOf(indexed),
    quotes: indexed.attributions.filter((a) => a.kind !== 'scare' && a.kind !== 'indirect').length,
    passages: indexed.passages.length,
  };
}
