import type { Passage } from '../article/passage.ts';
import type { Span } from '../article/span.ts';
import type { ByteReader, ByteWriter } from './byte-stream.ts';

/** Writes where a passage and its parts lie. */
export function writePassage(passage: Passage, into: ByteWriter): void {
  const { index, paragraph, heading, sentences, sourceIds } = passage;
  into.number(index);
  into.number(paragraph);
  writeSpan(passage);
  into.number(heading ? 1 : 0);
  if (heading) writeSpan(heading);
  into.number(sentences.length);
  for (const sentence of sentences) writeSpan(sentence);
  const ids = sourceIds.length > 0 ? Buffer.from(JSON.stringify(sourceIds)) : NOTHING;
  into.number(ids.length);
  into.raw(ids);

  function writeSpan({ start, end }: Span): void {
    into.number(start);
    into.number(end - start);
  }
}

const NOTHING = new Uint8Array(0);

export function readPassage(from: ByteReader): Passage {
  const index = from.number();
  const paragraph = from.number();
  const { start, end } = readSpan();
  const heading = from.number() === 1 ? readSpan() : undefined;
  const sentences = Array.from({ length: from.number() }, readSpan);
  const length = from.number();
  const ids = Buffer.from(from.bytes.subarray(from.at, from.at + length)).toString();
  from.at += length;
  return {
    start,
    end,
    index,
    paragraph,
    ...(heading ? { heading } : {}),
    sentences,
    sourceIds: length > 0 ? (JSON.parse(ids) as string[]) : [],
  };

  function readSpan(): Span {
    const first = from.number();
    return { start: first, end: first + from.number() };
  }
}
