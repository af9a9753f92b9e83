import { createHash } from 'node:crypto';
import { createDesk } from '../answer/create-desk.ts';
import { rememberingDesk } from '../answer/remembering-desk.ts';
import { topicFinder } from '../answer/topics.ts';
import type { Article } from '../article/article.ts';
import { versionOf } from '../ingest/corpus-version.ts';
import { buildSegment } from '../search/build-segment.ts';
import { type LiveIndex, liveIndex } from '../search/live-index.ts';
import { openPassageIndex, searchCorpus } from '../search/passage-index.ts';
import type { IndexedArticle } from '../search/search.ts';
import type { Segment } from '../search/segment.ts';
import type { BuiltDesk } from './build-desk.ts';
import { type IndexOf, keptIndexes } from './kept-indexes.ts';
import { articleHashes, knownArticle, pause } from './known-articles.ts';
import type { CorpusText } from './open-desk.ts';
import { indexWorkers, lengthOf, ON_THE_SPOT, partBuilder, segmentIn } from './part-builder.ts';

export interface DeskBuilderOptions {
  /** Folder for the snapshot that makes the next start fast; without it none is kept. */
  readonly snapshots?: string;
  /** Whose snapshot it is: one is kept for each. @default 'default' */
  readonly slot?: string;
  readonly signal?: AbortSignal;
}

/** Makes the desks of one corpus, one after the other as its articles change. */
export interface DeskBuilder {
  build(
    articles: readonly Article[],
    texts: Pick<CorpusText, 'aliases' | 'aliasesText'>,
  ): Promise<BuiltDesk>;
  end(): Promise<void>;
}

/** The index that is served. */
interface Served extends IndexOf {
  readonly segment: Segment;
  /** Made of the segment at the first change. */
  readonly live: LiveIndex | null;
  /** By id. */
  readonly list: readonly IndexedArticle[];
  readonly from: BuiltDesk['from'];
}

/** Changes when passages or quotes are found otherwise: an index of other ones is not used. */
const READING = '/3';
/** Code units of text that are added at once, so that no more than that is in work. */
const AT_ONCE = 600_000;
/** Of the index, the share of removed articles from which it is made compact. */
const WASTE = 0.3;
/** Quiet time after a change before the index is written to a file, in ms. */
const QUIET = 10_000;

/** Questions asked ahead: the first ones compile code and open tables, which takes some hundred milliseconds. */
const REHEARSED = 40;
/** Of a title that is asked, characters at most. */
const TITLE = 200;

const ahead = new WeakSet<IndexedArticle>();

