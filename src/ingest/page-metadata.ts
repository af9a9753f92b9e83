import { type TextBlock, textBlocks } from './block-text.ts';
import type { PageDocument } from './dom/page-document.ts';
import { headlineArea } from './headline-area.ts';
import { articleNode, jsonLd, type LdNode, names, plain, text, types } from './json-ld.ts';
import { pageByline } from './page-byline.ts';
import { pageDate } from './page-date.ts';
import { pageTitle } from './page-title.ts';

/** What a page says of itself. A field that it does not state is absent. */
export interface PageMetadata {
  readonly title?: string;
  readonly byline?: string;
  readonly publisher?: string;
  readonly publishedAt?: string;
  readonly language?: string;
  readonly canonicalUrl?: string;
  readonly deck?: string;
}

/** The page's sources of metadata, read once. */
export interface PageSources {
  readonly document: PageDocument;
  /** Content of the first meta element with one of the names (in `name`, `property` or `itemprop`). */
  meta(...keys: readonly string[]): string | undefined;
  /** All contents of the meta elements with one name. */
  metas(key: string): readonly string[];
  /** Names of all meta elements, in lower case. */
  readonly metaKeys: readonly string[];
  readonly nodes: readonly LdNode[];
  readonly article: LdNode | undefined;
  readonly siteName: string | undefined;
  /** The page's host without dots and top-level domain (`wwwexample`), '' when it has none. */
  readonly host: string;
  /** All that the page shows, scripts left out. */
  blocks(): readonly TextBlock[];
  /** The words of it, a line for a block. */
  pageText(): string;
}

/** Metadata of a page: JSON-LD, OpenGraph, meta elements, then the page's own mark-up. */
export function pageMetadata(sources: PageSources, url: string | undefined): PageMetadata {
  const title = pageTitle(sources, url);
  const area = headlineArea(sources.blocks(), title);
  const byline = pageByline(sources, area);
  const publishedAt = pageDate(sources, area, url);
  const publisher = sources.siteName ?? hostOf(url);
  const language = pageLanguage(sources);
  const canonicalUrl = canonical(sources, url);
  const deck = sources.meta('og:description', 'description', 'twitter:description');
  return {
    ...(title === undefined ? {} : { title }),
    ...(byline === undefined ? {} : { byline }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(language === undefined ? {} : { language }),
    ...(canonicalUrl === undefined ? {} : { canonicalUrl }),
    ...(deck === undefined ? {} : { deck }),
  };
}

export function pageSources(document: PageDocument, url: string | undefined): PageSources {
  const byKey = new Map<string, string[]>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const content = plain(element.getAttribute('content') ?? '');
    if (content === '') continue;
    for (const attribute of ['name', 'property', 'itemprop']) {
      for (const key of metaKeys(element.getAttribute(attribute) ?? '')) {
        byKey.set(key, [...(byKey.get(key) ?? []), content]);
      }
    }
  }
  const nodes = jsonLd(document);
  const meta = (...keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const value = byKey.get(key)?.[0];
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const titles = [
    meta('og:title'),
    meta('twitter:title'),
    plain(document.querySelector('head title, title')?.textContent ?? ''),
    ...document.querySelectorAll('h1').map((heading) => plain(heading.textContent)),
  ];
  const article = articleNode(
    nodes,
    titles.filter((title) => title !== undefined),
  );
  const website = nodes.find((node) => types(node).includes('WebSite'));
  const siteName =
    meta('og:site_name') ??
    names(article?.publisher, nodes)[0] ??
    text(website?.name) ??
    meta('application-name', 'publisher', 'dc.publisher', 'citation_journal_title');
  let shown: readonly TextBlock[] | undefined;
  const blocks = (): readonly TextBlock[] => {
    shown ??= document.body === null ? [] : textBlocks(document.body);
    return shown;
  };
  let words: string | undefined;
  const pageText = (): string => {
    words ??= blocks()
      .map((block) => block.text)
      .join('\n');
    return words;
  };
  return {
    document,
    meta,
    metas: (key) => byKey.get(key) ?? [],
    metaKeys: [...byKey.keys()],
    nodes,
    article,
    siteName,
    host: (hostOf(url) ?? '').split('.').slice(0, -1).join(''),
    blocks,
    pageText,
  };
}

/** A meta element may have several names; Dublin Core's are written with a dot or a colon. */
function metaKeys(names: string): readonly string[] {
  return names
    .toLowerCase()
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) => name.replace(/^(dc|dcterms?):/, '$1.'));
}

function pageLanguage({ document, meta, article }: PageSources): string | undefined {
  const stated = [
    document.documentElement?.getAttribute('lang'),
    document.documentElement?.getAttribute('xml:lang'),
    text(article?.inLanguage),
    meta('og:locale', 'language', 'dc.language', 'dcterms.language'),
    document.querySelector('meta[http-equiv="content-language" i]')?.getAttribute('content'),
  ];
  for (const value of stated) {
    const tag = value?.trim().replaceAll('_', '-');
    if (!tag) continue;
    try {
      const [canonicalTag] = Intl.getCanonicalLocales(tag);
      if (canonicalTag !== undefined && /^[a-z]{2,3}(-|$)/i.test(canonicalTag)) return canonicalTag;
    } catch {
      // not a language tag
    }
  }
  return undefined;
}

/**
 * The page's own address for itself, when it is one of the same site: a page may not claim to be
 * another site's article.
 */
function canonical({ document, meta }: PageSources, url: string | undefined): string | undefined {
  const stated = [
    document.querySelector('link[rel~="canonical" i][href]')?.getAttribute('href'),
    meta('og:url'),
  ];
  for (const value of stated) {
    if (!value || !URL.canParse(value, url)) continue;
    const address = new URL(value, url);
    if (!/^https?:$/.test(address.protocol) || address.username || address.password) continue;
    if (url !== undefined && !sameSite(address, new URL(url))) continue;
    const front = address.pathname === '/' && address.search === '';
    if (front && url !== undefined && new URL(url).pathname !== '/') continue;
    address.hash = '';
    return address.href;
  }
  return url;
}

function sameSite(a: URL, b: URL): boolean {
  const bare = (host: string) => host.replace(/^(?:www|m|mobile|amp)\./, '');
  const [one, other] = [bare(a.hostname), bare(b.hostname)];
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/^www\./, '') || undefined;
}
