import { isUtf8 } from 'node:buffer';

export type JsonlLine =
  | { readonly kind: 'value'; readonly line: number; readonly value: unknown }
  | { readonly kind: 'bad'; readonly line: number; readonly what: string };

/**
 * The values of a JSON Lines stream, one at a time: memory is bounded by the longest line allowed.
 * Blank lines are passed over; a line that is too long, not UTF-8 or not JSON is reported and the
 * next ones are read.
 * @param limitBytes Longest line read.
 */
export async function* jsonlLines(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number,
): AsyncGenerator<JsonlLine> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let skipping = false;
  let line = 1;
  const finish = (): JsonlLine | undefined => {
    const result = skipping ? tooLong(line, limitBytes) : parseLine(Buffer.concat(parts), line);
    parts = [];
    held = 0;
    skipping = false;
    line += 1;
    return result;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const feed = chunk.indexOf(0x0a, start);
      const part = chunk.subarray(start, feed === -1 ? chunk.length : feed);
      held += part.length;
      if (held > limitBytes) {
        skipping = true;
        parts = [];
      } else if (part.length > 0) parts.push(part);
      if (feed === -1) break;
      const result = finish();
      if (result !== undefined) yield result;
      start = feed + 1;
    }
  }
  const last = finish();
  if (last !== undefined) yield last;
}

const decoder = new TextDecoder('utf-8');

function parseLine(bytes: Uint8Array, line: number): JsonlLine | undefined {
  if (!isUtf8(bytes)) return { kind: 'bad', line, what: 'the line is not valid UTF-8' };
  const text = decoder.decode(bytes);
  if (text.trim() === '') return undefined;
  try {
    return { kind: 'value', line, value: JSON.parse(text) };
  } catch {
    return { kind: 'bad', line, what: 'the line is not JSON' };
  }
}

function tooLong(line: number, limitBytes: number): JsonlLine {
  return { kind: 'bad', line, what: `the line is longer than ${megabytes(limitBytes)}` };
}

/** Bytes as a person reads them: "20 MB". */
export function megabytes(bytes: number): string {
  if (bytes < 100_000) return `${Math.ceil(bytes / 1000)} KB`;
  const value = bytes / 1_000_000;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} MB`;
}
