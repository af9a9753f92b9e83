import { Growing } from './growing.ts';
import type { Segment, SegmentTexts } from './segment.ts';
import { TERM_MASK } from './token-flags.ts';

/** Words of the texts, and where those of each article or passage begin. */
const WORDS = ['forward', 'titles', 'headings', 'speakers'] as const;
const STARTS = ['forwardAt', 'titleAt', 'headingAt', 'speakerAt'] as const;

/** The texts of a corpus that grows at its end. */
export interface LiveTexts {
  readonly articles: number;
  readonly passages: number;
  view(): SegmentTexts;
  /** Makes room for a segment, a list of numbers at each step: copying all at once would hold up others. */
  makeRoom(segment: Segment): Iterable<void>;
  /** @param idOf numbers here of the segment's terms */
  append(segment: Segment, idOf: Uint32Array): void;
}

export function liveTexts(first: Segment): LiveTexts {
  const numbers = (name: Exclude<keyof SegmentTexts, 'lengths'>): Growing =>
    new Growing(first[name]);
  const texts = {
    articlePassages: numbers('articlePassages'),
    days: numbers('days'),
    articleOf: numbers('articleOf'),
    forwardAt: numbers('forwardAt'),
    forward: numbers('forward'),
    titleAt: numbers('titleAt'),
    titles: numbers('titles'),
    headingAt: numbers('headingAt'),
    headings: numbers('headings'),
    speakerAt: numbers('speakerAt'),
    speakers: numbers('speakers'),
  };
  const lengths = new Growing<Uint16Array<ArrayBuffer>>(first.lengths);
  return {
    get articles() {
      return texts.days.length;
    },
    get passages() {
      return texts.articleOf.length;
    },
    view() {
      const views = Object.entries(texts).map(([name, values]) => [name, values.view()]);
      return { ...Object.fromEntries(views), lengths: lengths.view() } as SegmentTexts;
    },
    *makeRoom(segment) {
      for (const [name, values] of Object.entries(texts)) {
        values.reserve(segment[name as keyof typeof texts].length);
        yield;
      }
      lengths.reserve(segment.lengths.length);
    },
    append(segment, idOf) {
      const [articles, passages] = [texts.days.length, texts.articleOf.length];
      // The last of a list of beginnings is the end of all: where the new texts begin.
      WORDS.forEach((name, i) => {
        const end = texts[name].length;
        const starts = texts[STARTS[i]!];
        starts.cut(starts.length - 1);
        starts.append(segment[STARTS[i]!], (at) => at + end);
        texts[name].append(
          segment[name],
          (word) => word - (word & TERM_MASK) + idOf[word & TERM_MASK]!,
        );
      });
      texts.articlePassages.cut(articles);
      texts.articlePassages.append(segment.articlePassages, (at) => at + passages);
      texts.days.append(segment.days);
      texts.articleOf.append(segment.articleOf, (article) => article + articles);
      lengths.append(segment.lengths);
    },
  };
}
