import type { AliasMatcher, Entity } from '../search/alias-matcher.ts';
import { analyze } from '../search/analyzer.ts';
import type { IndexedArticle, SearchIndex } from '../search/search.ts';
import type { Coverage } from './answer.ts';
import type { TopicCount } from './desk.ts';
import type { Shelf } from './shelf.ts';
import type { TopicsOf } from './topics.ts';

/** One corpus, ready to be asked: what every kind of answer is made from. */
export interface DeskData {
  /** Content hash of the corpus, `sha256:…`. */
  readonly version: string;
  readonly shelf: Shelf;
  /** Articles that were read: all of them, or those of the hits and of the shelf so far. */
  readonly byId: ReadonlyMap<string, IndexedArticle>;
  /** Topics with the number of articles on each, most first; counted once. */
  readonly topics: () => Promise<readonly TopicCount[]>;
  readonly index: SearchIndex;
  readonly matcher: AliasMatcher;
  readonly coverage: Coverage;
  /** Hands the event loop over between slices of long work. */
  readonly pause: () => Promise<void>;
  /** What was found once and stays true for this corpus. */
  readonly topicsOf: TopicsOf;
  readonly entities: Map<string, Entity | null>;
}

/** Names remembered at most; cleared as a whole beyond. */
const REMEMBERED = 20_000;

/** The entity that the whole of `name` denotes, if the aliases know it. */
export function entityOf(data: DeskData, name: string): Entity | undefined {
  const known = data.entities.get(name);
  if (known !== undefined) return known ?? undefined;
  const tokens = analyze(name);
  const mentions = data.matcher.find(tokens, 'question');
  const found = mentions.find(({ from, to }) => to - from === tokens.length)?.entity;
  if (data.entities.size >= REMEMBERED) data.entities.clear();
  data.entities.set(name, found ?? null);
  return found;
}
