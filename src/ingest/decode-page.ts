import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';

export interface DecodedPage {
  readonly text: string;
  /** Name of the encoding used, as the WHATWG standard writes it. */
  readonly charset: string;
  /** How it was known. */
  readonly by: 'byte order mark' | 'header' | 'page' | 'content';
  /** Characters that stand for bytes which are no text in that encoding. */
  readonly replaced: number;
}

/** The standard looks at the first 1,024 bytes; pages with long openings state it later. */
const META_BYTES = 4096;
/** Bytes of text that the guess is made from. */
const GUESS_BYTES = 100_000;

/**
 * Text of a web page, feed or HTML file. Order of trust: byte order mark, then what header and page
 * state as long as the bytes are not plainly UTF-8 (a common misstatement), then the bytes
 * themselves: valid UTF-8, else the likeliest encoding. Bytes that are broken on the page itself
 * become U+FFFD, as in a browser.
 * @param contentType Value of the HTTP header, `''` when there is none.
 */
export function decodePage(bytes: Uint8Array, contentType = ''): DecodedPage {
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) return decoded(bytes, mark, 'byte order mark');
  const header = supported(/charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType)?.[1]);
  const page = supported(statedInPage(bytes));
  const plainUtf8 = isUtf8(bytes) && bytes.some((byte) => byte > 0x7f);
  for (const [charset, by] of [
    [header, 'header'],
    [page, 'page'],
  ] as const) {
    if (charset === undefined) continue;
    if (plainUtf8 && charset !== 'utf-8') return decoded(bytes, 'utf-8', 'content');
    if (charset === 'utf-8' && !isUtf8(bytes) && mostlyNotUtf8(bytes)) continue;
    return decoded(bytes, charset, by);
  }
  if (isUtf8(bytes)) return decoded(bytes, 'utf-8', 'content');
  if (!mostlyNotUtf8(bytes)) return decoded(bytes, 'utf-8', 'content');
  return decoded(bytes, guessed(bytes), 'content');
}

function decoded(bytes: Uint8Array, charset: string, by: DecodedPage['by']): DecodedPage {
  const plain = new TextDecoder(charset).decode(bytes);
  const text = charset === 'windows-1252' ? withWindowsMarks(plain) : plain;
  const replaced = charset === 'utf-8' && isUtf8(bytes) ? 0 : text.split('\ufffd').length - 1;
  return { text, charset, by, replaced };
}

/** What windows-1252 has at 0x80 to 0x9f. Some versions of Node decode these bytes as control characters. */
const WINDOWS_MARKS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function withWindowsMarks(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (char) => WINDOWS_MARKS[char.charCodeAt(0) - 0x80]!);
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function statedInPage(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, META_BYTES)).toString('latin1');
  const xml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1];
  return xml ?? /<meta[^>]+charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1];
}

/** What `TextDecoder` calls it; a page that states UTF-16 in ASCII letters means UTF-8. */
function supported(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(label.trim());
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}

/** Whether more bytes above ASCII are broken as UTF-8 than not. */
function mostlyNotUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, GUESS_BYTES));
  const broken = text.split('\ufffd').length - 1;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it leaves out
  const whole = text.replace(/[\u0000-\u007f\ufffd]+/g, '').length;
  return broken > whole;
}

function guessed(bytes: Uint8Array): string {
  for (const { name, confidence } of analyse(bytes.subarray(0, GUESS_BYTES))) {
    const charset = supported(name);
    if (confidence >= 30 && charset !== undefined && charset !== 'utf-8') return charset;
  }
  return 'windows-1252';
}
