import { type AcronymBook, acronymBook } from './acronym-book.ts';
import { type AcronymUse, acronyms } from './acronyms.ts';
import type { Entity } from './alias-matcher.ts';
import type { Aliases } from './aliases.ts';
import { articlesHolding } from './articles-holding.ts';
import type { Loose } from './compact.ts';
import type { CorpusView } from './corpus-view.ts';
import { type LiveCorpus, liveCorpus } from './live-corpus.ts';
import type { IndexedArticle } from './search.ts';
import type { Segment } from './segment.ts';

/** Makes the segment of some articles, which are sorted by id, of a corpus that has learned some acronyms. */
export type BuildPart = (
  articles: readonly IndexedArticle[],
  learned: readonly Entity[],
) => Promise<Segment>;

/** The index of a corpus whose articles come and go. Changes are made one at a time. */
export interface LiveIndex {
  readonly view: CorpusView;
  /** By their numbers in the corpus. */
  readonly articles: readonly IndexedArticle[];
  /** Of the passages that are kept, the share that belongs to removed articles. */
  readonly waste: number;
  /**
   * Takes articles out and in; one with the id of another takes its place. After a failure the index must not be used
   * any more.
   */
  change(removed: Iterable<string>, added: readonly IndexedArticle[]): Promise<void>;
  /** All of it, to be made compact. */
  loose(): Loose;
}

/**
 * @param segment of the articles, in this order
 * @param articles by id
 * @param pause hands the event loop over
 */
export async function liveIndex(
  segment: Segment,
  articles: readonly IndexedArticle[],
  aliases: Aliases,
  build: BuildPart,
  pause: () => Promise<void>,
): Promise<LiveIndex> {
  let corpus: LiveCorpus = await liveCorpus(segment, articles, pause);
  await pause();
  const byId = new Map(articles.map((indexed) => [indexed.article.id, indexed]));
  const usesOf = new Map<string, AcronymUse[]>();
  for (const [number, acronym, longForm] of segment.facts.acronyms) {
    const { id } = articles[number]!.article;
    usesOf.set(id, [...(usesOf.get(id) ?? []), { acronym, longForm }]);
  }
  const book: AcronymBook = acronymBook(aliases, usesOf);

  async function change(
    removed: Iterable<string>,
    added: readonly IndexedArticle[],
  ): Promise<void> {
    const going = new Map<string, IndexedArticle>();
    for (const id of [...removed, ...added.map(({ article }) => article.id)]) {
      const known = byId.get(id);
      if (known) going.set(id, known);
    }
    const coming = new Map(added.map((indexed) => [indexed.article.id, indexed]));
    const before = book.learned;
    const uses = added.map(({ article }) => [article.id, acronyms(article.body)] as const);
    const names = book.change(going.keys(), uses);
    // Articles that use a name which has another meaning now are read again.
    for (const number of articlesHolding(corpus.view, corpus.articles, names)) {
      const again = corpus.articles[number]!;
      const { id } = again.article;
      if (byId.get(id) !== again || going.has(id)) continue;
      going.set(id, again);
      coming.set(id, again);
    }
    const [out, into] = [sorted(going.values()), sorted(coming.values())];
    const change = {
      removed: out,
      removedSegment: out.length > 0 ? await build(out, before) : null,
      added: into,
      addedSegment: into.length > 0 ? await build(into, book.learned) : null,
      learned: book.learned,
    };
    for (const _ of corpus.prepare(change)) await pause();
    corpus = corpus.apply(change);
    await pause();
    for (const id of going.keys()) {
      byId.delete(id);
      usesOf.delete(id);
    }
    for (const indexed of into) {
      const { id, body } = indexed.article;
      byId.set(id, indexed);
      const said = acronyms(body);
      if (said.length > 0) usesOf.set(id, [...said]);
    }
  }

  return {
    get view() {
      return corpus.view;
    },
    get articles() {
      return corpus.articles;
    },
    get waste() {
      const { passages, stats } = corpus.view;
      return 1 - stats.passages / Math.max(1, passages);
    },
    change,
    loose() {
      const { view, order, counts, named } = corpus;
      return {
        texts: view.segment,
        vocabulary: { ...view.vocabulary.data },
        capitals: counts.capitals,
        small: counts.small,
        order,
        learned: view.learned,
        acronyms: Array.from(order, (number, at) =>
          (usesOf.get(corpus.articles[number]!.article.id) ?? []).map(
            ({ acronym, longForm }) => [at, acronym, longForm] as const,
          ),
        ).flat(),
        named,
        ...(view.newest === undefined ? {} : { newest: view.newest }),
      };
    },
  };
}

function sorted(articles: Iterable<IndexedArticle>): readonly IndexedArticle[] {
  return [...articles].sort((a, b) => (a.article.id < b.article.id ? -1 : 1));
}
