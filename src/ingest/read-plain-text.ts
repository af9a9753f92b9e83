import { cleanDump } from '../article/clean.ts';
import type { ReadArticle } from './read-markdown.ts';

const LONGEST_TITLE = 200;

/**
 * A plain text article or the raw dump of a page. The body is the file's text, unchanged; what the
 * clean-up recognises as headline, caption, credit or teaser is marked, not removed. Author, date
 * and address stay unknown: the text does not state them where they could be trusted.
 */
export function readPlainText(text: string, where: string, fallbackId: string): ReadArticle {
  if (text.trim() === '') {
    return {
      problems: [
        {
          severity: 'error',
          where,
          line: 1,
          what: 'the file has no text',
          todo: 'remove or fill it',
        },
      ],
    };
  }
  const { title, deck, regions } = cleanDump(text);
  return {
    article: {
      id: fallbackId,
      title: title ?? shortFirstLine(text) ?? fallbackId,
      ...(deck === undefined ? {} : { deck }),
      topics: [],
      sources: [],
      body: text,
      regions,
    },
    line: 1,
    problems: [],
  };
}

function shortFirstLine(text: string): string | undefined {
  const line = text.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? '';
  return line !== '' && line.length <= LONGEST_TITLE ? line : undefined;
}