export function deskBuilder(options: DeskBuilderOptions = {}): DeskBuilder {
  const { signal } = options;
  const kept = keptIndexes(options.snapshots, options.slot ?? 'default');
  const workers = indexWorkers(signal);
  let served: Served | null = null;
  let saving: NodeJS.Timeout | undefined;
  let rehearsed = false;
  signal?.addEventListener('abort', () => clearTimeout(saving), { once: true });

  async function build(
    articles: readonly Article[],
    { aliases, aliasesText }: Pick<CorpusText, 'aliases' | 'aliasesText'>,
  ): Promise<BuiltDesk> {
    clearTimeout(saving);
    const sorted = [...articles].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const hashes = await articleHashes(sorted);
    const version = versionOf(hashes, aliasesText);
    const list = sorted.map(knownArticle);
    const of: IndexOf = {
      key: version + READING,
      version,
      aliases: createHash('sha256').update(aliasesText).digest('hex'),
      articles: hashes,
    };
    const before = served;
    // A change that fails leaves an index that is neither.
    served = null;
    served = (await changed(before)) ?? (await opened()) ?? (await built());
    if (served.from === 'changed' && lengthOf(list) > ON_THE_SPOT) save(served);
    return deskOf(served);

    /** What was served, brought up to date; `null` when building it anew takes less. */
    async function changed(from: Served | null): Promise<Served | null> {
      if (from?.aliases !== of.aliases) return null;
      const now = new Set(list);
      const gone = from.list.filter((each) => !now.has(each));
      if (gone.length * 2 > from.list.length) return null;
      const had = new Set(from.list);
      const live = await slim(from);
      let out = gone.map(({ article }) => article.id);
      for (const some of portions(list.filter((each) => !had.has(each)))) {
        await live.change(out, some);
        out = [];
        await pause();
        signal?.throwIfAborted();
      }
      if (out.length > 0) await live.change(out, []);
      return { ...of, segment: from.segment, live, list, from: 'changed' };
    }

    /** The index as it can be changed, without too much that is no longer in the corpus. */
    async function slim({ segment, live, list: articles }: Served): Promise<LiveIndex> {
      const part = partBuilder(aliases, workers);
      if (!live) return liveIndex(segment, articles, aliases, part, pause);
      if (live.waste <= WASTE) return live;
      const bytes = await workers.use((worker) => worker.compact(live.loose(), 'slim'));
      return liveIndex(segmentIn(bytes, 'slim'), articles, aliases, part, pause);
    }

    /** From a file: of this corpus, or of one to which articles were only added. */
    async function opened(): Promise<Served | null> {
      const same = await kept.read(of);
      if (same) return { ...of, segment: same, live: null, list, from: 'snapshot' };
      const last = await kept.readLast({ aliases: of.aliases, reading: READING });
      if (!last) return null;
      const byHash = new Map(list.map((each, i) => [hashes[i]!, each]));
      const had = last.articles.flatMap((hash) => byHash.get(hash) ?? []);
      if (had.length < last.articles.length || had.length * 2 < list.length) return null;
      const segment = last.segment;
      return changed({ ...of, segment, live: null, list: had, from: 'snapshot' });
    }

    async function built(): Promise<Served> {
      const whole = { ...of, live: null, list, from: 'built' as const };
      if (lengthOf(list) <= ON_THE_SPOT) return { ...whole, segment: buildSegment(list, aliases) };
      const bytes = await workers.use((worker) => worker.build(sorted, aliases, of.key));
      await kept.keep(of, bytes);
      return { ...whole, segment: segmentIn(bytes, of.key) };
    }

    function deskOf({ segment, live, from }: Served): BuiltDesk {
      const index = live
        ? searchCorpus(live.view, live.articles, aliases)
        : openPassageIndex(segment, list, aliases);
      const topicsOf = topicFinder(aliases);
      const desk = createDesk({ articles: list, index, aliases, version, pause });
      return {
        desk: rememberingDesk(desk),
        passages: index.passages,
        from,
        async readAhead(next) {
          for (const article of list) {
            if (ahead.has(article)) continue;
            if (!(await next())) return;
            ahead.add(article);
            void article.passages;
            void article.attributions;
            topicsOf(article);
          }
          for (const title of rehearsed ? [] : titlesOf(list)) {
            if (!(await next())) return;
            await desk.ask(title).catch(() => undefined);
          }
          rehearsed = true;
        },
      };
    }
  }

  /** Writes the index to a file once there are no more changes. */
  function save(current: Served): void {
    if (options.snapshots === undefined || signal?.aborted) return;
    const { key, version, aliases, articles } = current;
    saving = setTimeout(async () => {
      if (served !== current || !current.live) return;
      const { live } = current;
      await workers
        .use((worker) => worker.compact(live.loose(), key))
        .then((bytes) => kept.keep({ key, version, aliases, articles }, bytes))
        .catch(() => undefined);
    }, QUIET).unref();
  }

  return {
    build,
    async end() {
      clearTimeout(saving);
      await workers.end();
    },
  };
}

/** Articles in portions of so much text. */
function* portions(articles: readonly IndexedArticle[]): Generator<readonly IndexedArticle[]> {
  let some: IndexedArticle[] = [];
  let size = 0;
  for (const indexed of articles) {
    some.push(indexed);
    size += indexed.article.body.length;
    if (size < AT_ONCE) continue;
    yield some;
    some = [];
    size = 0;
  }
  if (some.length > 0) yield some;
}

/** Titles of a few articles, spread evenly. */
function titlesOf(list: readonly IndexedArticle[]): readonly string[] {
  const stride = Math.max(1, Math.floor(list.length / REHEARSED));
  return list
    .filter((_, i) => i % stride === 0)
    .map(({ article }) => article.title.slice(0, TITLE))
    .slice(0, REHEARSED);
}
