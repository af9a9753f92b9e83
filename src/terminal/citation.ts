import type { Citation, SameWords } from '../answer/answer.ts';
import { inert, type Style } from './style.ts';

/** "Title · Publisher · 2022-05-04 · ¶ 7", the title a link to the words. */
export function citationLine(citation: Citation, style: Style): string {
  const { title, publisher, publishedAt, paragraph, link, url, sources } = citation;
  const parts = [
    style.link(inert(title), link ?? url),
    publisher ? inert(publisher) : 'publisher not stated',
    publishedAt ? inert(publishedAt.slice(0, 10)) : 'no date stated',
    `¶ ${paragraph}`,
  ];
  const from = sources.map((source) =>
    style.link(
      inert([source.publisher, source.date].filter(Boolean).join(', ') || source.title),
      source.url,
    ),
  );
  const named = from.length > 0 ? ` · from: ${from.join('; ')}` : '';
  return `${parts.join(' · ')}${named}`;
}

export function sameWordsLine(same: SameWords): string {
  const { publisher, title, publishedAt } = same.first;
  return `the same words in ${same.articles} articles, first: ${inert(publisher ?? title)}${publishedAt ? `, ${publishedAt.slice(0, 10)}` : ''}`;
}
