import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Citation, SameWords } from '../../answer/answer.ts';
import type { Source } from '../../article/article.ts';
import { citedAddress, isolated, link, section, words } from './rich-text.ts';
import { shortDate } from './short-date.ts';

/** Sources named in one line; more are counted. */
const SOURCES_SHOWN = 3;

/** Title (linked), publisher, date, ¶ — and what the article itself gives as its sources. */
export function citationLine(
  citation: Citation & { readonly sameWords?: SameWords },
  lead: readonly RichTextElement[] = [],
): RichTextSection {
  const about = [
    citation.publisher,
    citation.publishedAt === undefined ? undefined : shortDate(citation.publishedAt),
    `¶\u00a0${citation.paragraph}`,
  ].filter((one) => one !== undefined && one !== '');
  const title = citation.title || citation.articleId;
  const elements: RichTextElement[] = [
    ...lead,
    ...isolated(title, link(title, citedAddress(citation))),
    words(` · ${about.join(' · ')}`),
  ];
  if (citation.sources.length > 0)
    elements.push(words('\nfrom: '), ...fromSources(citation.sources));
  if (citation.sameWords !== undefined && citation.sameWords.articles > 1) {
    elements.push(words(`\n${sameWordsLine(citation.sameWords)}`));
  }
  return section(...elements);
}

/** The same, as one literal line for the top-level text. */
export function spokenCitation(citation: Citation): string {
  const date = citation.publishedAt === undefined ? undefined : shortDate(citation.publishedAt);
  return [citation.title, citation.publisher, date, `paragraph ${citation.paragraph}`]
    .filter((one) => one !== undefined && one !== '')
    .join(', ');
}

/** The first `most` of them, linked; the others are counted. */
export function fromSources(
  sources: readonly Source[],
  most: number = SOURCES_SHOWN,
): RichTextElement[] {
  const shown = sources.slice(0, most).flatMap((source, index) => {
    const date = source.date === undefined ? undefined : shortDate(source.date);
    const about = [source.publisher, date].filter((one) => one !== undefined && one !== '');
    return [
      ...(index === 0 ? [] : [words('; ')]),
      ...isolated(source.title, link(source.title || source.id, source.url)),
      ...(about.length === 0 ? [] : [words(` (${about.join(', ')})`)]),
    ];
  });
  const more = sources.length - most;
  return more > 0 ? [...shown, words(`; and ${more} more`)] : shown;
}

function sameWordsLine({ articles, first }: SameWords): string {
  const date = first.publishedAt === undefined ? '' : `, ${shortDate(first.publishedAt)}`;
  return `Same words in ${articles} articles; earliest: ${first.publisher ?? first.title}${date}`;
}
