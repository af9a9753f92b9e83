import { isUtf8 } from 'node:buffer';

export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'invalid'; readonly line: number; readonly looksLike?: string };

const decoder = new TextDecoder('utf-8');

/**
 * UTF-8 text of a file, its byte order mark taken off. Nothing is ever replaced: an invalid file
 * is refused with the line (from 1) of its first bad byte, since a replaced character would be
 * shown as the publisher's own.
 */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Mark(bytes);
  if (utf16 !== undefined) return { kind: 'invalid', line: 1, looksLike: utf16 };
  if (isUtf8(bytes)) return { kind: 'text', text: decoder.decode(bytes) };
  return { kind: 'invalid', line: firstBadLine(bytes) };
}

function utf16Mark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 (little endian)';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 (big endian)';
  return undefined;
}

/** A line feed is never part of a longer UTF-8 sequence, so lines can be checked one by one. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
    line += 1;
  }
  return line;
}
