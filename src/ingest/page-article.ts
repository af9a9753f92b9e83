import type { Article } from '../article/article.ts';
import { boilerplateRegions } from '../article/clean.ts';
import { fileId, pageId } from './article-identity.ts';
import type { ExtractedPage } from './extract-page.ts';

/** An extracted page or document as an article. Its id follows from its address, else from its name and words. */
export function pageArticle(page: ExtractedPage, name: string): Article {
  const { text, title, byline, publisher, publishedAt, language, canonicalUrl, deck } = page;
  const host =
    canonicalUrl === undefined ? undefined : new URL(canonicalUrl).hostname.replace(/^www\./, '');
  const outlet = publisher ?? host;
  const shown = title ?? name.replace(/^.*[/\\]/, '');
  return {
    id: canonicalUrl === undefined ? fileId(name, text) : pageId(canonicalUrl),
    title: shown,
    ...(deck === undefined ? {} : { deck }),
    ...(outlet === undefined ? {} : { publisher: outlet }),
    ...(byline === undefined ? {} : { author: byline }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(canonicalUrl === undefined ? {} : { url: canonicalUrl }),
    ...(language === undefined ? {} : { language }),
    topics: [],
    sources: [],
    body: text,
    regions: boilerplateRegions(text, shown),
  };
}
