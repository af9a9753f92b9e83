import { aliasMatcher } from '../search/alias-matcher.ts';
import type { Aliases } from '../search/aliases.ts';
import type { IndexedArticle, SearchIndex } from '../search/search.ts';
import type { Coverage } from './answer.ts';
import { deskOver } from './create-desk.ts';
import type { Desk, TopicCount } from './desk.ts';
import type { DeskData } from './desk-data.ts';
import type { Shelf } from './shelf.ts';
import { countTopics, topicFinder } from './topics.ts';

export interface ReadingDeskParts {
  /** Reads articles when they are asked for. */
  readonly shelf: Shelf;
  /** Takes `articles` of a query for what it is; `accept` is never called. */
  readonly index: SearchIndex;
  readonly aliases: Aliases;
  /** Content hash of the corpus, `sha256:…`. */
  readonly version: string;
  readonly coverage: Coverage;
  /** Hands the event loop over; called between slices of long work. */
  readonly pause: () => Promise<void>;
}

/**
 * The desk over a corpus that it does not hold: every request reads the articles of its own hits, and they
 * are gone with it. The same answers as those of the desk in memory, wherever the ranking agrees.
 */
export function readingDesk({ shelf, index, aliases, ...parts }: ReadingDeskParts): Desk {
  const common = {
    ...parts,
    matcher: aliasMatcher(aliases),
    topicsOf: topicFinder(aliases),
    entities: new Map(),
  };
  let counted: Promise<readonly TopicCount[]> | undefined;

  function request(): DeskData {
    const byId = new Map<string, IndexedArticle>();
    const noted = (read: readonly IndexedArticle[]): readonly IndexedArticle[] => {
      for (const indexed of read) byId.set(indexed.article.id, indexed);
      return read;
    };
    const data = {
      ...common,
      byId,
      shelf: {
        ...shelf,
        read: async (ids: Iterable<string>) => noted(await shelf.read(ids)),
        newest: async (...asked: Parameters<Shelf['newest']>) =>
          noted(await shelf.newest(...asked)),
        between: async (...asked: Parameters<Shelf['between']>) =>
          noted(await shelf.between(...asked)),
      },
      index: {
        passages: index.passages,
        async search({ accept, ...query }: Parameters<SearchIndex['search']>[0], limit: number) {
          const asked = query.articles || !accept ? query : { ...query, accept };
          const result = await index.search(asked, limit);
          noted(await shelf.read(result.hits.map(({ articleId }) => articleId)));
          return result;
        },
      },
    };
    return { ...data, topics: () => (counted ??= countTopics(data)) };
  }
  return deskOver(request);
}
