export type Format =
  | 'pdf'
  | 'docx'
  | 'html'
  | 'markdown'
  | 'text'
  | 'jsonl'
  | 'feed'
  | 'json-feed'
  | 'opml';

export type Sniffed =
  | { readonly kind: 'format'; readonly format: Format }
  | { readonly kind: 'unreadable'; readonly what: string };

const MAGIC: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'an image'],
  ['\xff\xd8\xff', 'an image'],
  ['GIF8', 'an image'],
  ['RIFF', 'an image, sound or film'],
  ['\x1f\x8b', 'a gzip archive'],
  ['7z\xbc\xaf', 'an archive'],
  ['Rar!', 'an archive'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
  ['\xd0\xcf\x11\xe0', 'an old Office file (save it as .docx or .pdf)'],
  ['{\\rtf', 'an RTF file (save it as .docx or .pdf)'],
  ['ID3', 'a sound file'],
];

/**
 * What the bytes are, whatever name and type claim: both are asked only where the bytes leave it open.
 * @param name File name, for its ending.
 */
export function sniffFormat(bytes: Uint8Array, name = '', contentType = ''): Sniffed {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  // Front matter says what it is; the text after it may hold anything, as an export of any article does.
  if (/\.(?:md|markdown)$/i.test(name) && /^(?:\xef\xbb\xbf)?---[ \t]*\r?\n/.test(head)) {
    return format('markdown');
  }
  if (head.slice(0, 1024).includes('%PDF-')) return format('pdf');
  if (head.startsWith('PK\x03\x04')) {
    const docx = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(
      'word/document',
    );
    return docx ? format('docx') : { kind: 'unreadable', what: 'an archive, not a .docx' };
  }
  for (const [magic, what] of MAGIC) {
    if (head.startsWith(magic)) return { kind: 'unreadable', what };
  }
  const utf16 = /^(?:\xff\xfe|\xfe\xff)/.test(head);
  if (!utf16 && head.includes('\0')) return { kind: 'unreadable', what: 'binary data' };

  const start = head
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  const root =
    /^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|<!doctype[^>[]*(?:\[[\s\S]*?\]\s*)?>|\s)*<([a-z]+(?::[a-z]+)?)/i
      .exec(start)?.[1]
      ?.toLowerCase();
  if (root === 'rss' || root === 'feed' || root === 'rdf:rdf') return format('feed');
  if (root === 'opml') return format('opml');
  if (/^\{[\s\S]*"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(start))
    return format('json-feed');

  const ending = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (root === 'html' || /^<!doctype html/i.test(start)) return format('html');
  if (ending === 'md' || ending === 'markdown') return format('markdown');
  if (ending === 'jsonl' || ending === 'ndjson') return format('jsonl');
  if (ending === 'txt' || ending === 'text') return format('text');
  if (/^(?:html?|xhtml)$/.test(ending) || /html/i.test(contentType)) return format('html');
  if (/markdown/i.test(contentType)) return format('markdown');
  if (/[/+](?:rss|atom)\b/i.test(contentType)) return format('feed');
  if (/feed\+json/i.test(contentType)) return format('json-feed');
  if (root !== undefined && /^<!?[a-z?-]/i.test(start)) return format('html');
  return format('text');
}

function format(value: Format): Sniffed {
  return { kind: 'format', format: value };
}
