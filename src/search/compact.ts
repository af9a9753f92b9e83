import type { Entity } from './alias-matcher.ts';
import { Growing } from './growing.ts';
import { invert } from './invert.ts';
import type { Segment, SegmentFacts, SegmentTexts } from './segment.ts';
import { spellingLists, withSpellings } from './spelling-lists.ts';
import { TERM_MASK } from './token-flags.ts';
import { openVocabulary, packVocabulary, type VocabularyData } from './vocabulary.ts';

/** A corpus that changed, as flat arrays. */
export interface Loose {
  readonly texts: SegmentTexts;
  readonly vocabulary: VocabularyData;
  readonly capitals: Uint32Array;
  readonly small: Uint32Array;
  /** Numbers of the articles that are there, by id. */
  readonly order: Uint32Array;
  readonly learned: readonly Entity[];
  readonly acronyms: SegmentFacts['acronyms'];
  readonly named: SegmentFacts['named'];
  readonly newest?: string;
}

/** The segment of those articles alone: the same bytes as if it had been built of them at once. */
export function compact(loose: Loose): Segment {
  const { texts, order } = loose;
  const old = openVocabulary(loose.vocabulary);
  /** New numbers + 1, in the order in which the builder meets the terms. */
  const numbers = new Uint32Array(loose.capitals.length);
  const ids: number[] = [];
  const renumbered = (word: number): number => {
    const id = word & TERM_MASK;
    if (numbers[id] === 0) numbers[id] = ids.push(id);
    return word - id + numbers[id]! - 1;
  };
  const all = {
    articlePassages: new Growing(),
    days: new Growing(),
    articleOf: new Growing(),
    forwardAt: new Growing(),
    forward: new Growing(),
    titleAt: new Growing(),
    titles: new Growing(),
    headingAt: new Growing(),
    headings: new Growing(),
    speakerAt: new Growing(),
    speakers: new Growing(),
  };
  const lengths = new Growing();
  const write = (kind: 'title' | 'heading' | 'speaker' | 'forward', number: number): void => {
    const name = kind === 'forward' ? kind : (`${kind}s` as const);
    const starts = texts[`${kind}At`];
    all[`${kind}At`].push(all[name].length);
    all[name].append(texts[name].subarray(starts[number]!, starts[number + 1]!), renumbered);
  };
  order.forEach((article, number) => {
    all.articlePassages.push(all.articleOf.length);
    all.days.push(texts.days[article]!);
    write('title', article);
    for (let at = texts.articlePassages[article]!; at < texts.articlePassages[article + 1]!; at++) {
      all.articleOf.push(number);
      write('forward', at);
      lengths.push(texts.lengths[at]!);
      write('heading', at);
      write('speaker', at);
    }
  });
  all.articlePassages.push(all.articleOf.length);
  all.forwardAt.push(all.forward.length);
  all.titleAt.push(all.titles.length);
  all.headingAt.push(all.headings.length);
  all.speakerAt.push(all.speakers.length);
  const done = Object.fromEntries(
    Object.entries(all).map(([name, values]) => [name, values.done()]),
  ) as { [K in keyof typeof all]: Uint32Array<ArrayBuffer> };
  const capitals = Uint32Array.from(ids, (id) => loose.capitals[id]!);
  const small = Uint32Array.from(ids, (id) => loose.small[id]!);
  const terms = ids.map((id) => old.termOf(id));
  const spellings = spellingLists(terms, (id) => capitals[id]! > small[id]!);
  const words = Uint16Array.from(lengths.done());
  return {
    ...done,
    ...withSpellings(invert(done, terms.length), spellings.lists),
    vocabulary: packVocabulary([...terms, ...spellings.keys]),
    lengths: words,
    capitals,
    small,
    facts: {
      meanLength: words.reduce((sum, each) => sum + each, 0) / Math.max(1, words.length),
      learned: loose.learned,
      acronyms: loose.acronyms,
      named: loose.named,
      ...(loose.newest === undefined ? {} : { newest: loose.newest }),
    },
  };
}
