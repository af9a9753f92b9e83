import type { Passage } from '../article/passage.ts';
import type { Segment } from '../search/segment.ts';
import { STOP, TERM_MASK } from '../search/token-flags.ts';
import { ByteReader, ByteWriter } from './byte-stream.ts';
import { readPassage, writePassage } from './passage-spans.ts';

/** The texts of a passage that the index holds, in the order in which they are written. */
export type PassageText = 'words' | 'heading' | 'speaker';
const TEXTS: readonly PassageText[] = ['words', 'heading', 'speaker'];

/** Flags of search/token-flags.ts are the seven bits above the term. */
const FLAG_SHIFT = 24;

/**
 * An article's passages and words in one run of bytes, so that one read gives a candidate, its neighbours and
 * the whole of its article: the terms in the order in which they first occur, each with how often the passages'
 * text holds it; the title; then each passage: its size and how many words it has, so that it can be passed
 * over, its spans, text, heading, speakers. A word is twice the place of its term, plus one where a byte of
 * flags follows.
 */
export function encodeArticle(
  segment: Segment,
  number: number,
  passages: readonly Passage[],
): Uint8Array {
  const places = new Map<number, number>();
  const write = (words: Uint32Array, at: Uint32Array, of: number, into: ByteWriter): void => {
    const [from, to] = [at[of]!, at[of + 1]!];
    into.number(to - from);
    for (let i = from; i < to; i++) {
      const id = words[i]! & TERM_MASK;
      const flags = words[i]! >>> FLAG_SHIFT;
      let place = places.get(id);
      if (place === undefined) {
        place = places.size;
        places.set(id, place);
      }
      into.number(place * 2 + (flags === 0 ? 0 : 1));
      if (flags !== 0) into.number(flags);
    }
  };
  const counts = new Map<number, number>();
  const texts = new ByteWriter();
  write(segment.titles, segment.titleAt, number, texts);
  texts.number(passages.length);
  const first = segment.articlePassages[number] ?? 0;
  const own = new ByteWriter();
  passages.forEach((passage, i) => {
    own.length = 0;
    writePassage(passage, own);
    write(segment.forward, segment.forwardAt, first + i, own);
    write(segment.headings, segment.headingAt, first + i, own);
    write(segment.speakers, segment.speakerAt, first + i, own);
    texts.number(own.length);
    const [from, to] = [segment.forwardAt[first + i]!, segment.forwardAt[first + i + 1]!];
    texts.number(to - from);
    texts.raw(own.done());
    for (const word of segment.forward.subarray(from, to)) {
      const id = word & TERM_MASK;
      if (!(word & STOP)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  });
  const all = new ByteWriter();
  const { bytes, offsets } = segment.vocabulary;
  all.number(places.size);
  for (const id of places.keys()) {
    const term = bytes.subarray(offsets[id]!, offsets[id + 1]!);
    all.number(term.length);
    all.raw(term);
    all.number(counts.get(id) ?? 0);
  }
  all.raw(texts.done());
  return all.done();
}

/** An article's words, read where they are asked for. */
export interface ArticleWords {
  /** Number of its terms. */
  readonly terms: number;
  term(place: number): string;
  /** Length and first byte of the term's UTF-8, as `termSign` gives them: few terms share them. */
  sign(place: number): number;
  /** How often the text of its passages holds the term; 0 for stop words. */
  count(place: number): number;
  readonly passages: number;
  /** Words of a passage's text, stop words and marks of names included. */
  size(index: number): number;
  passage(index: number): Passage;
  eachTitleWord(visit: Visit): void;
  eachWord(index: number, text: PassageText, visit: Visit): void;
}

/** Called with the place of the word's term and its flags as in the forward index. */
export type Visit = (place: number, flags: number) => void;

/** @param stored libsql gives the bytes without an array over them. */
export function openArticle(stored: Uint8Array | ArrayBuffer): ArticleWords {
  const bytes = stored instanceof ArrayBuffer ? new Uint8Array(stored) : stored;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = new ByteReader(bytes);
  const terms = reader.number();
  const starts = new Uint32Array(terms);
  const ends = new Uint32Array(terms);
  const counts = new Uint32Array(terms);
  for (let place = 0; place < terms; place++) {
    const length = reader.number();
    starts[place] = reader.at;
    reader.at += length;
    ends[place] = reader.at;
    counts[place] = reader.number();
  }
  const titleAt = reader.at;
  skipWords(reader);
  const passages = reader.number();
  const passageAt = new Uint32Array(passages);
  const sizes = new Uint32Array(passages);
  for (let index = 0; index < passages; index++) {
    const length = reader.number();
    sizes[index] = reader.number();
    passageAt[index] = reader.at;
    reader.at += length;
  }
  return {
    terms,
    passages,
    count: (place) => counts[place]!,
    size: (index) => sizes[index]!,
    term: (place) => buffer.toString('utf8', starts[place]!, ends[place]!),
    sign: (place) => signOf(bytes[starts[place]!]!, ends[place]! - starts[place]!),
    passage: (index) => readPassage(new ByteReader(bytes, passageAt[index]!)),
    eachTitleWord: (visit) => readWords(new ByteReader(bytes, titleAt), visit),
    eachWord(index, text, visit) {
      const from = new ByteReader(bytes, passageAt[index]!);
      skipPassage(from);
      for (const each of TEXTS) {
        if (each === text) {
          readWords(from, visit);
          return;
        }
        skipWords(from);
      }
    },
  };
}

function readWords(from: ByteReader, visit: Visit): void {
  const count = from.number();
  for (let i = 0; i < count; i++) {
    const word = from.number();
    visit(word >>> 1, word & 1 ? (from.number() << FLAG_SHIFT) >>> 0 : 0);
  }
}

function skipWords(from: ByteReader): void {
  const count = from.number();
  for (let i = 0; i < count; i++) if (from.number() & 1) from.number();
}

function skipPassage(from: ByteReader): void {
  for (let i = 0; i < 4; i++) from.number();
  if (from.number() === 1) for (let i = 0; i < 2; i++) from.number();
  for (let i = 2 * from.number(); i > 0; i--) from.number();
  const ids = from.number();
  from.at += ids;
}

/** Different signs of terms. */
export const SIGNS = 1 << 14;

export function termSign(term: string): number {
  const bytes = Buffer.from(term);
  return signOf(bytes[0] ?? 0, bytes.length);
}

function signOf(first: number, length: number): number {
  return (Math.min(length, 63) << 8) | first;
}
