import { ANALYZER_VERSION } from './analyzer.ts';
import type { Segment, SegmentFacts } from './segment.ts';

/** Changes whenever a segment's arrays change their meaning. */
const FORMAT = 3;
const MAGIC = 0x42464131;
/** Bytes before the header: magic number and the header's length. */
const PREAMBLE = 8;

const WORDS = [
  'articlePassages',
  'days',
  'articleOf',
  'forwardAt',
  'forward',
  'titleAt',
  'titles',
  'headingAt',
  'headings',
  'speakerAt',
  'speakers',
  'postingsAt',
  'postings',
  'capitals',
  'small',
] as const;
const HALVES = ['lengths', 'counts'] as const;

interface Header {
  readonly format: number;
  readonly analyzer: number;
  /** Content hash of the corpus, aliases included. */
  readonly corpus: string;
  readonly facts: SegmentFacts;
  /** Elements of each array, in the order in which they follow. */
  readonly lengths: readonly number[];
}

export type ReadSnapshot =
  | { readonly kind: 'segment'; readonly segment: Segment }
  /** Not this corpus or not this program's: build the index instead. */
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * A segment as bytes: a JSON header, then the arrays as they are in memory (little-endian), each at
 * a multiple of 4. Reading it back copies nothing.
 * @param corpus content hash of the articles and the aliases that the segment was built from
 */
export function writeSnapshot(segment: Segment, corpus: string): Uint8Array<ArrayBuffer> {
  const arrays = arraysOf(segment);
  const header: Header = {
    format: FORMAT,
    analyzer: ANALYZER_VERSION,
    corpus,
    facts: segment.facts,
    lengths: arrays.map(({ length }) => length),
  };
  const encoded = new TextEncoder().encode(JSON.stringify(header));
  let size = aligned(PREAMBLE + encoded.length);
  for (const { byteLength } of arrays) size = aligned(size + byteLength);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, MAGIC, true);
  new DataView(bytes.buffer).setUint32(4, encoded.length, true);
  bytes.set(encoded, PREAMBLE);
  let at = aligned(PREAMBLE + encoded.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at = aligned(at + array.byteLength);
  }
  return bytes;
}

/** The segment in the bytes of a snapshot, when it is of this corpus and this version of the program. */
export function readSnapshot(bytes: Uint8Array<ArrayBuffer>, corpus: string): ReadSnapshot {
  const unusable = (why: string): ReadSnapshot => ({ kind: 'unusable', why });
  if (bytes.byteLength < PREAMBLE) return unusable('it is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return unusable('it is no snapshot');
  const end = PREAMBLE + view.getUint32(4, true);
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREAMBLE, end))) as Header;
  } catch {
    return unusable('its header is damaged');
  }
  if (header.format !== FORMAT) return unusable(`its format is ${header.format}, not ${FORMAT}`);
  if (header.analyzer !== ANALYZER_VERSION) {
    return unusable(`its analyzer is ${header.analyzer}, not ${ANALYZER_VERSION}`);
  }
  if (header.corpus !== corpus) return unusable('it is of another corpus');
  // Arrays of 32 bits need an address that 4 divides; a slice of a larger buffer may have none.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  let at = aligned(end);
  const next = <T>(
    make: new (buffer: ArrayBuffer, at: number, length: number) => T,
    size: number,
  ): T => {
    const length = header.lengths[index++]!;
    const from = at;
    at = aligned(at + length * size);
    return new make(buffer, byteOffset + from, length);
  };
  let index = 0;
  if (aligned(end) + sizeOf(header) !== bytes.byteLength) return unusable('it is cut short');
  const words = Object.fromEntries(WORDS.map((name) => [name, next(Uint32Array, 4)]));
  const offsets = next(Uint32Array, 4);
  const table = next(Uint32Array, 4);
  const halves = Object.fromEntries(HALVES.map((name) => [name, next(Uint16Array, 2)]));
  const vocabulary = { offsets, table, bytes: next(Uint8Array, 1) };
  const segment = { ...words, ...halves, vocabulary, facts: header.facts } as unknown as Segment;
  return { kind: 'segment', segment };
}

function arraysOf(segment: Segment): (Uint32Array | Uint16Array | Uint8Array)[] {
  const { offsets, table, bytes } = segment.vocabulary;
  return [
    ...WORDS.map((name) => segment[name]),
    offsets,
    table,
    ...HALVES.map((name) => segment[name]),
    bytes,
  ];
}

function sizeOf({ lengths }: Header): number {
  const width = (i: number): number =>
    i < WORDS.length + 2 ? 4 : i < WORDS.length + 2 + HALVES.length ? 2 : 1;
  return lengths.reduce((sum, length, i) => sum + aligned(length * width(i)), 0);
}

function aligned(at: number): number {
  return (at + 3) & ~3;
}
