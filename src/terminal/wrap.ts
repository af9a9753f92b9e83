import { stripVTControlCharacters } from 'node:util';

/** Columns that a text takes, styles and links aside. */
export function columns(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** Wraps at spaces to `width` columns, each line after `indent`. Line breaks of the text are kept. */
export function wrap(text: string, width: number, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width - indent.length, indent))
    .join('\n');
}

function wrapLine(text: string, width: number, indent: string): string {
  if (!Number.isFinite(width)) return indent + text;
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const size = columns(word);
    if (used > 0 && used + 1 + size > Math.max(20, width)) {
      lines.push(indent + line);
      line = word;
      used = size;
    } else {
      line = line === '' && used === 0 ? word : `${line} ${word}`;
      used += (used === 0 ? 0 : 1) + size;
    }
  }
  lines.push(indent + line);
  return lines.join('\n');
}
