import { MOST, type Segment } from './segment.ts';
import { STOP, TERM_MASK } from './token-flags.ts';

type Texts = Pick<
  Segment,
  | 'articlePassages'
  | 'forwardAt'
  | 'forward'
  | 'titleAt'
  | 'titles'
  | 'headingAt'
  | 'headings'
  | 'speakerAt'
  | 'speakers'
>;

/** The postings of all texts, by two passes over the words: count, then fill. */
export function invert(
  texts: Texts,
  terms: number,
): Pick<Segment, 'postingsAt' | 'postings' | 'counts'> {
  const postingsAt = new Uint32Array(terms + 1);
  eachPosting(texts, terms, (term) => {
    postingsAt[term + 1]!++;
  });
  for (let term = 0; term < terms; term++) postingsAt[term + 1]! += postingsAt[term]!;
  const postings = new Uint32Array(postingsAt[terms]!);
  const counts = new Uint16Array(postings.length);
  const next = postingsAt.slice(0, terms);
  eachPosting(texts, terms, (term, passage, packed) => {
    const at = next[term]!++;
    postings[at] = passage;
    counts[at] = packed;
  });
  return { postingsAt, postings, counts };
}

function eachPosting(
  texts: Texts,
  terms: number,
  emit: (term: number, passage: number, packed: number) => void,
): void {
  const packed = new Uint16Array(terms);
  const touched: number[] = [];
  const add = (words: Uint32Array, from: number, to: number, shift: number, most: number): void => {
    for (let at = from; at < to; at++) {
      const word = words[at]!;
      if (word & STOP) continue;
      const term = word & TERM_MASK;
      const now = packed[term]!;
      if (now === 0) touched.push(term);
      if (((now >>> shift) & most) < most) packed[term] = now + (1 << shift);
    }
  };
  let passage = 0;
  for (let article = 0; article + 1 < texts.articlePassages.length; article++) {
    const end = texts.articlePassages[article + 1]!;
    for (; passage < end; passage++) {
      add(texts.forward, texts.forwardAt[passage]!, texts.forwardAt[passage + 1]!, 0, MOST.text);
      add(texts.titles, texts.titleAt[article]!, texts.titleAt[article + 1]!, 6, MOST.title);
      add(
        texts.headings,
        texts.headingAt[passage]!,
        texts.headingAt[passage + 1]!,
        9,
        MOST.heading,
      );
      add(
        texts.speakers,
        texts.speakerAt[passage]!,
        texts.speakerAt[passage + 1]!,
        12,
        MOST.speaker,
      );
      for (const term of touched) {
        emit(term, passage, packed[term]!);
        packed[term] = 0;
      }
      touched.length = 0;
    }
  }
}
